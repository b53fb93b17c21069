"""A comparison broken down to bounds, once, so that the filter and the predicate cannot disagree about its edges."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from . import moments
from .vocabulary import Kind

if TYPE_CHECKING:
    from datetime import datetime, time


class Bound(NamedTuple):
    """`lookup` is one of Django's: gt, gte, lt, lte."""

    lookup: str
    value: Any


SIMPLE = {"more_than": "gt", "less_than": "lt", "at_least": "gte", "at_most": "lte"}


def bounds_of(kind: Kind, operator: str, value: Any, now: datetime) -> list[list[Bound]]:
    """Alternatives, each a list of bounds that must all hold."""
    if kind is Kind.MOMENT:
        return [_moment_bounds(operator, value, now)]
    if operator != "between":
        return [[Bound(SIMPLE[operator], value)]]
    first, last = value
    if kind is not Kind.TIME_OF_DAY:
        return [[Bound("gte", first), Bound("lte", last)]]
    return _hours(first, last)


def _hours(first: time, last: time) -> list[list[Bound]]:
    """Hours of the day run from the first up to the last, over midnight if need be."""
    if first <= last:
        return [[Bound("gte", first), Bound("lt", last)]]
    return [[Bound("gte", first)], [Bound("lt", last)]]


def _moment_bounds(operator: str, value: Any, now: datetime) -> list[Bound]:
    match operator:
        case "within":
            first, last = sorted((now, value.edge(now)))
            return [Bound("gte", first), Bound("lte", last)]
        case "between":
            first, last = value
            return [*_moment_bounds("at_least", first, now), *_moment_bounds("at_most", last, now)]
        case "more_than" if moments.is_day(value):
            return [Bound("gte", moments.after(value, now))]
        case "at_most" if moments.is_day(value):
            return [Bound("lt", moments.after(value, now))]
        case _:
            return [Bound(SIMPLE[operator], moments.begins(value, now))]
