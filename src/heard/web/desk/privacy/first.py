"""The way into privacy: the first part its reader may open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from heard.web.desk.privacy.access import supervising_view
from heard.web.desk.privacy.tabs import tabs_for

if TYPE_CHECKING:
    from django.http import HttpResponse

    from heard.web.desk.access import DeskRequest


@require_safe
@supervising_view
def first_part(request: DeskRequest) -> HttpResponse:
    """Whoever may answer requests may supervise as well: one door for both."""
    return redirect(tabs_for(request)[0]["href"])
