"""What conditions mean, how they read, and what they give as their reasons."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from django.db.models import Q

from heard.domain.criteria.rules import Family, Field, Kind, Vocabulary, parse
from tests.town.calendars import at
from tests.town.vocabulary import AREAS, SERVICES, answer

NOW = at("2026-11-20T12:00")

# Facts as a plain mapping: what routing has before there is a case.
FACTS = Vocabulary(
    [
        Field("service", "service", Kind.CHOICE, "service__code", choices=SERVICES.copy),
        Field("area", "area", Kind.AREA, "area__code", choices=AREAS.copy),
        Field("text", "text", Kind.TEXT, "description"),
        Field("depth", "depth", Kind.NUMBER, "depth"),
        Field("reported", "report", Kind.MOMENT, "reported_at"),
        Field("hour", "time of day", Kind.TIME_OF_DAY, "reported_at"),
        Field("weekday", "day", Kind.WEEKDAY, "reported_at"),
        Field("public", "report is public", Kind.TRUTH, "public"),
        Field("near", "school", Kind.CHOICE, lambda operator, value: Q(**{f"near_{operator}": value})),
    ],
    [Family("answers", lambda code: Field(f"answers.{code}", f"answer to {code}", Kind.ANSWER, "answers", key=code))],
)


def matches(data: dict[str, Any], **facts: Any) -> bool:
    return parse(data, FACTS).matches(facts, now=NOW)


def words(data: dict[str, Any]) -> str:
    return parse(data, FACTS).in_words()


POTHOLE = {"field": "service", "is": "pothole"}
NORTH = {"field": "area", "in": ["northside", "harbour"]}


def test_a_condition_reads_as_a_sentence() -> None:
    assert words({"all": [POTHOLE, NORTH]}) == "the service is Pothole and the area is Northside or Harbour"
    assert words({"any": [POTHOLE, {"all": [NORTH, POTHOLE]}]}) == (
        "the service is Pothole or (the area is Northside or Harbour and the service is Pothole)"
    )
    assert words({"none": [POTHOLE, NORTH]}) == (
        "it is not so that the service is Pothole or the area is Northside or Harbour"
    )


@pytest.mark.parametrize(
    "clause, sentence",
    [
        ({"field": "service", "is_not": "pothole"}, "the service is not Pothole"),
        ({"field": "service", "not_in": ["pothole", "graffiti"]}, "the service is neither Pothole nor Graffiti"),
        ({"field": "area", "is_empty": True}, "the area is empty"),
        ({"field": "area", "is_empty": False}, "the area is not empty"),
        ({"field": "text", "contains": ["hole", "dip"]}, "the text contains “hole” or “dip”"),
        ({"field": "depth", "more_than": 5}, "the depth is more than 5"),
        ({"field": "depth", "between": [5, 9.5]}, "the depth is between 5 and 9.5"),
        ({"field": "reported", "within": "7d"}, "the report is in the last 7 days"),
        ({"field": "reported", "within": "+1h"}, "the report is in the next 1 hour"),
        ({"field": "reported", "less_than": "2w"}, "the report is before 2 weeks ago"),
        ({"field": "reported", "at_least": "2026-11-20"}, "the report is 20 November 2026 or later"),
        ({"field": "hour", "between": ["22:00", "06:00"]}, "the time of day is between 22:00 and 06:00"),
        ({"field": "weekday", "in": ["sat", "sun"]}, "the day is Saturday or Sunday"),
        ({"field": "public", "is": True}, "the report is public"),
        ({"field": "public", "is": False}, "it is not so that the report is public"),
        ({"field": "answers.fenced", "is": True}, "the answer to fenced is yes"),
    ],
)
def test_each_clause_has_its_words(clause: dict[str, Any], sentence: str) -> None:
    assert words(clause) == sentence


def test_groups_hold_all_any_or_none() -> None:
    facts = {"service": "pothole", "area": "harbour"}
    graffiti = {"field": "service", "is": "graffiti"}
    assert matches({"all": [POTHOLE, NORTH]}, **facts)
    assert not matches({"all": [POTHOLE, graffiti]}, **facts)
    assert matches({"any": [graffiti, NORTH]}, **facts)
    assert matches({"none": [graffiti]}, **facts)
    assert not matches({"none": [graffiti, NORTH]}, **facts)


@pytest.mark.parametrize(
    "clause, when, fits",
    [
        ({"within": "7d"}, "2026-11-13T12:00", True),
        ({"within": "7d"}, "2026-11-13T11:59:59", False),
        ({"within": "7d"}, "2026-11-20T12:00:01", False),
        ({"within": "+2h"}, "2026-11-20T14:00", True),
        ({"within": "+2h"}, "2026-11-20T11:59", False),
        ({"more_than": "2026-11-19"}, "2026-11-19T23:59:59", False),
        ({"more_than": "2026-11-19"}, "2026-11-20T00:00", True),
        ({"at_most": "2026-11-19"}, "2026-11-19T23:59:59", True),
        ({"less_than": "2026-11-19"}, "2026-11-19T00:00", False),
        ({"between": ["2026-11-18", "2026-11-19"]}, "2026-11-19T23:59:59", True),
        ({"between": ["2026-11-18", "2026-11-19"]}, "2026-11-20T00:00", False),
        ({"less_than": "7d"}, "2026-11-13T11:00", True),
        ({"more_than": "2026-11-19T10:00+02:00"}, "2026-11-19T08:00:01", True),
    ],
)
def test_moments_are_days_instants_or_so_long_ago(clause: dict[str, Any], when: str, *, fits: bool) -> None:
    assert matches({"field": "reported", **clause}, reported=at(when)) is fits


@pytest.mark.parametrize("hour, fits", [("21:59", False), ("22:00", True), ("03:00", True), ("06:00", False)])
def test_hours_run_over_midnight(hour: str, *, fits: bool) -> None:
    assert matches({"field": "hour", "between": ["22:00", "06:00"]}, hour=at(f"2026-11-20T{hour}")) is fits


def test_hours_and_days_are_those_of_the_council(settings: Any) -> None:
    settings.TIME_ZONE = "America/New_York"
    friday_evening = datetime(2026, 11, 21, 3, tzinfo=UTC)
    assert matches({"field": "hour", "at_least": "22:00"}, hour=friday_evening)
    assert matches({"field": "weekday", "is": "fri"}, weekday=friday_evening)


@pytest.mark.parametrize(
    "clause, answer, fits",
    [
        ({"is": "deep"}, "deep", True),
        ({"is": "deep"}, ["wide", "deep"], True),
        ({"is_not": "deep"}, None, True),
        ({"is": True}, 1, False),
        ({"is": 5}, "5", False),
        ({"is": 5}, 5.0, True),
        ({"more_than": 4}, "5", False),
        ({"more_than": 4}, True, False),
        ({"at_least": "2026-11-20"}, "2026-11-21", True),
        ({"at_least": "2026-11-20"}, "tomorrow", False),
        ({"contains": "DEE"}, "deep", True),
        ({"is_empty": True}, [], True),
        ({"is_empty": True}, False, False),
    ],
)
def test_answers_are_what_they_are(clause: dict[str, Any], answer: Any, *, fits: bool) -> None:
    assert matches({"field": "answers.depth", **clause}, **{"answers.depth": answer}) is fits


def test_what_is_not_known_fits_nothing_and_everything_it_is_not() -> None:
    assert not matches(POTHOLE)
    assert matches({"field": "service", "is_not": "pothole"})
    assert not matches({"field": "depth", "less_than": 5})
    assert matches({"none": [{"field": "depth", "less_than": 5}]})


def test_reasons_name_what_was_so() -> None:
    condition = parse({"all": [NORTH, {"any": [POTHOLE, {"field": "depth", "more_than": 5}]}]}, FACTS)
    assert condition.because({"area": "harbour", "service": "graffiti", "depth": 7}) == [
        "the area is Harbour",
        "the depth is more than 5",
    ]
    assert condition.because({"area": "harbour", "service": "graffiti"}) == []


def test_a_reason_can_be_that_something_is_not_so() -> None:
    condition = parse({"none": [POTHOLE]}, FACTS)
    assert condition.because({"service": "graffiti"}) == ["it is not so that the service is Pothole"]


def test_a_field_may_make_its_filter_itself() -> None:
    assert parse({"field": "near", "is": "st-mary"}, FACTS).as_q() == Q(near_is="st-mary")


def test_only_what_can_be_the_name_of_a_question_is_an_answer() -> None:
    assert answer('depth" ? (true)') is None
