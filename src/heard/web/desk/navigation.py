"""The desk's main navigation, one list. An entry appears once its page exists and its reader may open it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from heard.domain.segments.rules.access import may_keep_any
from heard.domain.teams.rules.permissions import may_change_settings, may_sort, may_supervise

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.utils.functional import Promise

    from heard.domain.teams.rules.permissions import Standing
    from heard.web.desk.access import DeskRequest


def _everybody(_standing: Standing) -> bool:
    return True


def _in_a_demonstration(_standing: Standing) -> bool:
    return bool(settings.HEARD_DEMO)


@dataclass(frozen=True, slots=True)
class Entry:
    """A place of the desk."""

    url_name: str
    label: str | Promise
    shown_to: Callable[[Standing], bool] = _everybody


ENTRIES = (
    Entry("desk:inbox", _("Inbox")),
    Entry("desk:tasks", _("Tasks")),
    Entry("desk:record", _("Record a contact")),
    Entry("desk:sorting", _("Sort me"), may_sort),
    Entry("desk:map", _("Map")),
    Entry("desk:field", _("Field")),
    Entry("desk:articles", _("Articles")),
    Entry("desk:outbox", _("Outbox"), _in_a_demonstration),
    Entry("desk:segments", _("Segments"), may_keep_any),
    Entry("desk:privacy", _("Privacy"), may_supervise),
    Entry("desk:settings", _("Settings"), may_change_settings),
)


@dataclass(frozen=True, slots=True)
class Link:
    """An entry as the bar draws it."""

    href: str
    text: str
    current: bool


def links(request: DeskRequest) -> list[Link]:
    """The entries this reader may open."""
    found = []
    for entry in ENTRIES:
        if not entry.shown_to(request.standing):
            continue
        try:
            href = reverse(entry.url_name)
        except NoReverseMatch:
            continue  # that page is not installed here
        found.append(Link(href, str(entry.label), _is_here(href, request.path)))
    return found


def _is_here(href: str, path: str) -> bool:
    """Cases and the list of cases belong together: a case's page is still the inbox."""
    inbox = reverse("desk:inbox")
    if href == inbox:
        return path == inbox or path.startswith(f"{inbox}cases/")
    return path.startswith(href)
