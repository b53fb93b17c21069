"""Lists of cases that staff made themselves: a condition with a name. None shows more than its reader may see."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from heard.domain.cases.models import OPEN, SavedView
from heard.domain.cases.queries.access import visible_to
from heard.domain.cases.queries.inbox import EVERYTHING, PAGE_SIZE, visible_branches
from heard.domain.cases.queries.pages import (
    Page,
    bounded,
    due_after,
    due_keys,
    first_keys_in_turn,
    newest_after,
    page_of,
    read_mark,
)
from heard.domain.cases.queries.search import newest_report, windows
from heard.domain.cases.queries.vocabulary import case_vocabulary
from heard.domain.criteria.rules import Vocabulary, load

if TYPE_CHECKING:
    from uuid import UUID

    from heard.domain.cases.queries.filters import CaseFilters
    from heard.domain.teams.rules.permissions import Standing

DUE, NEWEST = "due", "newest"


# They count what a resident asked of any department, also of those whose cases the reader of a view may not open.
ELSEWHERE = frozenset({"earlier_reports", "earlier_same"})


def view_vocabulary() -> Vocabulary:
    """What a view may ask: of the residents nothing that is sensitive, and nothing about cases elsewhere."""
    whole = case_vocabulary()
    asked = [one for one in whole.fields.values() if not one.sensitive and one.name not in ELSEWHERE]
    return Vocabulary(asked, whole.families.values())


def views_for(standing: Standing) -> list[SavedView]:
    """The views of this member of staff: their own, their teams', everybody's."""
    shared = Q(everybody=True) | Q(team__in=standing.teams)
    return list(SavedView.objects.filter(shared | Q(owner=standing.staff_id)).select_related("team", "owner"))


def view_for(standing: Standing, view_id: UUID) -> SavedView | None:
    """One of them."""
    return next((view for view in views_for(standing) if view.id == view_id), None)


def saved_page(
    standing: Standing,
    view: SavedView,
    filters: CaseFilters = EVERYTHING,
    after: str | None = None,
    size: int = PAGE_SIZE,
) -> Page:
    """One page of a view. InvalidCondition where it can no longer be read.

    Due first it holds work: open cases. Newest first it holds all, found stretch by stretch of time as a search is.
    """
    wanted, key = load(view.condition, view_vocabulary()).as_q() & filters.condition(), read_mark(after)
    if view.order == DUE:
        branches = [OPEN & branch & wanted for branch in visible_branches(standing)]
        return page_of(due_keys([one & part for one in branches for part in due_after(key)], size=size + 1), size=size)
    newest = key[0] if key and key[0] else newest_report()
    if newest is None:
        return Page([])
    wanted &= newest_after(key) & visible_to(standing)
    return page_of(first_keys_in_turn([wanted & one for one in windows(newest)], size=size + 1), size=size)


def saved_count(standing: Standing, view: SavedView, *, most: int = 100) -> int:
    """How much open work a view holds, counted no further than `most`."""
    wanted = load(view.condition, view_vocabulary()).as_q()
    return bounded([OPEN & branch & wanted for branch in visible_branches(standing)], most=most)
