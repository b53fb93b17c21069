"""Dates in words, on the team's calendar."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from heard.domain.cases.models import Case, Status
from heard.domain.teams.models import Calendar, Team
from heard.web.desk.due import Due, due_of

OFFICE = [{"days": ["mon", "tue", "wed", "thu", "fri"], "opens": "09:00", "closes": "17:00"}]
FRIDAY_NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


def case(due: str, *, answer: bool = False, **more: Any) -> Case:
    """A case of an office team, due at this moment."""
    at = datetime.fromisoformat(due).replace(tzinfo=UTC)
    made = Case(team=Team(calendar=Calendar(name="Office", zone="UTC", windows=OFFICE)), **more)
    made.due_at = at
    made.respond_by, made.resolve_by = (at, None) if answer else (None, at)
    return made


@pytest.mark.parametrize(
    "due, words, state",
    [
        ("2026-11-20 14:30", "Finish by 14:30 today", "soon"),
        ("2026-11-21 10:00", "Finish by 10:00 tomorrow", ""),
        ("2026-11-24 17:00", "Finish by Tuesday 24 November", ""),
        ("2027-01-04 17:00", "Finish by Monday 4 January 2027", ""),
        ("2026-11-20 11:40", "Just late", "late"),
        ("2026-11-20 09:00", "3 hours late", "late"),
        ("2026-11-18 17:00", "2 working days late", "late"),
        ("2026-11-13 17:00", "5 working days late", "late"),
        ("2026-06-01 17:00", "5 months late", "late"),
    ],
)
def test_a_date_is_said_as_people_say_it(due, words, state) -> None:
    assert due_of(case(due), now=FRIDAY_NOON) == Due(words, state)


def test_a_weekend_makes_nobody_later() -> None:
    sunday = datetime(2026, 11, 22, 12, tzinfo=UTC)
    assert due_of(case("2026-11-20 17:00"), now=sunday) == Due("Late since Friday 20 November", "late")


def test_the_first_answer_is_asked_for_by_name() -> None:
    assert due_of(case("2026-11-20 14:30", answer=True), now=FRIDAY_NOON).text == "Answer by 14:30 today"


def test_a_date_whose_warning_was_given_is_soon() -> None:
    near = case("2026-11-24 17:00", warn_at=FRIDAY_NOON)
    assert due_of(near, now=FRIDAY_NOON).state == "soon"


def test_while_the_resident_is_waited_for_nothing_is_late() -> None:
    assert due_of(case("2026-11-18 17:00", status=Status.WAITING), now=FRIDAY_NOON).state == "paused"


def test_a_closed_case_is_never_late() -> None:
    closed = case("2026-11-18 17:00", status=Status.CLOSED, closed_at=FRIDAY_NOON)
    assert due_of(closed, now=FRIDAY_NOON) == Due("Closed Friday 20 November", "met")


def test_without_a_promise_there_is_nothing_to_say() -> None:
    made = case("2026-11-18 17:00")
    made.due_at = None
    assert due_of(made, now=FRIDAY_NOON) is None
