"""The desk's lists: mine, my team's, unassigned, late or late soon, all. Search by text: search.py."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import Q, TextChoices
from django.utils.translation import gettext_lazy as _

from heard.domain.cases.models import OPEN, Status
from heard.domain.cases.queries.filters import CaseFilters
from heard.domain.cases.queries.pages import (
    Page,
    bounded,
    due_after,
    due_keys,
    newest_after,
    newest_keys,
    page_of,
    read_mark,
)
from heard.domain.cases.queries.search import search_page
from heard.kernel import clock

if TYPE_CHECKING:
    from datetime import datetime

    from heard.domain.teams.rules.permissions import Standing

PAGE_SIZE = 50
SOON = timedelta(days=2)
EVERYTHING = CaseFilters()


class View(TextChoices):
    """The lists everybody has. All but the last are work: open cases, due first."""

    MINE = "mine", _("Mine")
    TEAM = "team", _("My team’s")
    UNASSIGNED = "unassigned", _("Unassigned")
    SOON = "soon", _("Late or late soon")
    ALL = "all", _("All")


def inbox_page(
    standing: Standing,
    view: str,
    filters: CaseFilters = EVERYTHING,
    after: str | None = None,
    size: int = PAGE_SIZE,
) -> Page:
    """One page of a view, in three queries whatever its size (four or five with a text to find among all)."""
    if view == View.ALL and filters.text:
        return search_page(standing, filters, after=after, size=size)
    branches = view_branches(standing, view)
    if not branches:
        return Page([])
    narrowed = [branch & filters.condition() for branch in branches]
    key = read_mark(after)
    if view == View.ALL:
        keys = newest_keys([branch & newest_after(key) for branch in narrowed], size=size + 1)
    else:
        keys = due_keys([branch & part for branch in narrowed for part in due_after(key)], size=size + 1)
    return page_of(keys, size=size)


def bounded_count(standing: Standing, view: str, limit: int = 100) -> int:
    """How many cases a view holds, counted no further than `limit`."""
    return bounded(view_branches(standing, view), most=limit)


def view_counts(standing: Standing, most: int = 100) -> dict[str, int]:
    """How much waits in each view of work, counted no further than `most`."""
    return {view: bounded_count(standing, view, most) for view in View if view != View.ALL}


def view_branches(standing: Standing, view: str) -> list[Q]:
    """The view as conditions that exclude one another, each answered by one index in order."""
    if view == View.MINE:
        return [OPEN & Q(owner=standing.staff_id) & _not_hidden_from(standing)]
    if view == View.TEAM:
        return [OPEN & Q(team=team) for team in standing.teams]
    if view == View.UNASSIGNED:
        return [OPEN & Q(owner__isnull=True) & branch for branch in visible_branches(standing)]
    if view == View.SOON:
        return [soon_late_at(clock.now()) & branch for branch in visible_branches(standing)]
    return visible_branches(standing)


def visible_branches(standing: Standing) -> list[Q]:
    """access.visible_cases, taken apart: by department, what is one's own elsewhere, and the teams' confidential."""
    confidential = [Q(confidential=True, team=team) for team in standing.teams]
    if standing.sees_everything_open:
        return [Q(confidential=False), *confidential]
    departments = [Q(confidential=False, department=department) for department in standing.departments]
    elsewhere = Q(confidential=False, owner=standing.staff_id) & ~Q(department__in=standing.departments)
    return [*departments, elsewhere, *confidential]


def soon_late_at(now: datetime) -> Q:
    """Due within SOON, or late already. While a case waits for the resident its clock stands, and nobody is hurried."""
    return OPEN & Q(due_at__lt=now + SOON) & ~Q(status=Status.WAITING)


def _not_hidden_from(standing: Standing) -> Q:
    return Q(confidential=False) | Q(team__in=standing.teams)
