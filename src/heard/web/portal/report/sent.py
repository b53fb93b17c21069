"""After sending: the reference, the date promised, the link that opens it, and what happens next."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.conf import settings
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from heard.domain.conversations.queries.tracking import tracked_conversation
from heard.domain.conversations.rules.links import tracking_path
from heard.domain.people.rules.contact_points import masked_email
from heard.flows.address_for import address_for
from heard.web.portal.report import steps
from heard.web.portal.report.base import open_making

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@never_cache
def sent(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """For the browser that sent it; a report not sent yet goes on where it stands."""
    making = open_making(request, draft_id)
    case = making.draft.sent_as
    if case is None:
        return redirect("portal:step", draft_id=draft_id, step=steps.CHECK)
    if "conversation" not in making.data:
        raise Http404
    conversation = tracked_conversation(UUID(making.data["conversation"]))
    link = tracking_path(conversation.id)
    email = address_for(conversation)
    context = {
        "case": case.merged_into or case,
        "link": link,
        "full_link": settings.HEARD_URL + link,
        "joined": making.data.get("joined") or case.merged_into_id is not None,
        "email": masked_email(email.value) if email else "",
    }
    return render(request, "portal/report/sent.html", context)
