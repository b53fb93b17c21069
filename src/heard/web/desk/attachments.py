"""Photos and files of cases, for whoever may see the case."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q
from django.http import Http404
from django.views.decorators.http import require_safe

from heard.domain.cases.queries.access import readable_cases
from heard.domain.conversations.models import Attachment
from heard.domain.teams.rules.permissions import may_sort
from heard.web.desk.access import desk_view
from heard.web.ui.attachments import file_answer

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpResponseBase

    from heard.web.desk.access import DeskRequest


@require_safe
@desk_view
def attachment(request: DeskRequest, attachment_id: UUID) -> HttpResponseBase:
    """One file, small with ?small=1. What waits in "Sort me" has no case yet: it is for those who sort."""
    seen = Q(message__conversation__case__in=readable_cases(request.standing))
    if may_sort(request.standing):
        seen |= Q(message__conversation__case__isnull=True)
    found = Attachment.objects.filter(seen, pk=attachment_id).first()
    if found is None:
        raise Http404
    return file_answer(found, small="small" in request.GET)
