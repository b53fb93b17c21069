"""Does one clause hold for these facts? The twin of `filters`: what one accepts, the other must."""

from __future__ import annotations

import operator as compare
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from .bounds import bounds_of
from .operators import NEGATIVE, ORDERED
from .values import DATE, WEEKDAYS
from .vocabulary import Field, Kind

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    "gt": compare.gt,
    "gte": compare.ge,
    "lt": compare.lt,
    "lte": compare.le,
}


def holds(field: Field, operator: str, value: Any, facts: Any, now: datetime) -> bool:
    if operator in NEGATIVE:
        return not holds(field, NEGATIVE[operator], value, facts, now)
    return fits_fact(field, operator, value, field.value_in(facts), now)


def fits_fact(field: Field, operator: str, value: Any, fact: Any, now: datetime) -> bool:
    """The same of the fact itself."""
    found = _values(field, fact)
    if operator == "is_empty":
        return (not found) is value
    return any(_fits(field.kind, operator, value, one, now) for one in found)


def _values(field: Field, found: Any) -> list[Any]:
    """What there is to compare; nothing for what is empty. There may be several at once."""
    several = found if isinstance(found, list) else [found]
    present = [one for one in several if one is not None and one != ""]
    match field.kind:
        case Kind.TIME_OF_DAY:
            return [timezone.localtime(one).time() for one in present]
        case Kind.WEEKDAY:
            return [WEEKDAYS[timezone.localtime(one).weekday()] for one in present]
        case Kind.CHOICE | Kind.AREA:
            return [str(one) for one in present]
        case _:
            return present


def _fits(kind: Kind, operator: str, value: Any, found: Any, now: datetime) -> bool:
    if operator in ORDERED or operator == "within":
        alternatives = bounds_of(kind, operator, value, now)
        return any(all(_within(bound.lookup, found, bound.value) for bound in bounds) for bounds in alternatives)
    wanted = value if isinstance(value, tuple) else (value,)
    if operator == "contains":
        return isinstance(found, str) and any(fold(text) in fold(found) for text in wanted)
    if kind is Kind.TEXT:
        return fold(found) == fold(value)
    return any(_alike(found, one) and found == one for one in wanted)


def _within(lookup: str, found: Any, value: Any) -> bool:
    comes_in_days = not isinstance(found, str) or DATE.fullmatch(found) is not None
    return comes_in_days and _alike(found, value) and COMPARE[lookup](found, value)


def _alike(one: Any, other: Any) -> bool:
    """Values of different types neither equal nor precede one another: "5" is not 5, and yes is not 1."""
    return _family(one) == _family(other)


def _family(value: Any) -> type:
    return float if isinstance(value, int | float) and not isinstance(value, bool) else type(value)


def fold(text: str) -> str:
    """Capitals as the database makes them: letter by letter, never one letter into two."""
    return "".join(upper if len(upper := letter.upper()) == 1 else letter for letter in text)
