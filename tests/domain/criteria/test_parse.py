"""Reading conditions: what is refused, where, and with which sentence."""

from __future__ import annotations

from typing import Any

import pytest

from heard.domain.criteria.rules import Field, InvalidCondition, Kind, Vocabulary, load, parse
from tests.town.vocabulary import CASES

POTHOLE = {"field": "service", "is": "pothole"}


@pytest.mark.parametrize(
    "data, path, sentence",
    [
        ([], "", "A condition is an object"),
        ("service", "", "A condition is an object"),
        ({"some": [POTHOLE]}, "", "Start with a field"),
        ({"all": [POTHOLE], "any": [POTHOLE]}, "", "Start with a field"),
        ({"all": POTHOLE}, "all", "Give a list"),
        ({"any": []}, "any", "remove this group"),
        ({"all": [{"all": []}]}, "all[0].all", "remove this group"),
        ({"all": [POTHOLE, "x"]}, "all[1]", "A condition is an object"),
        ({"any": [POTHOLE] * 101}, "any", "at most 100"),
        ({"all": [{"any": [POTHOLE] * 60}, {"any": [POTHOLE] * 60}]}, "", "at most 100"),
        ({"field": 5, "is": "x"}, "field", "named by a word"),
        ({"field": "colour", "is": "red"}, "", "There is nothing called “colour”.*service"),
        ({"field": "answers.", "is": "red"}, "", "nothing called “answers.”"),
        ({"field": "service"}, "service", "The service needs one of: is, is_not, in"),
        ({"field": "service", "contains": "pot"}, "service", "The service needs one of"),
        ({"field": "service", "is": "pothole", "is_not": "x"}, "service", "The service needs one of"),
        ({"any": [{"field": "service", "is": "pothol"}]}, "any[0].service.is", "There is no service “pothol”"),
        ({"field": "area", "in": ["northside", "atlantis"]}, "area.in", "There is no area “atlantis”"),
        ({"field": "service", "is": 5}, "service.is", "Give a word"),
        ({"field": "service", "in": []}, "service.in", "Give a list of one to 500"),
        ({"field": "text", "contains": " "}, "text.contains", "Give a word"),
        ({"field": "text", "contains": "x" * 501}, "text.contains", "at most 500 characters"),
        ({"field": "text", "contains": "a\0b"}, "text.contains", "cannot be stored"),
        ({"field": "text", "contains": "\ud800"}, "text.contains", "cannot be stored"),
        ({"field": "reopened", "more_than": "2"}, "reopened.more_than", "Give a number"),
        ({"field": "reopened", "more_than": True}, "reopened.more_than", "Give a number"),
        ({"field": "reopened", "more_than": float("nan")}, "reopened.more_than", "Give a number"),
        ({"field": "reopened", "more_than": 10**400}, "reopened.more_than", "too large"),
        ({"field": "reopened", "is": 1.5}, "reopened.is", "whole number"),
        ({"field": "reopened", "between": [1]}, "reopened.between", "from and to"),
        ({"field": "reported", "within": "soon"}, "reported.within", "like 7d"),
        ({"field": "reported", "more_than": "2026-11-20T10:00"}, "reported.more_than", "with its zone"),
        ({"field": "reported", "more_than": 5}, "reported.more_than", "Write a day"),
        ({"field": "hour", "at_least": "nine"}, "hour.at_least", "time of day like 09:00"),
        ({"field": "weekday", "is": "monday"}, "weekday.is", "mon, tue"),
        ({"field": "confidential", "is": "yes"}, "confidential.is", "true or false"),
        ({"field": "area", "is_empty": 1}, "area.is_empty", "true or false"),
        ({"field": "answers.depth", "is": {}}, "answers.depth.is", "Give a word"),
        ({"field": "answers.depth", "more_than": "deep"}, "answers.depth.more_than", "a number, or a day"),
    ],
)
def test_what_is_wrong_is_said_and_where(data: Any, path: str, sentence: str) -> None:
    with pytest.raises(InvalidCondition, match=sentence) as caught:
        parse(data, CASES)
    assert caught.value.path == path


def test_conditions_go_only_so_deep() -> None:
    data: dict[str, Any] = POTHOLE
    for _level in range(5):
        data = {"none": [data]}
    with pytest.raises(InvalidCondition, match="at most 5 levels"):
        parse(data, CASES)
    assert parse(data["none"][0], CASES)


@pytest.mark.parametrize("data", [None, {}, {"all": []}])
def test_an_empty_condition_matches_everything(data: Any) -> None:
    condition = parse(data, CASES)
    assert condition.matches({})
    assert not condition.as_q()
    assert (condition.in_words(), condition.to_data()) == ("always", {})


def test_what_was_stored_still_loads_when_a_choice_has_gone() -> None:
    gone = {"field": "service", "is": "leeches"}
    assert load(gone, CASES).to_data() == gone


def test_choices_can_be_asked_for_once() -> None:
    asked = []

    def services() -> dict[str, str]:
        asked.append("services")
        return {"pothole": "Pothole"}

    vocabulary = Vocabulary([Field("service", "service", Kind.CHOICE, "service__code", choices=services)]).read_once()
    for _rule in range(3):
        assert parse(POTHOLE, vocabulary).in_words() == "the service is Pothole"
    assert asked == ["services"]
