"""Who may open which part of privacy."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any

from heard.domain.teams.rules.permissions import may_answer_rights, may_supervise, may_take_down_rights
from heard.kernel.errors import NotAllowed
from heard.web.desk.access import DeskRequest, DeskView, desk_view

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http.response import HttpResponseBase

    from heard.domain.teams.rules.permissions import Standing


def rights_view(view: DeskView) -> Callable[..., HttpResponseBase]:
    """A view for administrators and managers of the contact centre; 403 for everybody else."""
    return _for(may_answer_rights, view)


def taking_down_view(view: DeskView) -> Callable[..., HttpResponseBase]:
    """A view for whoever speaks with everybody as well; 403 for everybody else."""
    return _for(may_take_down_rights, view)


def supervising_view(view: DeskView) -> Callable[..., HttpResponseBase]:
    """A view for administrators and managers; 403 for everybody else."""
    return _for(may_supervise, view)


def _for(may: Callable[[Standing], bool], view: DeskView) -> Callable[..., HttpResponseBase]:
    @desk_view
    @wraps(view)
    def guarded(request: DeskRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not may(request.standing):
            raise NotAllowed
        return view(request, *args, **kwargs)

    return guarded
