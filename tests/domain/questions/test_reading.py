"""One answer, by the kind of its question."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any

import pytest

from heard.domain.questions.rules.asking import Facts
from heard.domain.questions.rules.definition import Choice, Question
from heard.domain.questions.rules.reading import read_answer

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
LIST = (Choice("a", "A"), Choice("b", "B"), Choice("c", "C"))


def reads(given: Any, kind: str, *, language: str = "en", **columns: Any) -> Any:
    return read_answer(Question("q", kind, "Q?", **columns), given, Facts(now=NOW, language=language))


@pytest.mark.parametrize(
    "given,language,number",
    [
        ("3", "en", 3), (" 3.50 ", "en", 3.5), ("3,5", "de", 3.5), ("1.234,5", "de", 1234.5), ("1,234.5", "en", 1234.5),
        ("1,234", "en", 1234), ("1,234", "de", 1.234), ("1 234 567", "es", 1234567), ("-0,5", "en", -0.5),
        ("4 m", "en", 4), (1e-7, "en", 1e-7), ("", "en", None),
    ],
)  # fmt: skip
def test_numbers_as_people_write_them(given: str, language: str, number: float | None) -> None:
    assert reads(given, "number", language=language, unit="m") == number


@pytest.mark.parametrize(
    "given,kind,columns,sentence",
    [
        ("many", "number", {}, "Enter a number."),
        ("1.2.3", "number", {}, "Enter a number."),
        ("nan", "number", {}, "Enter a number."),
        ("9" * 14, "number", {}, "Enter a smaller number."),
        ("0", "number", {"least": 1}, "Enter 1 or more."),
        ("21", "number", {"most": 20, "unit": "m"}, "Enter 20 m or less."),
        ("maybe", "yes_no", {}, "Choose yes or no."),
        ("d", "choice", {"choices": LIST}, "Choose one of the list."),
        (["a", "d"], "choices", {"choices": LIST}, "Choose from the list."),
        (["a", "b"], "choices", {"choices": LIST, "most": 1}, "Choose at most 1."),
        (["a"], "choices", {"choices": LIST, "least": 2}, "Choose at least 2."),
        ("24.11.2026", "date", {}, "Enter a date like 2026-11-24."),
        ("2026-11-25", "date", {"most": "+0d"}, "Enter 24 November 2026 or an earlier day."),
        ("2026-10-01", "date", {"least": "-30d"}, "Enter 25 October 2026 or a later day."),
        ("x" * 201, "text", {}, "Use 200 characters or fewer. You have 201."),
        ("x", "text", {"least": 3}, "Use 3 characters or more."),
        ({"email": "ana"}, "person", {}, "Enter an email address like name@example.com."),
        ({"phone": "12"}, "person", {}, "Enter a phone number, with its area code."),
        ({"lon": "200", "lat": "1"}, "place", {}, "Choose the place on the map."),
        ({"address": "Elm Street"}, "place", {}, "Choose the place on the map, or one of the addresses found."),
    ],
)
def test_what_cannot_be_is_said(given: Any, kind: str, columns: dict[str, Any], sentence: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(sentence)}$"):
        reads(given, kind, **columns)


@pytest.mark.parametrize(
    "kind,given,columns",
    [
        ("number", "1.234,5", {}),
        ("yes_no", "no", {}),
        ("choices", ["c", "a"], {"choices": LIST}),
        ("date", "2026-11-24", {}),
        ("person", {"name": "Ana", "email": "ana@example.org"}, {}),
        ("place", {"lon": "-72.9", "lat": "41.3", "address": "Elm Street"}, {}),
        ("file", ["one", "two"], {}),
    ],
)
def test_what_was_read_reads_the_same_again(kind: str, given: Any, columns: dict[str, Any]) -> None:
    read = reads(given, kind, language="de", **columns)
    assert reads(read, kind, language="de", **columns) == read
