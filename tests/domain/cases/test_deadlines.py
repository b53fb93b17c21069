"""The clocks of a case. Each test is one fact about deadlines that other systems are known to get wrong."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heard.domain.cases.models import CaseClock, ClockKind, Verdict
from heard.domain.cases.rules import deadlines
from heard.domain.cases.rules.deadlines import Clock, State
from heard.domain.teams.rules.targets import Target
from tests.town.calendars import ALL_WEEK, at, calendar

HOUR = 3600
OFFICE = calendar("10:00-18:00")
AROUND_THE_CLOCK = calendar("00:00-24:00", days=ALL_WEEK)
GOLDEN = json.loads((Path(__file__).parent.parent / "teams" / "golden.json").read_text())
MONDAY = at("2026-11-23T10:00")


def resolution(started: str, target: str = "4h") -> Clock:
    return deadlines.start(ClockKind.RESOLUTION, at=at(started), target=Target.parse(target), calendar=OFFICE)


def held(clock: Clock, since: str, until: str) -> Clock:
    return deadlines.resume(deadlines.pause(clock, at=at(since)), at=at(until), calendar=OFFICE)


# Pauses


@pytest.mark.parametrize("vector", [v for v in GOLDEN["hold"] if "created" in v], ids=lambda vector: vector["id"])
def test_a_hold_moves_the_deadline_by_the_business_time_held(vector: dict[str, Any]) -> None:
    code = GOLDEN["targets_in_words"][vector["priority"]].split(" / ")[1]
    clock = held(resolution(vector["created"], code), vector["hold"]["from"], vector["hold"]["to"])
    assert clock.paused_seconds == vector["hold"]["business_seconds"]
    assert clock.due_at == at(vector["resolution_due"])


def test_a_hold_from_friday_evening_to_monday_noon_holds_ten_minutes_and_the_morning() -> None:
    clock = held(resolution("2026-11-20T15:00"), "2026-11-20T17:50", "2026-11-23T12:30")
    assert clock.paused_seconds == 10 * 60 + 2.5 * HOUR
    assert clock.due_at == at("2026-11-23T13:40")


def test_a_hold_over_the_weekend_costs_nothing() -> None:
    clock = resolution("2026-11-20T15:00")
    assert held(clock, "2026-11-20T18:00", "2026-11-23T10:00") == clock


def test_a_promise_in_days_held_for_minutes_ends_with_the_next_day() -> None:
    once = held(resolution("2026-11-20T15:00", "1d"), "2026-11-20T16:00", "2026-11-20T16:10")
    assert once.due_at == at("2026-11-24T18:00")
    assert held(once, "2026-11-23T11:00", "2026-11-23T11:10").due_at == at("2026-11-24T18:00")


def test_a_target_by_the_clock_on_the_wall_is_held_by_it_too() -> None:
    clock = held(resolution("2026-11-20T15:00", "24h always"), "2026-11-20T20:00", "2026-11-21T20:00")
    assert clock.due_at == at("2026-11-22T15:00")


def test_holding_twice_and_going_on_twice_change_nothing() -> None:
    paused = deadlines.pause(resolution("2026-11-20T11:00"), at=at("2026-11-20T12:00"))
    assert deadlines.pause(paused, at=at("2026-11-20T13:00")) == paused
    going = deadlines.resume(paused, at=at("2026-11-20T13:00"), calendar=OFFICE)
    assert deadlines.resume(going, at=at("2026-11-20T14:00"), calendar=OFFICE) == going


# Verdicts


@pytest.mark.parametrize("when, verdict", [("2026-11-23T14:00", "met"), ("2026-11-23T14:00:01", "missed")])
def test_what_is_done_by_the_deadline_is_met(when: str, verdict: str) -> None:
    clock = deadlines.stop(resolution("2026-11-23T10:00"), at=at(when), calendar=OFFICE)
    assert (clock.verdict, clock.stopped_at) == (verdict, at(when))


def test_what_is_done_while_held_counts_the_hold() -> None:
    paused = deadlines.pause(resolution("2026-11-23T10:00"), at=at("2026-11-23T11:00"))
    clock = deadlines.stop(paused, at=at("2026-11-25T11:00"), calendar=OFFICE)
    assert (clock.verdict, clock.paused_since, clock.paused_seconds) == (Verdict.MET, None, 16 * HOUR)


def test_cancelled_and_duplicate_cases_are_never_late() -> None:
    clock = deadlines.cancel(resolution("2026-11-02T10:00"), at=MONDAY)
    assert clock.verdict == Verdict.CANCELLED
    assert deadlines.state(clock, MONDAY, calendar=OFFICE) == State.ENDED


def test_a_cancelling_taken_back_leaves_the_clock_as_it_was() -> None:
    paused = deadlines.pause(resolution("2026-11-23T10:00"), at=at("2026-11-23T11:00"))
    cancelled = deadlines.cancel(paused, at=at("2026-11-23T12:00"))
    assert replace(cancelled, stopped_at=None, verdict=None) == paused


def test_closed_cases_are_never_late() -> None:
    clock = deadlines.stop(resolution("2026-11-02T10:00"), at=MONDAY, calendar=OFFICE)
    assert deadlines.state(clock, at("2026-12-24T10:00"), calendar=OFFICE) == State.ENDED


def test_closing_again_keeps_the_first_verdict() -> None:
    missed = deadlines.stop(resolution("2026-11-02T10:00"), at=MONDAY, calendar=OFFICE)
    assert deadlines.stop(missed, at=at("2026-11-24T10:00"), calendar=OFFICE) == missed
    assert deadlines.cancel(missed, at=at("2026-11-24T10:00")) == missed


@pytest.mark.parametrize("vector", GOLDEN["resolution_time"], ids=lambda vector: vector["id"])
def test_closing_after_resolving_leaves_the_time_it_took(vector: dict[str, Any]) -> None:
    resolved = deadlines.stop(resolution(vector["created"]), at=at(vector["resolved"]), calendar=OFFICE)
    closed = deadlines.stop(resolved, at=at(vector["closed"]), calendar=OFFICE)
    assert closed.stopped_at is not None
    assert OFFICE.between(closed.started_at, closed.stopped_at) == vector["resolution_business_seconds_when_closed"]


def test_a_reopened_case_gets_a_new_clock_and_the_old_one_keeps_its_verdict() -> None:
    missed = deadlines.stop(resolution("2026-11-02T10:00"), at=MONDAY, calendar=OFFICE)
    new = deadlines.reopen(missed, at=at("2026-11-24T10:00"), calendar=OFFICE)
    assert (new.due_at, new.verdict, new.paused_seconds) == (at("2026-11-24T14:00"), None, 0)
    assert missed.verdict == Verdict.MISSED


# Changes


def test_changing_the_calendar_moves_open_deadlines() -> None:
    shorter = calendar("10:00-12:00")
    clock = held(resolution("2026-11-23T10:00"), "2026-11-23T11:00", "2026-11-23T12:00")
    assert deadlines.recompute(clock, calendar=shorter).due_at == at("2026-11-25T11:00")


def test_changing_the_target_moves_open_deadlines() -> None:
    clock = deadlines.recompute(resolution("2026-11-23T10:00"), calendar=OFFICE, target=Target.parse("5d"))
    assert (str(clock.target), clock.due_at) == ("5d", at("2026-11-30T18:00"))


def test_closed_cases_keep_their_deadline() -> None:
    done = deadlines.stop(resolution("2026-11-23T10:00"), at=at("2026-11-23T11:00"), calendar=OFFICE)
    assert deadlines.recompute(done, calendar=AROUND_THE_CLOCK, target=Target.parse("1h")) == done


# First response and next update


def test_a_repeated_message_does_not_move_the_update_clock() -> None:
    def contacted(running: Clock | None, when: str) -> Clock:
        kind, target = ClockKind.NEXT_UPDATE, Target.parse("2d")
        return deadlines.contacted(running, kind, at=at(when), target=target, calendar=OFFICE)

    first = contacted(None, "2026-11-23T10:00")
    assert contacted(first, "2026-11-24T10:00") == first
    answered = deadlines.stop(first, at=at("2026-11-24T12:00"), calendar=OFFICE)
    assert contacted(answered, "2026-11-25T10:00").due_at == at("2026-11-27T18:00")


def test_telling_the_resident_ends_the_update_clock_and_starts_the_next() -> None:
    clock = deadlines.start(ClockKind.NEXT_UPDATE, at=MONDAY, target=Target.parse("2d"), calendar=OFFICE)
    ended, following = deadlines.updated(clock, at=at("2026-11-25T12:00"), calendar=OFFICE)
    assert ended.verdict == Verdict.MET
    assert following.due_at == at("2026-11-27T18:00")


@pytest.mark.parametrize(
    "contacts, replies, owed",
    [
        (["09:00", "10:00"], [], "09:00"),
        (["09:00", "11:00", "12:00"], ["10:00"], "11:00"),
        (["09:00"], ["10:00"], None),
        (["09:00"], ["09:00"], None),
        ([], ["10:00"], None),
    ],
)
def test_first_response_counts_from_the_first_unanswered_contact(
    contacts: list[str], replies: list[str], owed: str | None
) -> None:
    def monday(hour: str) -> datetime:
        return at(f"2026-11-23T{hour}")

    found = deadlines.first_unanswered(map(monday, contacts), map(monday, replies))
    assert found == (owed and monday(owed))


# How it stands


@pytest.mark.parametrize(
    "now, state",
    [
        ("2026-11-23T12:59:59", State.ON_TIME),
        ("2026-11-23T13:00", State.DUE_SOON),
        ("2026-11-23T14:00", State.DUE_SOON),
        ("2026-11-23T14:00:01", State.LATE),
    ],
)
def test_a_clock_stands_on_time_then_due_soon_then_late(now: str, state: State) -> None:
    assert deadlines.state(resolution("2026-11-23T10:00"), at(now), calendar=OFFICE) == state


def test_a_held_clock_is_paused_and_hurries_nobody() -> None:
    paused = deadlines.pause(resolution("2026-11-23T10:00"), at=at("2026-11-23T13:30"))
    assert deadlines.state(paused, at("2026-12-24T10:00"), calendar=OFFICE) == State.PAUSED
    assert deadlines.warn_at(paused, calendar=OFFICE) is None
    assert deadlines.remaining_seconds(paused, at("2026-12-24T10:00"), calendar=OFFICE) == 1800


def test_holding_a_late_clock_does_not_make_it_good() -> None:
    paused = deadlines.pause(resolution("2026-11-23T10:00"), at=at("2026-11-23T15:00"))
    assert deadlines.state(paused, at("2026-11-23T16:00"), calendar=OFFICE) == State.LATE
    assert deadlines.remaining_seconds(paused, at("2026-11-23T16:00"), calendar=OFFICE) == -HOUR


def test_escalation_is_before_the_deadline_and_in_the_teams_own_hours() -> None:
    overnight = resolution("2026-11-23T17:00")
    assert overnight.due_at == at("2026-11-24T13:00")
    assert deadlines.warn_at(overnight, calendar=OFFICE) == at("2026-11-24T12:00")
    nights = calendar("22:00-06:00")
    clock = deadlines.start(ClockKind.RESOLUTION, at=MONDAY, target=Target.parse("4h"), calendar=nights)
    assert deadlines.warn_at(clock, calendar=nights) == at("2026-11-24T01:00")


def test_escalation_moves_with_a_hold_by_what_was_held() -> None:
    clock = held(resolution("2026-11-23T10:00"), "2026-11-23T11:00", "2026-11-23T13:00")
    assert deadlines.warn_at(clock, calendar=OFFICE) == at("2026-11-23T15:00")


# Rows


def test_a_clock_is_the_same_after_being_stored() -> None:
    clock = deadlines.stop(
        held(resolution("2026-11-23T10:00", "5d"), "2026-11-23T11:00", "2026-11-23T13:00"), at=MONDAY, calendar=OFFICE
    )
    for kept in (clock, replace(clock, stopped_at=None, verdict=None)):
        assert Clock.of(CaseClock(**kept.as_columns())) == kept


moments = st.integers(0, 30 * 24 * 60).map(lambda minutes: MONDAY + timedelta(minutes=minutes))


@given(moments, st.lists(moments, max_size=6), st.sampled_from(["30m", "4h", "0d", "3d", "2h always"]))
def test_holds_only_ever_give_time_and_the_warning_comes_first(
    begun: datetime, turns: list[datetime], code: str
) -> None:
    clock = deadlines.start(ClockKind.RESOLUTION, at=begun, target=Target.parse(code), calendar=OFFICE)
    promised = clock.due_at
    for moment in sorted(turn for turn in turns if turn >= begun):
        clock = (
            deadlines.resume(clock, at=moment, calendar=OFFICE)
            if clock.paused_since
            else deadlines.pause(clock, at=moment)
        )
        assert clock.due_at >= promised
        promised = clock.due_at
    going = deadlines.resume(clock, at=max([begun, *turns]), calendar=OFFICE)
    warning = deadlines.warn_at(going, calendar=OFFICE)
    assert warning is not None
    assert warning <= going.due_at
