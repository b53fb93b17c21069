"""Days of 23 and 25 hours: openings at hours that do not exist, or exist twice."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from tests.town.calendars import ALL_WEEK, at, calendar

if TYPE_CHECKING:
    from heard.domain.teams.rules.calendar import BusinessCalendar

HOUR = 3600
# New York goes forward on 8 March 2026 (02:00 becomes 03:00) and back on 1 November 2026 (02:00 becomes 01:00).
FORWARD, BACK = "2026-03-08", "2026-11-01"


def new_york(*hours: str) -> BusinessCalendar:
    return calendar(*hours, days=ALL_WEEK, zone="America/New_York")


@pytest.mark.parametrize("day, hours", [(FORWARD, 23), (BACK, 25), ("2026-06-01", 24)])
def test_a_whole_day_has_its_real_hours(day: str, hours: int) -> None:
    all_day = new_york("00:00-24:00")
    midnight = at(f"{day}T00:00-04:00" if day != FORWARD else f"{day}T00:00-05:00")
    assert all_day.between(midnight, all_day.end_of_day(midnight)) == hours * HOUR


def test_an_opening_at_an_hour_that_does_not_exist_is_the_jump() -> None:
    early = new_york("02:30-06:00")
    assert early.next_opening(at(f"{FORWARD}T00:00-05:00")) == at(f"{FORWARD}T03:00-04:00")
    assert early.add(at(f"{FORWARD}T00:00-05:00"), 3 * HOUR) == at(f"{FORWARD}T06:00-04:00")


def test_a_closing_at_an_hour_that_does_not_exist_is_the_jump() -> None:
    assert new_york("01:00-02:30").end_of_day(at(f"{FORWARD}T01:00-05:00")) == at(f"{FORWARD}T03:00-04:00")


def test_a_window_inside_the_hour_that_does_not_exist_is_skipped() -> None:
    assert new_york("02:10-02:50").next_opening(at(f"{FORWARD}T00:00-05:00")) == at("2026-03-09T02:10-04:00")


def test_an_opening_at_an_hour_that_exists_twice_is_the_first() -> None:
    early = new_york("01:30-06:00")
    assert early.next_opening(at(f"{BACK}T00:00-04:00")) == at(f"{BACK}T01:30-04:00")
    assert early.between(at(f"{BACK}T00:00-04:00"), at(f"{BACK}T12:00-05:00")) == 5.5 * HOUR


def test_windows_that_touch_still_touch_when_the_hour_exists_twice() -> None:
    touching = new_york("00:00-01:30", "01:30-06:00")
    assert touching.between(at(f"{BACK}T00:00-04:00"), at(f"{BACK}T06:00-05:00")) == 7 * HOUR


def test_a_night_shift_over_the_change_counts_real_hours() -> None:
    night = new_york("22:00-06:00")
    assert night.add(at("2026-03-07T22:00-05:00"), 7 * HOUR) == at(f"{FORWARD}T06:00-04:00")
    assert night.add(at("2026-10-31T22:00-04:00"), 9 * HOUR) == at(f"{BACK}T06:00-05:00")


def test_office_hours_keep_to_the_clock_on_the_wall() -> None:
    office = new_york("09:00-17:00")
    assert office.add(at("2026-03-07T16:00-05:00"), 2 * HOUR) == at(f"{FORWARD}T10:00-04:00")


def test_a_day_that_never_was_has_no_working_time() -> None:
    # Samoa went from 29 to 31 December 2011 when it crossed the date line.
    apia = calendar("09:00-17:00", days=ALL_WEEK, zone="Pacific/Apia")
    assert apia.next_opening(at("2011-12-29T18:00-10:00")) == at("2011-12-31T09:00+14:00")
    assert apia.working_day(apia.add_working_days(at("2011-12-29T10:00-10:00"), 1)) == date(2011, 12, 31)


def test_a_change_at_midnight_opens_at_the_jump() -> None:
    # Cairo went forward at midnight: 24 April 2026 begins at 01:00.
    cairo = calendar("00:00-24:00", days=ALL_WEEK, zone="Africa/Cairo")
    assert cairo.next_opening(at("2026-04-24T01:00+03:00")) == at("2026-04-23T22:00")
    assert cairo.between(at("2026-04-23T00:00+02:00"), at("2026-04-25T00:00+03:00")) == 47 * HOUR
