"""By when a request has to be answered."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from heard.domain.privacy.rules.deadlines import Periods, days_left, due_day, extended_day, is_near

MONTH = Periods(answer=30, extension=60)


@pytest.mark.parametrize(
    "asked, due",
    [
        (datetime(2026, 11, 24, 10, 0, tzinfo=UTC), date(2026, 12, 24)),
        (datetime(2026, 11, 24, 23, 59, tzinfo=UTC), date(2026, 12, 24)),  # holidays and weekends count
        (datetime(2028, 2, 1, 0, 0, tzinfo=UTC), date(2028, 3, 2)),  # a leap year
    ],
)
def test_calendar_days_from_the_day_after_asking(asked: datetime, due: date) -> None:
    assert due_day(asked, MONTH) == due


def test_the_day_is_that_of_the_councils_clocks(settings) -> None:
    settings.TIME_ZONE = "Pacific/Auckland"
    assert due_day(datetime(2026, 11, 24, 23, 0, tzinfo=UTC), MONTH) == date(2026, 12, 25)


def test_an_extension_adds_to_the_first_date() -> None:
    assert extended_day(date(2026, 12, 24), MONTH) == date(2027, 2, 22)


@pytest.mark.parametrize(
    "today, near", [(date(2026, 12, 16), False), (date(2026, 12, 17), True), (date(2027, 1, 2), True)]
)
def test_a_week_before_it_is_near(today: date, *, near: bool) -> None:
    assert is_near(date(2026, 12, 24), today=today) is near


def test_late_is_below_nothing() -> None:
    assert days_left(date(2026, 12, 24), today=date(2026, 12, 26)) == -2
