"""The values of a condition, read from JSON: a plain sentence for each way they can be wrong."""

from __future__ import annotations

import re
from datetime import time
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from .errors import InvalidCondition
from .moments import Spell, parse_point
from .operators import ORDERED, SHAPES, Shape
from .vocabulary import Field, Kind

if TYPE_CHECKING:
    from collections.abc import Callable

DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
LONGEST_LIST = 500
LONGEST_TEXT = 500
LARGEST_NUMBER = 2**53  # beyond it JSON readers no longer agree


def read_value(field: Field, operator: str, data: Any) -> Any:
    """The value as Python has it: a tuple for lists and pairs."""
    one = _measure if field.kind is Kind.ANSWER and operator in ORDERED else READERS[field.kind]
    match SHAPES[operator]:
        case Shape.TRUTH:
            return _truth(data)
        case Shape.SPELL:
            return Spell.parse(data)
        case Shape.MANY:
            return tuple(_checked(one, field, item) for item in _list(data))
        case Shape.PAIR:
            if not isinstance(data, list) or len(data) != 2:  # noqa: PLR2004 -- a pair has two
                raise InvalidCondition(_("Give two values: from and to."))
            return tuple(_checked(one, field, item) for item in data)
        case _:
            return _checked(one, field, data)


def _checked(read: Callable[[Any], Any], field: Field, data: Any) -> Any:
    value = read(data)
    if field.whole and value != int(value):
        raise InvalidCondition(_("Use a whole number."))
    return value


def _list(data: Any) -> list[Any]:
    items = data if isinstance(data, list) else [data]
    if not 0 < len(items) <= LONGEST_LIST:
        raise InvalidCondition(_("Give a list of one to %(most)d values.") % {"most": LONGEST_LIST})
    return items


def _text(data: Any) -> str:
    if not isinstance(data, str) or not data.strip():
        raise InvalidCondition(_("Give a word or a text."))
    if len(data) > LONGEST_TEXT:
        raise InvalidCondition(_("Use at most %(most)d characters.") % {"most": LONGEST_TEXT})
    if "\0" in data or any("\ud800" <= letter <= "\udfff" for letter in data):
        raise InvalidCondition(_("This text has characters that cannot be stored. Type it again."))
    return data


def _number(data: Any) -> float:
    if isinstance(data, bool) or not isinstance(data, int | float) or data != data:  # noqa: PLR0124 -- not a number
        raise InvalidCondition(_("Give a number."))
    if abs(data) > LARGEST_NUMBER:
        raise InvalidCondition(_("This number is too large."))
    return data


def _truth(data: Any) -> bool:
    if not isinstance(data, bool):
        raise InvalidCondition(_("Say true or false."))
    return data


def _time(data: Any) -> time:
    try:
        value = time.fromisoformat(_text(data))
    except ValueError as error:
        raise InvalidCondition(_("Write a time of day like 09:00.")) from error
    if value.tzinfo:
        raise InvalidCondition(_("Write a time of day like 09:00."))
    return value


def _weekday(data: Any) -> str:
    if data not in WEEKDAYS:
        raise InvalidCondition(_("Use a day of the week: %(days)s.") % {"days": ", ".join(WEEKDAYS)})
    return str(data)


def _answer(data: Any) -> Any:
    if isinstance(data, bool):
        return data
    return _number(data) if isinstance(data, int | float) else _text(data)


def _measure(data: Any) -> float | str:
    """What an answer can be more or less than."""
    if isinstance(data, str):
        if not DATE.fullmatch(data):
            raise InvalidCondition(_("Give a number, or a day like 2026-11-24."))
        return data
    return _number(data)


READERS: dict[Kind, Callable[[Any], Any]] = {
    Kind.CHOICE: _text,
    Kind.AREA: _text,
    Kind.TEXT: _text,
    Kind.NUMBER: _number,
    Kind.MOMENT: parse_point,
    Kind.TIME_OF_DAY: _time,
    Kind.WEEKDAY: _weekday,
    Kind.TRUTH: _truth,
    Kind.ANSWER: _answer,
}
