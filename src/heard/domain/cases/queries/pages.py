"""Pages of a long list by keyset: where the last page ended is where the next begins. No offsets, no counting.

A page is found in two steps: the keys of its rows, from indexes, then the rows with all a list shows. The keys come
from several branches at once ("in this team, dated" or "in that team, undated"): each branch is one index read in
order, which the database does not find out by itself from an OR.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import models
from django.db.models import ExpressionWrapper, F, OrderBy, Q, Value
from django.db.models.functions import Left

from heard.domain.cases.models import Case
from heard.domain.teams.models import Team

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db.models import QuerySet

SUMMARY_LENGTH = 200
LISTED = (
    *("reference", "status", "stage", "outcome", "priority", "origin", "confidential", "address", "location"),
    *("reported_at", "updated_at", "closed_at", "respond_by", "resolve_by", "due_at", "warn_at"),
    *("service__code", "service__name", "area__code", "area__name", "owner__name"),
    *("team_id", "department_id", "person_id", "merged_into_id"),
)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

Key = tuple[datetime | None, UUID]


@dataclass(frozen=True, slots=True)
class Page:
    """Some rows of a list, ready to show, and the mark that the next page is asked by; None at the end."""

    cases: list[Case]
    next: str | None = None


def mark_of(key: Key) -> str:
    """A key as it stands in a link: microseconds (or nothing) and the id."""
    moment, row_id = key
    micros = "" if moment is None else (moment - _EPOCH) // timedelta(microseconds=1)
    return f"{micros}.{row_id.hex}"


def read_mark(text: str | None) -> Key | None:
    """The key of a link. What cannot be read is no key: an old or broken link shows the first page."""
    micros, _, row_id = (text or "").partition(".")
    try:
        return _moment(micros) if micros else None, UUID(hex=row_id)
    except (ValueError, OverflowError):
        return None


def newest_after(key: Key | None) -> Q:
    """What follows `key` among the newest first."""
    if key is None or key[0] is None:
        return Q()
    moment, row_id = key
    return Q(reported_at__lte=moment) & (Q(reported_at__lt=moment) | Q(id__lt=row_id))


def due_after(key: Key | None) -> list[Q]:
    """What follows `key` among the due first: what has a date, then what has none."""
    undated = Q(due_at__isnull=True)
    if key is None:
        return [Q(due_at__isnull=False), undated]
    moment, row_id = key
    if moment is None:
        return [undated & Q(id__gt=row_id)]
    return [Q(due_at__gte=moment) & (Q(due_at__gt=moment) | Q(id__gt=row_id)), undated]


def newest_keys(branches: Sequence[Q], *, size: int) -> list[Key]:
    """The first `size` keys of these branches together, newest first."""
    order = ("-reported_at", "-id")
    return list(_merged([_keys(branch, "reported_at", order, size) for branch in branches], order)[:size])


def due_keys(branches: Sequence[Q], *, size: int) -> list[Key]:
    """The first `size` keys of these branches together, due first and undated last."""
    order = ("due_at", "id")
    return list(_merged([_keys(branch, "due_at", order, size) for branch in branches], order)[:size])


def first_keys_in_turn(branches: Sequence[Q], *, size: int) -> list[Key]:
    """The first `size` keys of branches that follow one another, newest first: a later one is read only if needed.

    The first is small, and read as the planner likes. In the others it must find the matches and sort them: told the
    plain order it may choose to walk the index of dates instead, past everything that does not match. The sum below
    is that order without that index.
    """
    sorted_not_walked = ExpressionWrapper(F("reported_at") + Value(timedelta(0)), models.DateTimeField()).desc()
    orders: list[tuple[str | OrderBy, str]] = [
        ("-reported_at", "-id"),
        *[(sorted_not_walked, "-id")] * (len(branches) - 1),
    ]
    found = _union([_keys(branch, "reported_at", order, size) for branch, order in zip(branches, orders, strict=True)])
    return sorted(found[:size], reverse=True)


def bounded(branches: Sequence[Q], *, most: int) -> int:
    """How many rows these branches hold, counted no further than `most`."""
    parts = [Case.objects.filter(branch).order_by().values_list("id")[:most] for branch in branches]
    return _union(parts)[:most].count() if parts else 0


def page_of(keys: list[Key], *, size: int) -> Page:
    """The page of these keys, which are one more than its size where another page follows. Two queries."""
    place = {row_id: number for number, (_, row_id) in enumerate(keys[:size])}
    if not place:
        return Page([])
    rows = _with_teams(sorted(_listed(Case.objects.filter(id__in=place)), key=lambda case: place[case.id]))
    return Page(rows, mark_of(keys[size - 1]) if len(keys) > size else None)


def _listed(cases: QuerySet[Case]) -> QuerySet[Case]:
    """The cases as a list shows them: with `summary` and the names beside them, without what only their page shows.

    Making objects takes most of the time of a page, so there are few, and of few columns.
    """
    return (
        cases.order_by()
        .select_related("service", "area", "owner")
        .annotate(summary=Left(F("description"), SUMMARY_LENGTH))
        .only(*LISTED)
    )


def _with_teams(cases: list[Case]) -> list[Case]:
    """The same cases with their teams and calendars, read once each: a page has fifty cases and few teams."""
    teams = Team.objects.select_related("calendar").in_bulk({case.team_id for case in cases if case.team_id})
    for case in cases:
        case.team = teams[case.team_id] if case.team_id else None
    return cases


def _keys(branch: Q, moment: str, order: tuple[str | OrderBy, str], size: int) -> QuerySet[Case, Key]:
    return Case.objects.filter(branch).order_by(*order).values_list(moment, "id")[:size]


def _merged(parts: list[QuerySet[Case, Any]], order: tuple[str, str]) -> QuerySet[Case, Any]:
    """Several parts in one order; a single part is in its order already, and cannot be ordered again."""
    return _union(parts).order_by(*order) if len(parts) > 1 else parts[0]


def _union(parts: list[QuerySet[Case, Any]]) -> QuerySet[Case, Any]:
    return parts[0].union(*parts[1:], all=True) if len(parts) > 1 else parts[0]


def _moment(micros: str) -> datetime:
    return _EPOCH + timedelta(microseconds=int(micros))
