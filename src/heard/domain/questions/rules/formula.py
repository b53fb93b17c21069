"""What a calculated answer is calculated by: numbers, + - * / ( ), and the codes of earlier answers in braces."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from collections.abc import Mapping

TOKEN = re.compile(r"\s*(?:(?P<number>\d+(?:\.\d+)?)|\{(?P<code>[-\w]+)\}|(?P<sign>[-+*/()]))")
LONGEST = 500
DEEPEST = 30
LARGEST = 1e12
DECIMALS = 6


class InvalidFormula(ValueError):
    """The sentence says what to change."""


def codes_in(formula: str) -> set[str]:
    """The answers it needs; InvalidFormula where it cannot be read."""
    tokens = _tokens(formula)
    codes = {text for kind, text in tokens if kind == "code"}
    _Reader(tokens, dict.fromkeys(codes, 1.0)).whole()
    return codes


def calculated(formula: str, values: Mapping[str, Any]) -> float | int | None:
    """The result; nothing where an answer is missing, or it would divide by nothing."""
    tokens = _tokens(formula)
    numbers = {code: value for code, value in values.items() if _is_number(value)}
    if any(kind == "code" and text not in numbers for kind, text in tokens):
        return None
    result = _Reader(tokens, numbers).whole()
    if result is None or not abs(result) < LARGEST:
        return None
    rounded = round(result, DECIMALS)
    return int(rounded) if float(rounded).is_integer() else rounded


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _tokens(formula: str) -> list[tuple[str, str]]:
    text, found, at = formula.strip(), [], 0
    if not text or len(text) > LONGEST:
        raise InvalidFormula(_("Write a formula such as {length} * {width}."))
    while at < len(text):
        match = TOKEN.match(text, at)
        if match is None:
            raise InvalidFormula(
                _("“%(rest)s” cannot be calculated. Use numbers, + - * / ( ) and codes in braces, such as {length}.")
                % {"rest": text[at:].strip()[:20]}
            )
        found.append((str(match.lastgroup), match[str(match.lastgroup)]))
        at = match.end()
    return found


@dataclass
class _Reader:
    """Reads a sum of products of parts. None is what cannot be said: something divided by nothing."""

    tokens: list[tuple[str, str]]
    values: Mapping[str, float]
    at: int = 0
    depth: int = 0

    def whole(self) -> float | None:
        result = self._sum()
        if self.at < len(self.tokens):
            raise InvalidFormula(_("The formula goes on where it should end: “%(sign)s”.") % {"sign": self._here()})
        return result

    def _sum(self) -> float | None:
        result = self._product()
        while self._here() in {"+", "-"}:
            adds = self._take() == "+"
            result = _both(result, self._product(), lambda one, other: one + other if adds else one - other)  # noqa: B023 -- used at once
        return result

    def _product(self) -> float | None:
        result = self._part()
        while self._here() in {"*", "/"}:
            times = self._take() == "*"
            result = _both(result, self._part(), _times if times else _divided)
        return result

    def _part(self) -> float | None:
        self.depth += 1
        if self.depth > DEEPEST:
            raise InvalidFormula(_("This formula has too many brackets."))
        kind, text = self.tokens[self.at] if self.at < len(self.tokens) else ("", "")
        if not kind or text in {")", "*", "/", "+"}:
            raise InvalidFormula(_("A number or a code in braces is missing in the formula."))
        self.at += 1
        result = self._inner(kind, text)
        self.depth -= 1
        return result

    def _inner(self, kind: str, text: str) -> float | None:
        if kind == "number":
            return float(text)
        if kind == "code":
            return float(self.values[text])
        if text == "-":
            part = self._part()
            return None if part is None else -part
        inside = self._sum()
        if self._here() != ")":
            raise InvalidFormula(_("A closing bracket is missing in the formula."))
        self.at += 1
        return inside

    def _here(self) -> str:
        return self.tokens[self.at][1] if self.at < len(self.tokens) and self.tokens[self.at][0] == "sign" else ""

    def _take(self) -> str:
        self.at += 1
        return self.tokens[self.at - 1][1]


def _both(one: float | None, other: float | None, result: Any) -> float | None:
    return None if one is None or other is None else result(one, other)


def _times(one: float, other: float) -> float:
    return one * other


def _divided(one: float, other: float) -> float | None:
    return one / other if other else None
