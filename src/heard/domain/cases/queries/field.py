"""An officer's round: open cases of their own and their teams', by date or by distance."""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import TYPE_CHECKING

from django.db.models import Q

from heard.domain.cases.models import OPEN, Case
from heard.domain.cases.queries.inbox import View, view_branches
from heard.domain.cases.queries.nearby import NearbyCase
from heard.domain.cases.queries.pages import due_after, due_keys, page_of
from heard.kernel.location import Nearness, distance_m

if TYPE_CHECKING:
    from heard.domain.teams.rules.permissions import Standing
    from heard.kernel.location import Location

ROUND = 50


def round_by_date(standing: Standing, *, size: int = ROUND) -> list[Case]:
    """Due first: two queries."""
    keys = due_keys([branch & part for branch in _branches(standing) for part in due_after(None)], size=size)
    return page_of(keys, size=size).cases


def round_by_distance(standing: Standing, here: Location, *, size: int = ROUND) -> list[NearbyCase]:
    """Nearest first, walked by the index of open places. What has no place is left out."""
    anywhere = reduce(or_, _branches(standing))
    placed = Case.objects.filter(OPEN, anywhere, location__isnull=False).order_by(Nearness("location", here))
    cases = page_of([(None, row_id) for row_id in placed.values_list("id", flat=True)[:size]], size=size).cases
    measured = (NearbyCase(case, distance_m(here, case.location)) for case in cases if case.location)
    return sorted(measured, key=lambda near: near.distance_m)


def _branches(standing: Standing) -> list[Q]:
    """One's own, and the teams': conditions that exclude one another."""
    own = [branch & ~Q(team__in=standing.teams) for branch in view_branches(standing, View.MINE)]
    return [*own, *view_branches(standing, View.TEAM)]
