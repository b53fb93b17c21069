"""Mail that could not be read: its source to look at, and another try."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from heard.domain.conversations.models import Envelope
from heard.domain.conversations.queries.sorting import quarantined_envelope, quarantined_envelopes
from heard.flows.replay_envelope import replay_envelope
from heard.web.desk.access import actor_of
from heard.web.desk.page import desk_page
from heard.web.desk.sorting.access import sorting_view
from heard.web.ui.attachments import SANDBOX

if TYPE_CHECKING:
    from uuid import UUID

    from heard.web.desk.access import DeskRequest


@require_safe
@sorting_view
def quarantine(request: DeskRequest) -> HttpResponse:
    """What could not be read, and why."""
    return desk_page(
        request, "desk/sorting/quarantine.html", {"quarantined": quarantined_envelopes()}, topics=("sorting",)
    )


@require_safe
@sorting_view
def source(request: DeskRequest, envelope_id: UUID) -> HttpResponse:  # noqa: ARG001 -- the door needs it, not we
    """The mail byte for byte, only ever as a download."""
    envelope = _quarantined(envelope_id)
    answer = HttpResponse(bytes(envelope.raw), content_type="application/octet-stream")
    answer["Content-Disposition"] = f'attachment; filename="{envelope.id}.eml"'
    answer["Content-Security-Policy"] = SANDBOX
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


@require_POST
@sorting_view
def replay(request: DeskRequest, envelope_id: UUID) -> HttpResponse:
    """Read it again."""
    replay_envelope(_quarantined(envelope_id), actor=actor_of(request))
    messages.success(request, _("It is read again now. If that fails, it comes back here."))
    return redirect("desk:quarantine")


def _quarantined(envelope_id: UUID) -> Envelope:
    try:
        return quarantined_envelope(envelope_id)
    except Envelope.DoesNotExist as error:
        raise Http404 from error
