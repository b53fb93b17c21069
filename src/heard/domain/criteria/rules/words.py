"""A clause in words: "the service is Pothole", before and after the fact."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

from django.utils import formats, timezone
from django.utils.translation import gettext as _

from .moments import Spell
from .values import WEEKDAYS
from .vocabulary import Field, Kind

if TYPE_CHECKING:
    from collections.abc import Iterable


def sentence(field: Field, operator: str, value: Any) -> str:
    return _phrase(field.kind, operator, value) % {"field": field.label, **_parts(field, operator, value)}


def sentence_of_fact(field: Field, operator: str, value: Any, found: Any) -> str:
    """What was so in this case: of a list, the one that it is."""
    narrowed = operator == "in" and not isinstance(found, list)
    return sentence(field, "is", found) if narrowed and found in value else sentence(field, operator, value)


def listed(items: Iterable[str], *, last: str) -> str:
    """As in: A, B or C."""
    *others, end = items
    return f"{', '.join(others)} {last} {end}" if others else end


def _phrase(kind: Kind, operator: str, value: Any) -> str:
    if kind is Kind.TRUTH:
        return _("the %(field)s") if value else _("it is not so that the %(field)s")
    if operator == "is_empty":
        return _("the %(field)s is empty") if value else _("the %(field)s is not empty")
    if operator == "within":
        return (
            _("the %(field)s is in the next %(value)s") if value.ahead else _("the %(field)s is in the last %(value)s")
        )
    if kind in {Kind.MOMENT, Kind.TIME_OF_DAY} and operator in _TIME_PHRASES:
        return _TIME_PHRASES[operator]()
    return _PHRASES[operator]()


# Functions, because the language is that of the reader and not of whoever loaded this module first.
_PHRASES = {
    "is": lambda: _("the %(field)s is %(value)s"),
    "in": lambda: _("the %(field)s is %(value)s"),
    "is_not": lambda: _("the %(field)s is not %(value)s"),
    "not_in": lambda: _("the %(field)s is neither %(value)s"),
    "contains": lambda: _("the %(field)s contains %(value)s"),
    "more_than": lambda: _("the %(field)s is more than %(value)s"),
    "less_than": lambda: _("the %(field)s is less than %(value)s"),
    "at_least": lambda: _("the %(field)s is at least %(value)s"),
    "at_most": lambda: _("the %(field)s is at most %(value)s"),
    "between": lambda: _("the %(field)s is between %(first)s and %(last)s"),
}
_TIME_PHRASES = {
    "more_than": lambda: _("the %(field)s is after %(value)s"),
    "less_than": lambda: _("the %(field)s is before %(value)s"),
    "at_least": lambda: _("the %(field)s is %(value)s or later"),
    "at_most": lambda: _("the %(field)s is %(value)s or earlier"),
}


def _parts(field: Field, operator: str, value: Any) -> dict[str, str]:
    if operator == "within":
        return {"value": value.length_in_words()}
    if operator == "between":
        first, last = (_one(field, operator, item) for item in value)
        return {"first": first, "last": last}
    several = value if isinstance(value, tuple) else (value,)
    joint = _("nor") if operator == "not_in" and len(several) > 1 else _("or")
    return {"value": listed([_one(field, operator, item) for item in several], last=joint)}


def _one(field: Field, operator: str, value: Any) -> str:
    match value:
        case bool():
            return _("yes") if value else _("no")
        case Spell() | date() | time():
            return _point(value)
        case str() if field.kind is Kind.WEEKDAY:
            return weekday(value)
        case str() if field.kind is Kind.TEXT or operator == "contains":
            return f"“{value}”"
        case int() | float() if field.unit:
            return f"{value} {field.unit}"
        case _:
            return str(field.labels().get(str(value), value))


def _point(value: Spell | date | time) -> str:
    match value:
        case Spell():
            phrase = _("%(length)s from now") if value.ahead else _("%(length)s ago")
            return phrase % {"length": value.length_in_words()}
        case datetime():
            return formats.date_format(timezone.localtime(value), "j F Y H:i")
        case date():
            return formats.date_format(value, "j F Y")
        case _:
            return f"{value:%H:%M}"


def weekday(day: str) -> str:
    # 1 January 2024 was a Monday.
    return formats.date_format(date(2024, 1, 1 + WEEKDAYS.index(day)), "l")
