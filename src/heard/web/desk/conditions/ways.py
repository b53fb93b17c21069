"""The ways of asking about a field that an editor offers, and how each becomes a clause of the language and back.

A way is the language's operator as people say it: "is" serves one value and several, "is in the next" is a spell ahead.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from heard.domain.criteria.rules import Field, Kind

if TYPE_CHECKING:
    from django.utils.functional import Promise


class Parts(StrEnum):
    """What is typed beside a way."""

    NOTHING = "nothing"
    MANY = "many"  # one value or several
    ONE = "one"
    PAIR = "pair"
    WORDS = "words"  # with commas between
    SPELL = "spell"  # so many minutes, hours, days, weeks


@dataclass(frozen=True, slots=True)
class Way:
    """`fixed` is the value where nothing is typed; `ahead` tells a spell to come from one that is over."""

    code: str
    words: str | Promise
    operator: str
    parts: Parts
    fixed: bool = True
    ahead: bool = False


EMPTY = (
    Way("empty", _("is empty"), "is_empty", Parts.NOTHING),
    Way("filled", _("is not empty"), "is_empty", Parts.NOTHING, fixed=False),
)
CHOSEN = (Way("is", _("is"), "is", Parts.MANY), Way("is_not", _("is not"), "is_not", Parts.MANY))
# Codes that nobody lists (tags): typed, one or several.
NAMED = (Way("is", _("is"), "is", Parts.WORDS), Way("is_not", _("is not"), "is_not", Parts.WORDS))
SAID = (Way("yes", _("is so"), "is", Parts.NOTHING), Way("no", _("is not so"), "is", Parts.NOTHING, fixed=False))
ANSWERED = (Way("yes", _("is yes"), "is", Parts.NOTHING), Way("no", _("is no"), "is", Parts.NOTHING, fixed=False))
CONTAINS = Way("contains", _("contains"), "contains", Parts.WORDS)
EXACTLY = (Way("is", _("is"), "is", Parts.ONE), Way("is_not", _("is not"), "is_not", Parts.ONE))
MEASURED = (
    Way("at_most", _("is at most"), "at_most", Parts.ONE),
    Way("at_least", _("is at least"), "at_least", Parts.ONE),
    Way("less_than", _("is less than"), "less_than", Parts.ONE),
    Way("more_than", _("is more than"), "more_than", Parts.ONE),
    Way("between", _("is between"), "between", Parts.PAIR),
)
DATED = (
    Way("at_least", _("is on or after"), "at_least", Parts.ONE),
    Way("at_most", _("is on or before"), "at_most", Parts.ONE),
    Way("more_than", _("is after"), "more_than", Parts.ONE),
    Way("less_than", _("is before"), "less_than", Parts.ONE),
    Way("between", _("is between"), "between", Parts.PAIR),
)
FROM_NOW = (
    Way("last", _("is in the last"), "within", Parts.SPELL),
    Way("ago", _("is longer ago than"), "less_than", Parts.SPELL),
    Way("next", _("is in the next"), "within", Parts.SPELL, ahead=True),
    Way("ahead", _("is further ahead than"), "more_than", Parts.SPELL, ahead=True),
)
HOURS = (
    Way("between", _("is between"), "between", Parts.PAIR),
    Way("at_least", _("is at or after"), "at_least", Parts.ONE),
    Way("less_than", _("is before"), "less_than", Parts.ONE),
    Way("more_than", _("is after"), "more_than", Parts.ONE),
    Way("at_most", _("is at or before"), "at_most", Parts.ONE),
)
OF_KIND: dict[Kind, tuple[Way, ...]] = {
    Kind.CHOICE: (*CHOSEN, *EMPTY),
    Kind.AREA: (*CHOSEN, *EMPTY),
    Kind.WEEKDAY: CHOSEN,
    Kind.TEXT: (CONTAINS, *EXACTLY, *EMPTY),
    Kind.NUMBER: (*MEASURED, *EXACTLY, *EMPTY),
    Kind.MOMENT: (*FROM_NOW, *DATED, *EMPTY),
    Kind.TIME_OF_DAY: HOURS,
    Kind.TRUTH: SAID,
    Kind.ANSWER: (*EXACTLY, CONTAINS, *MEASURED, *EMPTY),
}
OF_ANSWER: dict[Kind, tuple[Way, ...]] = {
    Kind.CHOICE: (*CHOSEN, *EMPTY),
    Kind.TEXT: OF_KIND[Kind.TEXT],
    Kind.NUMBER: OF_KIND[Kind.NUMBER],
    Kind.TRUTH: (*ANSWERED, *EMPTY),
    Kind.MOMENT: (*DATED, *EXACTLY, *EMPTY),
}


def shown_as(field: Field) -> Kind:
    """What its values are typed like: an answer's as its question asks for it, where that is known."""
    if field.kind is not Kind.ANSWER:
        return field.kind
    return field.shown_as or (Kind.CHOICE if field.choices else Kind.ANSWER)


def ways_of(field: Field) -> tuple[Way, ...]:
    """The ways of asking about it, the likeliest first."""
    kind = shown_as(field)
    if kind is Kind.CHOICE and not field.choices:
        return (*NAMED, *EMPTY)
    return OF_ANSWER.get(kind, OF_KIND[kind]) if field.kind is Kind.ANSWER else OF_KIND[kind]


def way_of(field: Field, code: str) -> Way:
    """The one of this code; the first where there is none such."""
    ways = ways_of(field)
    return next((way for way in ways if way.code == code), ways[0])
