"""The operators of the language: what shape their value has, and which kinds of field know them."""

from __future__ import annotations

from enum import StrEnum

from .vocabulary import Kind


class Shape(StrEnum):
    """What an operator is given."""

    ONE = "one"
    MANY = "many"
    PAIR = "pair"
    TRUTH = "truth"
    SPELL = "spell"  # "7d", the last seven days; "+2h", the next two hours


SHAPES = {
    "is": Shape.ONE,
    "is_not": Shape.ONE,
    "in": Shape.MANY,
    "not_in": Shape.MANY,
    "contains": Shape.MANY,
    "more_than": Shape.ONE,
    "less_than": Shape.ONE,
    "at_least": Shape.ONE,
    "at_most": Shape.ONE,
    "between": Shape.PAIR,
    "is_empty": Shape.TRUTH,
    "within": Shape.SPELL,
}

EQUAL = ("is", "is_not", "in", "not_in")
ORDERED = ("more_than", "less_than", "at_least", "at_most", "between")
NEGATIVE = {"is_not": "is", "not_in": "in"}

OPERATORS: dict[Kind, tuple[str, ...]] = {
    Kind.CHOICE: (*EQUAL, "is_empty"),
    Kind.AREA: (*EQUAL, "is_empty"),
    Kind.TEXT: ("is", "is_not", "contains", "is_empty"),
    Kind.NUMBER: (*EQUAL, *ORDERED, "is_empty"),
    Kind.MOMENT: (*ORDERED, "within", "is_empty"),
    Kind.TIME_OF_DAY: ORDERED,
    Kind.WEEKDAY: EQUAL,
    Kind.TRUTH: ("is",),
    Kind.ANSWER: (*EQUAL, "contains", *ORDERED, "is_empty"),
}
