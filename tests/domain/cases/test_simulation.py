"""What another promise would have meant: judged exactly as the clocks themselves judge."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
import time_machine
from django.db.models import Q
from hypothesis import given
from hypothesis import strategies as st

from heard.domain.cases.models import CaseClock, ClockKind, Outcome, Status, Verdict
from heard.domain.cases.queries.closed_runs import calendars_of, runs_to_the_end
from heard.domain.cases.rules import deadlines
from heard.domain.cases.rules.simulation import (
    Run,
    Share,
    days_for,
    share_as_it_was,
    share_as_promised,
    share_met,
    shares_by_days,
)
from heard.domain.teams.rules.targets import Target
from tests.town.calendars import at, calendar
from tests.town.cases import CaseFactory
from tests.town.council import small_council

OFFICE = calendar("09:00-17:00")
HERE = uuid4()
MONDAY = at("2026-11-02T10:00")


def run(days: float, **more: object) -> Run:
    return Run(MONDAY, MONDAY + timedelta(days=days), HERE, **more)


def test_a_share_is_counted_with_the_case_at_closing_time_inside() -> None:
    at_closing = Run(MONDAY, at("2026-11-03T17:00"), HERE)
    after = Run(MONDAY, at("2026-11-03T17:01"), HERE)
    assert share_met([at_closing, after], Target.parse("1d"), {HERE: OFFICE}) == Share(1, 2)


def test_ninety_nine_and_a_half_is_not_all() -> None:
    assert [Share(199, 200).percent, Share(1, 1000).percent, Share(0, 9).percent, Share(9, 9).percent] == [
        99,
        1,
        0,
        100,
    ]


def test_how_many_days_would_do() -> None:
    runs = [run(0.1), run(1), run(2), run(3), run(4), run(7), run(7), run(8), run(8), run(40)]
    shares = shares_by_days(runs, {HERE: OFFICE})
    assert days_for(shares) == 7
    assert all(share == share_met(runs, Target(days, "d"), {HERE: OFFICE}) for days, share in shares.items())
    assert days_for(shares_by_days([run(400)], {HERE: OFFICE})) is None
    assert days_for(shares_by_days([], {HERE: OFFICE})) is None


def test_as_it_was_and_on_another_calendar() -> None:
    runs = [run(1, target="1d", met=True), run(2, target="1d", met=False), run(3)]
    mondays = calendar("09:00-17:00", days=("mon",))
    assert share_as_it_was(runs) == share_as_promised(runs, {HERE: OFFICE}) == Share(1, 2)
    assert share_as_promised(runs, {HERE: mondays}) == Share(2, 2)


@given(
    minutes=st.integers(0, 60 * 24 * 30),
    took=st.integers(0, 60 * 24 * 30),
    code=st.sampled_from(["0d", "1d", "5d", "4h", "30m", "36h always"]),
)
def test_judged_as_a_clock_would_be(minutes: int, took: int, code: str) -> None:
    began = MONDAY + timedelta(minutes=minutes)
    ended = began + timedelta(minutes=took)
    target = Target.parse(code)
    clock = deadlines.start(ClockKind.RESOLUTION, at=began, target=target, calendar=OFFICE)
    verdict = deadlines.stop(clock, at=ended, calendar=OFFICE).verdict

    assert share_met([Run(began, ended, HERE)], target, {HERE: OFFICE}).met == (verdict == Verdict.MET)


@given(took=st.lists(st.floats(0, 60), min_size=1, max_size=20), days=st.integers(0, 30))
def test_a_longer_promise_never_keeps_less(took: list[float], days: int) -> None:
    runs = [run(one) for one in took]
    shorter, longer = (share_met(runs, Target(n, "d"), {HERE: OFFICE}).met for n in (days, days + 1))
    assert shorter <= longer


@pytest.mark.django_db
def test_the_cases_that_count() -> None:
    council = small_council()
    with time_machine.travel(datetime(2026, 11, 24, 10, tzinfo=UTC), tick=False):
        done = {"service": council.pothole, "team": council.roads, "status": Status.CLOSED, "outcome": Outcome.FIXED}
        timed = CaseFactory(**done, reported_at=MONDAY, closed_at=MONDAY + timedelta(days=1))
        CaseClock.objects.create(
            case=timed,
            kind=ClockKind.RESOLUTION,
            target="5d",
            started_at=MONDAY,
            due_at=MONDAY + timedelta(days=7),
            stopped_at=timed.closed_at,
            paused_seconds=60,
            verdict=Verdict.MET,
        )
        CaseFactory(**done, reported_at=MONDAY, closed_at=MONDAY + timedelta(days=2))  # without a clock
        CaseFactory(**done | {"outcome": Outcome.DUPLICATE}, closed_at=MONDAY)
        CaseFactory(**done, reported_at=at("2025-01-01T10:00"), closed_at=at("2025-01-02T10:00"))
        CaseFactory(service=council.pothole, team=council.roads)

        runs = runs_to_the_end(Q(service=council.pothole), since=at("2026-10-01T00:00"))

    assert [(one.held_seconds, one.target, one.met) for one in runs] == [(0, "", None), (60, "5d", True)]
    assert share_met(runs, Target.parse("1d"), calendars_of(runs)) == Share(1, 2)
