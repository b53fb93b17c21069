"""Working time: hand-made cases, one behaviour each."""

from __future__ import annotations

import time
from datetime import date, timedelta

import pytest

from heard.domain.teams.models import Calendar
from heard.domain.teams.rules.calendar import BusinessCalendar, NoWorkingTime
from heard.domain.teams.rules.hours import InvalidCalendar
from tests.town.calendars import ALL_WEEK, at, calendar

HOUR = 3600
OFFICE = calendar("09:00-17:00")
SPLIT = calendar("09:00-12:00", "13:00-17:00")
NIGHTS = calendar("22:00-06:00")
ROUND_THE_CLOCK = calendar("00:00-24:00", days=ALL_WEEK)


def test_a_deadline_on_closing_time_is_closing_time() -> None:
    assert OFFICE.add(at("2026-11-20T15:00"), 2 * HOUR) == at("2026-11-20T17:00")


def test_a_second_past_closing_time_is_the_next_opening_and_a_second() -> None:
    assert OFFICE.add(at("2026-11-20T15:00"), 2 * HOUR + 1) == at("2026-11-23T09:00:01")


def test_what_arrives_before_opening_counts_from_opening() -> None:
    assert OFFICE.add(at("2026-11-21T03:00"), HOUR) == at("2026-11-23T10:00")


def test_nothing_added_on_a_closed_day_is_the_next_opening() -> None:
    assert OFFICE.add(at("2026-11-21T03:00"), 0) == at("2026-11-23T09:00")


def test_nothing_added_at_closing_time_is_closing_time() -> None:
    assert OFFICE.add(at("2026-11-20T17:00"), 0) == at("2026-11-20T17:00")


def test_nothing_taken_away_on_a_closed_day_is_the_last_closing() -> None:
    assert OFFICE.subtract(at("2026-11-21T03:00"), 0) == at("2026-11-20T17:00")


def test_taking_away_to_opening_time_is_opening_time() -> None:
    assert OFFICE.subtract(at("2026-11-23T11:00"), 2 * HOUR) == at("2026-11-23T09:00")


def test_a_lunch_break_does_not_count() -> None:
    assert SPLIT.add(at("2026-11-20T11:30"), HOUR) == at("2026-11-20T13:30")
    assert SPLIT.between(at("2026-11-20T09:00"), at("2026-11-20T17:00")) == 7 * HOUR
    assert not SPLIT.is_open(at("2026-11-20T12:00"))


def test_a_night_shift_belongs_to_the_day_it_opens() -> None:
    friday_night = at("2026-11-20T23:00")
    assert NIGHTS.add(friday_night, 7 * HOUR) == at("2026-11-21T06:00")
    assert NIGHTS.working_day(at("2026-11-21T05:00")) == date(2026, 11, 20)
    assert NIGHTS.add_working_days(friday_night, 1) == at("2026-11-24T06:00")


def test_the_last_night_shift_of_the_year_reaches_into_the_next() -> None:
    assert NIGHTS.between(at("2026-12-31T20:00"), at("2027-01-01T20:00")) == 8 * HOUR
    assert NIGHTS.add(at("2027-01-01T05:00"), 2 * HOUR) == at("2027-01-01T23:00")
    assert NIGHTS.between(at("2027-01-01T02:00"), at("2027-01-01T05:00")) == 3 * HOUR
    assert NIGHTS.is_open(at("2027-01-01T05:59"))


def test_a_morning_that_overlaps_the_night_before_counts_once() -> None:
    both = calendar("22:00-06:00", "05:00-09:00")
    assert both.between(at("2026-11-17T00:00"), at("2026-11-18T00:00")) == (6 + 3 + 2) * HOUR


def test_round_the_clock_is_real_time() -> None:
    assert ROUND_THE_CLOCK.add(at("2026-11-21T03:00"), 100 * HOUR) == at("2026-11-25T07:00")
    assert ROUND_THE_CLOCK.add_working_days(at("2026-11-21T00:00"), 1) == at("2026-11-23T00:00")


def test_midnight_at_the_end_of_a_day_is_that_day_to_people() -> None:
    assert calendar("18:00-24:00").working_day(at("2026-11-21T00:00")) == date(2026, 11, 20)
    assert ROUND_THE_CLOCK.working_day(at("2026-11-21T00:00")) == date(2026, 11, 20)
    assert calendar("18:00-24:00").working_day(at("2026-11-21T00:01")) == date(2026, 11, 21)


def test_working_days_end_at_the_last_closing_of_the_day() -> None:
    assert SPLIT.add_working_days(at("2026-11-20T10:00"), 5) == at("2026-11-27T17:00")
    assert SPLIT.add_working_days(at("2026-11-20T10:00"), 0) == at("2026-11-20T17:00")


@pytest.mark.parametrize(
    "start",
    ["2026-11-20T17:00:01", "2026-11-21T12:00", "2026-11-23T08:00", "2026-11-23T16:00"],
)
def test_what_arrives_after_closing_counts_for_the_next_working_day(start: str) -> None:
    assert OFFICE.add_working_days(at(start), 1) == at("2026-11-24T17:00")


def test_working_days_cross_the_year_and_its_holidays() -> None:
    england = calendar(
        "09:00-17:00",
        holidays_country="GB",
        holidays_subdivision="ENG",
        zone="Europe/London",
    )
    # Christmas Day and New Year's Day are Fridays, Boxing Day is made up for on Monday 28 December.
    assert england.add_working_days(at("2026-12-23T10:00"), 5) == at("2027-01-04T17:00")


def test_local_closure_days_are_closed() -> None:
    closed = calendar("09:00-17:00", closures=["2026-11-23"])
    assert closed.next_opening(at("2026-11-21T09:00")) == at("2026-11-24T09:00")


def test_special_hours_replace_those_of_the_day() -> None:
    short = calendar(
        "09:00-17:00",
        special_days=[{"date": "2026-12-24", "opens": "09:00", "closes": "12:00"}],
        holidays_country="DE",
    )
    assert short.add(at("2026-12-24T11:00"), 2 * HOUR) == at("2026-12-28T10:00")


def test_time_runs_backwards_when_the_end_comes_first() -> None:
    start, end = at("2026-11-20T10:00"), at("2026-11-24T10:00")
    assert OFFICE.between(end, start) == -OFFICE.between(start, end) == -16 * HOUR


def test_instants_without_a_zone_are_refused() -> None:
    with pytest.raises(ValueError, match="zone"):
        OFFICE.is_open(at("2026-11-20T10:00").replace(tzinfo=None))


def test_a_calendar_without_working_time_is_refused_at_once() -> None:
    with pytest.raises(NoWorkingTime, match="Add opening hours"):
        calendar(days=[])


def test_a_calendar_whose_closures_leave_nothing_says_so_instead_of_looping() -> None:
    mondays = [(date(2023, 1, 2) + timedelta(weeks=week)).isoformat() for week in range(7 * 52)]
    never = calendar("09:00-17:00", days=["mon"], closures=mondays)
    for count in (
        lambda: never.next_opening(at("2026-11-20T10:00")),
        lambda: never.add(at("2026-11-20T10:00"), HOUR),
        lambda: never.subtract(at("2026-11-20T10:00"), HOUR),
        lambda: never.add_working_days(at("2026-11-20T10:00"), 1),
    ):
        with pytest.raises(NoWorkingTime, match="next two years"):
            count()


@pytest.mark.parametrize(
    "data, sentence",
    [
        (
            {"windows": [{"days": ["mon"], "opens": "9 am", "closes": "17:00"}]},
            "“9 am” is not a time of day",
        ),
        (
            {"windows": [{"days": ["mon"], "opens": "09:00", "closes": "24:01"}]},
            "“24:01” is not a time of day",
        ),
        (
            {"windows": [{"days": ["mon"], "opens": "09:00", "closes": "09:00"}]},
            "leave no time",
        ),
        (
            {"windows": [{"days": ["monday"], "opens": "09:00", "closes": "17:00"}]},
            "“monday” is not a day",
        ),
        ({"windows": [{"days": ["mon"], "opens": "09:00"}]}, "need both"),
        ({"zone": "Europe/Nowhere"}, "not a time zone"),
        ({"closures": ["24 December"]}, "not a date"),
        ({"holidays_country": "XX"}, "No public holidays are known"),
        ({"holidays_country": "GB", "holidays_subdivision": "XYZ"}, "not a part of GB"),
        (
            {
                "closures": ["2026-12-24"],
                "special_days": [{"date": "2026-12-24", "opens": "09:00", "closes": "12:00"}],
            },
            "Keep one",
        ),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_sentence(data: dict[str, object], sentence: str) -> None:
    sound = {
        "zone": "UTC",
        "windows": [{"days": ["mon"], "opens": "09:00", "closes": "17:00"}],
    }
    with pytest.raises(InvalidCalendar, match=sentence):
        BusinessCalendar.from_data(sound | data)


def test_a_calendar_is_the_same_after_writing_and_reading() -> None:
    everything = calendar(
        "09:00-12:00",
        "22:00-06:00",
        zone="America/New_York",
        closures=["2026-12-24"],
        special_days=[{"date": "2026-12-31", "opens": "09:00", "closes": "24:00"}],
        holidays_country="US",
        holidays_subdivision="MA",
    )
    assert BusinessCalendar.from_data(everything.to_data()) == everything


def test_a_row_of_the_database_is_a_calendar() -> None:
    row = Calendar(
        zone="UTC",
        windows=[{"days": ["mon"], "opens": "09:00", "closes": "17:00"}],
        closures=["2026-11-23"],
    )
    assert BusinessCalendar.of(row).next_opening(at("2026-11-21T09:00")) == at("2026-11-30T09:00")


def test_counting_is_quick_enough_for_lists() -> None:
    start, end = at("2024-11-20T10:00"), at("2026-11-20T10:00")
    OFFICE.between(start, end)  # lay out the years once
    began = time.perf_counter()
    for _case in range(1000):
        OFFICE.add(end, 72 * HOUR)
        OFFICE.between(start, end)
    assert time.perf_counter() - began < 1
