"""Who may sort: the contact centre and administrators. The mail may be about anything."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any

from heard.domain.teams.rules.permissions import may_sort
from heard.kernel.errors import NotAllowed
from heard.web.desk.access import DeskRequest, DeskView, desk_view

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http.response import HttpResponseBase


def sorting_view(view: DeskView) -> Callable[..., HttpResponseBase]:
    """A view for those who may sort; 403 for everybody else."""

    @desk_view
    @wraps(view)
    def guarded(request: DeskRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not may_sort(request.standing):
            raise NotAllowed
        return view(request, *args, **kwargs)

    return guarded
