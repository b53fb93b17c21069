"""Calculated answers: arithmetic alone, never code."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heard.domain.questions.rules.formula import InvalidFormula, calculated, codes_in

VALUES = {"long": 4, "wide": 2.5, "none": 0, "word": "seven", "truth": True}


@pytest.mark.parametrize(
    "formula,result",
    [
        ("{long} * {wide}", 10), ("2 + 3 * 4", 14), ("(2 + 3) * 4", 20), ("10 - 3 - 2", 5), ("-{long} + 1", -3),
        ("{long} / 3", 1.333333), ("1 / {none}", None), ("{missing} + 1", None), ("{word} + 1", None),
        ("{truth} + 1", None), ("999999999999 * 10", None),
    ],
)  # fmt: skip
def test_it_calculates(formula: str, result: float | None) -> None:
    assert calculated(formula, VALUES) == result


@pytest.mark.parametrize(
    "formula", ["", "1 +", "(1", "1)", "2 ** 3", "__import__('os')", "{a b}", "1 1", "*1", "(" * 40]
)
def test_what_is_no_formula_is_refused(formula: str) -> None:
    with pytest.raises(InvalidFormula):
        codes_in(formula)


def test_the_answers_it_needs() -> None:
    assert codes_in("({long} + {wide-2}) * 2") == {"long", "wide-2"}


@given(st.text(alphabet="0123456789+-*/(){}abc. ", max_size=40))
def test_anything_is_either_refused_or_calculated(formula: str) -> None:
    try:
        codes_in(formula)
    except InvalidFormula:
        return
    assert calculated(formula, {"a": 1, "b": 2, "c": 3}) is None or isinstance(
        calculated(formula, {"a": 1, "b": 2, "c": 3}), int | float
    )
