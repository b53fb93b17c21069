"""What was promised: codes in, words and due instants out."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heard.domain.teams.rules.targets import InvalidTarget, Target, due
from tests.town.calendars import at, calendar

OFFICE = calendar("09:00-17:00")
FRIDAY = at("2026-11-20T15:00")


@pytest.mark.parametrize(
    "code, when",
    [
        ("30m", "2026-11-20T15:30"),
        ("4h", "2026-11-23T11:00"),
        ("0d", "2026-11-20T17:00"),
        ("5d", "2026-11-27T17:00"),
        ("2h always", "2026-11-20T17:00"),
        ("24h always", "2026-11-21T15:00"),
        ("3d always", "2026-11-23T15:00"),
    ],
)
def test_due(code: str, when: str) -> None:
    assert due(OFFICE, FRIDAY, Target.parse(code)) == at(when)


@pytest.mark.parametrize(
    "code, words",
    [
        ("1h", "within 1 working hour"),
        ("30m", "within 30 working minutes"),
        ("5d", "within 5 working days"),
        ("0d", "by the end of the working day"),
        ("2h always", "within 2 hours, day or night"),
        ("3d always", "within 3 days, weekends included"),
    ],
)
def test_in_words(code: str, words: str) -> None:
    assert Target.parse(code).in_words() == words


@pytest.mark.parametrize(
    "typed, code",
    [("3 days", "3d"), ("4 hours", "4h"), ("30 minutes", "30m"), ("1 Day always", "1d always"), ("1hour", "1h")],
)
def test_words_are_read_as_their_code(typed: str, code: str) -> None:
    assert str(Target.parse(typed)) == code


@pytest.mark.parametrize(
    "code",
    ["", "3 dours", "3 daysalways", "5", "d", "five days", "-2h", "1.5h", "4h 30m", "0h", "0d always", "1001d"],
)
def test_what_is_no_target_is_refused(code: str) -> None:
    with pytest.raises(InvalidTarget):
        Target.parse(code)


@given(st.builds(Target, st.integers(1, 1000), st.sampled_from("mhd"), always=st.booleans()))
def test_a_target_reads_its_own_writing(target: Target) -> None:
    assert Target.parse(str(target)) == target


@pytest.mark.parametrize(
    "minutes, when",
    [(10, "2026-11-24T17:00"), (480, "2026-11-24T17:00"), (481, "2026-11-25T17:00")],
)
def test_a_promise_in_days_ends_with_a_day_however_long_it_was_held(minutes: int, when: str) -> None:
    assert due(OFFICE, FRIDAY, Target.parse("1d"), held_seconds=minutes * 60) == at(when)
