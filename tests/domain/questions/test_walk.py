"""Which questions are asked after which answers, and where it stops."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from heard.domain.questions.rules.answers import Stopped, answers_in_words, read_answers
from heard.domain.questions.rules.asking import Facts
from heard.domain.questions.rules.definition import read
from heard.domain.questions.rules.walk import next_page, way_of
from heard.kernel.errors import InvalidInput
from tests.domain.questions.trolley import trolley

FACTS = Facts(now=datetime(2026, 11, 24, 12, tzinfo=UTC))
STREET = {"mine": "no", "where": "street", "count": "1"}


def refused(given: dict[str, object]) -> dict[str, str]:
    with pytest.raises(InvalidInput) as caught:
        read_answers(trolley(), given, FACTS)
    return caught.value.fields


def test_answers_are_read_and_calculated_along_the_way() -> None:
    given = {
        "mine": "no",
        "where": "water",
        "depth": "1,5 m",
        "count": "5",
        "shop": ["corner", "market"],
        "lift": "yes",
    }
    assert read_answers(trolley(), given, FACTS) == {
        "mine": False, "where": "water", "depth": 1.5, "count": 5, "shop": ["market", "corner"], "weight": 125,
        "lift": True,
    }  # fmt: skip


def test_an_answer_to_a_question_that_is_not_asked_is_refused() -> None:
    sentence = "“How deep is the water?” is not asked after the other answers. Leave it out."
    assert refused(STREET | {"depth": "2"}) == {"answers.depth": sentence}


def test_what_hangs_on_a_calculated_answer_is_refused_as_well() -> None:
    assert list(refused(STREET | {"lift": "yes"})) == ["answers.lift"]


def test_a_calculated_answer_is_not_taken_from_outside() -> None:
    assert read_answers(trolley(), STREET | {"weight": 9999}, FACTS)["weight"] == 25


def test_everything_wrong_is_named_at_once() -> None:
    assert list(refused({"where": "nowhere", "count": "0"})) == ["answers.mine", "answers.where", "answers.count"]


def test_it_stops_with_its_reason_and_asks_no_further() -> None:
    with pytest.raises(Stopped) as caught:
        read_answers(trolley(), {"mine": "no", "where": "private"}, FACTS)
    assert caught.value.stop.code == "private"


def test_a_stop_waits_for_its_question() -> None:
    """Its condition holds from the beginning: nobody said "yes" yet."""
    definition = read({
        "pages": [{"code": "a", "title": "A", "questions": [
            {"code": "one", "kind": "text", "label": "One?"}, {"code": "two", "kind": "choice", "label": "Two?",
             "choices": [{"code": "x", "label": "X"}, {"code": "y", "label": "Y"}]}]}],
        "stops": [{"code": "not-x", "when": {"field": "answers.two", "is_not": "x"}, "title": "No"}],
    })  # fmt: skip
    assert way_of(definition, FACTS, {"one": "1"}, until=()).stop is None
    assert way_of(definition, FACTS, {"one": "1", "two": "x"}).stop is None
    assert way_of(definition, FACTS, {"one": "1", "two": "y"}).stop.code == "not-x"


def test_pages_before_the_place_are_all_that_is_asked_before_it() -> None:
    before = Facts(now=FACTS.now, placed=False)
    assert next_page(trolley(), before, {}, ()).code == "before"
    assert next_page(trolley(), before, {"mine": False}, {"before"}) is None
    assert next_page(trolley(), FACTS, {"mine": False}, {"before"}).code == "trolley"


def test_a_page_that_asks_nothing_now_is_left_out() -> None:
    definition = read({"pages": [
        {"code": "one", "title": "One", "questions": [{"code": "a", "kind": "yes_no", "label": "A?"}]},
        {"code": "two", "title": "Two", "show_if": {"field": "answers.a", "is": True},
         "questions": [{"code": "b", "kind": "text", "label": "B?"}]},
        {"code": "three", "title": "Three", "questions": [{"code": "c", "kind": "text", "label": "C?"}]},
    ]})  # fmt: skip
    assert next_page(definition, FACTS, {"a": False}, {"one"}).code == "three"
    assert next_page(definition, FACTS, {"a": True}, {"one"}).code == "two"


@pytest.mark.parametrize(
    "condition,asked",
    [
        ({"field": "area", "is": "north"}, True),
        ({"field": "near.school", "at_most": 200}, True),
        ({"field": "near.school", "at_most": 100}, False),
        ({"field": "near.bench", "at_most": 100}, False),
        ({"field": "language", "is": "es"}, True),
        ({"field": "month", "in": ["10", "11"]}, True),
        ({"field": "weekday", "is": "tue"}, True),
        ({"field": "answers.when", "within": "7d"}, True),
        ({"field": "answers.when", "within": "2d"}, False),
    ],
)
def test_conditions_know_place_day_and_language(condition: dict[str, object], *, asked: bool) -> None:
    facts = Facts(now=FACTS.now, language="es", area="north", near={"school": 150.0})
    definition = read({"pages": [{"code": "a", "title": "A", "questions": [
        {"code": "when", "kind": "date", "label": "When?"},
        {"code": "b", "kind": "text", "label": "B?", "show_if": condition}]}]})  # fmt: skip
    assert ("b" in way_of(definition, facts, {"when": "2026-11-20"}).codes) is asked


def test_what_is_required_may_hang_on_an_answer() -> None:
    definition = read({"pages": [{"code": "a", "title": "A", "questions": [
        {"code": "hurt", "kind": "yes_no", "label": "Is anybody hurt?"},
        {"code": "who", "kind": "text", "label": "Who?",
         "required_if": {"field": "answers.hurt", "is": True}}]}]})  # fmt: skip
    assert read_answers(definition, {"hurt": "no"}, FACTS) == {"hurt": False}
    with pytest.raises(InvalidInput) as caught:
        read_answers(definition, {"hurt": "yes"}, FACTS)
    assert caught.value.fields == {"answers.who": "Answer this question: Who?"}


def test_answers_are_said_as_a_person_would() -> None:
    given = STREET | {"shop": ["market"], "seen": "2026-11-20", "witness": {"name": "Ana", "phone": "0203 555 0142"}}
    said = answers_in_words(trolley().questions(), read_answers(trolley(), given, FACTS))
    assert said == [
        ("Is it your shop’s own?", "No"), ("Where is it?", "In the street"), ("How many?", "1"),
        ("Which shops?", "Market Hall"), ("Weight", "25 kg"), ("When did you see it?", "20 November 2026"),
        ("Who else saw it?", "Ana, 0203 555 0142"),
    ]  # fmt: skip
