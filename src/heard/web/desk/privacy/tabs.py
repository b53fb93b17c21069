"""The parts of privacy, one list. Each shows to whom it is for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from heard.domain.teams.rules.permissions import may_answer_rights, may_change_settings, may_supervise

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.utils.functional import _StrPromise

    from heard.domain.teams.rules.permissions import Standing
    from heard.web.desk.access import DeskRequest


class Tab(NamedTuple):
    """One part."""

    url_name: str
    label: str | _StrPromise
    shown_to: Callable[[Standing], bool]


TABS = (
    Tab("desk:requests", _("Requests"), may_answer_rights),
    Tab("desk:looks", _("Who looked at whom"), may_supervise),
    Tab("desk:holds", _("Legal holds"), may_change_settings),
)


def tabs_for(request: DeskRequest) -> list[dict[str, Any]]:
    """The parts this reader may open."""
    shown = [(reverse(tab.url_name), tab.label) for tab in TABS if tab.shown_to(request.standing)]
    return [
        {"href": href, "text": label, "current": request.path.startswith(href), "count": None} for href, label in shown
    ]
