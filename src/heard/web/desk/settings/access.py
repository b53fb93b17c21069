"""Who may change the set-up: administrators, and nobody else."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any

from heard.domain.teams.rules.permissions import may_change_settings
from heard.kernel.errors import NotAllowed
from heard.web.desk.access import DeskRequest, DeskView, desk_view

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http.response import HttpResponseBase


def settings_view(view: DeskView) -> Callable[..., HttpResponseBase]:
    """A view for administrators; 403 for everybody else who is signed in."""

    @desk_view
    @wraps(view)
    def guarded(request: DeskRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not may_change_settings(request.standing):
            raise NotAllowed
        return view(request, *args, **kwargs)

    return guarded
