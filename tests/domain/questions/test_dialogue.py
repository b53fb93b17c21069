"""The same questionnaire as a conversation in plain text."""

from __future__ import annotations

import time
from datetime import UTC, date, datetime
from typing import Any

import pytest

from heard.domain.questions.rules.asking import Facts
from heard.domain.questions.rules.definition import Choice, Definition, read
from heard.domain.questions.rules.dialogue import FoundAddress, Turn, begin, reply
from heard.domain.questions.rules.dialogue.choosing import chosen_one, chosen_several
from heard.domain.questions.rules.dialogue.days import day_in
from tests.domain.questions.trolley import trolley

FACTS = Facts(now=datetime(2026, 11, 24, 12, tzinfo=UTC))  # a Tuesday
WHERE = (Choice("street", "In the street"), Choice("water", "In the water"), Choice("private", "On private land"))


def talk(definition: Definition, *texts: str, language: str = "", **more: Any) -> Turn:
    turn = begin(definition, FACTS, language)
    for text in texts:
        assert not turn.done, turn
        turn = reply(definition, turn.state, text, FACTS, **more)
    return turn


def asking(kind: str, **columns: Any) -> Definition:
    question = {"code": "q", "kind": kind, "label": "Q?", "required": True} | columns
    return read({"pages": [{"code": "p", "title": "P", "questions": [question]}]})


def test_a_whole_conversation() -> None:
    said = ("no", "it is in the water", "about 1,5 m deep", "five of them please", "1 and 2", "yes", "Friday", "skip")
    turn = talk(trolley(), *said)
    assert turn.done
    assert turn.answers == {
        "mine": False, "where": "water", "depth": 1.5, "count": 5, "shop": ["market", "corner"], "weight": 125,
        "lift": True, "seen": "2026-11-20",
    }  # fmt: skip


def test_a_question_comes_with_its_choices_and_the_words_of_its_page() -> None:
    turn = talk(trolley(), "no")
    assert turn.say == [
        "Tell us what you see.",
        "Where is it?\n1. In the street\n2. In the water\n3. On private land",
    ]


def test_what_was_understood_is_said_back() -> None:
    assert talk(trolley(), "no", "2").say[0] == "Noted: In the water."
    assert talk(trolley(), "no", "In the water").say[0].startswith("How deep")


def test_it_stops_and_says_who_can_help() -> None:
    turn = talk(trolley(), "no", "private")
    assert (turn.done, turn.stopped.code) == (True, "private")
    assert turn.say[1:] == ["This is private land", "Ask the owner.", "Who owns it https://example.org/owners"]


def test_what_is_not_understood_is_said_and_asked_again() -> None:
    turn = talk(trolley(), "no", "on the moon")
    assert turn.say == ["I did not understand “on the moon”. Say a number from 1 to 3, or the words."]
    assert reply(trolley(), turn.state, "1", FACTS).say[-1].startswith("How many?")


def test_what_may_mean_two_things_is_asked_back() -> None:
    assert talk(trolley(), "no", "in the").say == ["Do you mean “In the street” or “In the water”?"]


def test_the_rules_of_the_question_hold_here_too() -> None:
    assert talk(trolley(), "no", "water", "25 m").say == ["Enter 20 m or less."]


def test_back_takes_the_last_answer_away_and_what_hung_on_it() -> None:
    turn = talk(trolley(), "no", "water", "2", "back", "back", "street", "1", "skip", "skip", "skip")
    assert turn.answers == {"mine": False, "where": "street", "count": 1, "weight": 25}


def test_skip_is_for_what_may_be_left_out() -> None:
    assert talk(trolley(), "skip").say[0] == "We cannot go on without this answer."
    assert talk(trolley(), "no", "street", "1", "I don’t know").say[-1].startswith("When did you see it?")


def test_help_start_again_and_stop() -> None:
    assert talk(trolley(), "no", "help").say[0].startswith("Say “back”")
    assert talk(trolley(), "no", "start over").say[0] == "We start again."
    turn = talk(trolley(), "no", "stop")
    assert (turn.done, turn.left) == (True, True)


def test_a_choice_called_like_a_command_is_an_answer() -> None:
    choices = [{"code": "bus", "label": "Bus"}, {"code": "stop", "label": "Stop"}]
    assert talk(asking("choice", choices=choices), "stop").answers == {"q": "stop"}


def test_in_another_language() -> None:
    turn = talk(trolley(), "no", language="es")
    assert turn.say[-1].startswith("¿Dónde está?\n1. In the street\n2. En el agua")
    assert talk(trolley(), "sí", "agua", "2,5", language="es").answers["depth"] == 2.5
    assert talk(trolley(), "nein", "2", "2,5 m", language="de").answers["depth"] == 2.5


def find(text: str) -> list[FoundAddress]:
    known = [FoundAddress("12 Elm Street", -72.9, 41.3), FoundAddress("12 Elm Lane", -72.8, 41.2)]
    return [one for one in known if text.casefold() in one.text.casefold()]


def test_an_address_is_looked_up_and_chosen() -> None:
    turn = talk(asking("place"), "12 elm", find_address=find)
    assert turn.say == [
        "Which of these is it? Say its number, or another address.\n1. 12 Elm Street\n2. 12 Elm Lane\n3. None of these"
    ]
    place = {"lon": -72.8, "lat": 41.2, "address": "12 Elm Lane"}
    assert reply(asking("place"), turn.state, "2", FACTS, find_address=find).answers == {"q": place}
    assert talk(asking("place"), "12 elm street", find_address=find).answers["q"]["lon"] == -72.9
    assert talk(asking("address"), "12 elm", "none of these", find_address=find).answers == {"q": "12 elm"}
    assert not talk(asking("place"), "Oak Street", find_address=find).done


def test_somebody_is_told_from_their_address_and_number() -> None:
    said = talk(asking("person"), "Ana Gómez, ana@example.org or +1 203 555 0142").answers
    assert said == {"q": {"name": "Ana Gómez or", "email": "ana@example.org", "phone": "+1 203 555 0142"}}


def test_a_file_comes_with_the_message() -> None:
    assert talk(asking("file"), "here it is").say == ["Send a photo or a file here."]
    assert talk(asking("file"), "", files=["key"]).answers == {"q": ["key"]}


@pytest.mark.parametrize(
    "text,codes",
    [
        ("2", ["water"]), ("2.", ["water"]), ("number 2", ["water"]), ("the second one", ["water"]),
        ("In the water!", ["water"]), ("it's in the water I think", ["water"]), ("water", ["water"]),
        ("priv", ["private"]), ("in teh water", ["water"]), ("on privat land", ["private"]), ("4", []), ("boat", []),
    ],
)  # fmt: skip
def test_a_choice_by_number_words_or_nearly(text: str, codes: list[str]) -> None:
    assert [one.code for one in chosen_one(WHERE, text)] == codes


@pytest.mark.parametrize(
    "text,codes,unclear",
    [
        ("1, 3", ["street", "private"], []), ("1 3", ["street", "private"], []),
        ("all", ["street", "water", "private"], []),
        ("street and water", ["street", "water"], []), ("1 und 2", ["street", "water"], []),
        ("1, boat", ["street"], ["boat"]),
    ],
)  # fmt: skip
def test_several_at_once(text: str, codes: list[str], unclear: list[str]) -> None:
    found, rest = chosen_several(WHERE, text)
    assert ([one.code for one in found], rest) == (codes, unclear)


@pytest.mark.parametrize(
    "text,day",
    [
        ("today", (2026, 11, 24)), ("Yesterday.", (2026, 11, 23)), ("gestern", (2026, 11, 23)),
        ("vorgestern", (2026, 11, 22)),
        ("Friday", (2026, 11, 20)), ("last Tuesday", (2026, 11, 17)), ("am Montag", (2026, 11, 23)),
        ("3 days ago", (2026, 11, 21)), ("two weeks ago", (2026, 11, 10)), ("vor 3 Tagen", (2026, 11, 21)),
        ("hace una semana", (2026, 11, 17)), ("2026-11-01", (2026, 11, 1)), ("24.11.", (2026, 11, 24)),
        ("1.2.26", (2026, 2, 1)),
        ("24 November", (2026, 11, 24)), ("Nov 20", (2026, 11, 20)), ("20 de noviembre de 2025", (2025, 11, 20)),
        ("24. Dezember", (2026, 12, 24)), ("1 July", (2026, 7, 1)), ("30 February", None), ("soon", None),
        ("5 days", None),
    ],
)  # fmt: skip
def test_a_day_as_people_say_it(text: str, day: tuple[int, int, int] | None) -> None:
    assert day_in(text, FACTS.today) == (date(*day) if day else None)


@pytest.mark.parametrize("region,day", [("US", date(2026, 3, 2)), ("GB", date(2026, 2, 3))])
def test_slashes_are_read_as_the_region_writes_them(settings: Any, region: str, day: date) -> None:
    settings.HEARD_REGION = region
    assert day_in("3/2/2026", FACTS.today) == day


def test_a_message_of_spaces_keeps_nobody_waiting() -> None:
    begun = time.process_time()
    chosen_several(WHERE, "x" + " " * 50_000 + "x")
    assert time.process_time() - begun < 2
