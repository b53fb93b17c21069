"""Who may come here: managers, for the segments of their departments, and administrators."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any

from django.http import Http404

from heard.domain.segments.models import Segment
from heard.domain.segments.queries.segments import segments_for
from heard.domain.segments.rules.access import may_keep_any
from heard.kernel.errors import NotAllowed
from heard.web.desk.access import DeskRequest, DeskView, desk_view

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from django.http.response import HttpResponseBase


def keepers_view(view: DeskView) -> Callable[..., HttpResponseBase]:
    """A view for those who may keep segments; 403 for everybody else who is signed in."""

    @desk_view
    @wraps(view)
    def guarded(request: DeskRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not may_keep_any(request.standing):
            raise NotAllowed
        return view(request, *args, **kwargs)

    return guarded


def kept_segment(request: DeskRequest, segment_id: UUID) -> Segment:
    """One of theirs; a 404 for another department's, which does not tell that there is one."""
    try:
        return segments_for(request.standing).get(pk=segment_id)
    except Segment.DoesNotExist as error:
        raise Http404 from error
