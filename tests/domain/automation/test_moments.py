"""Moments before and after a date, on the team's calendar; and the date whose moment has just come."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heard.domain.automation.rules.moments import DATES, UNANSWERED, Spell, latest_date, moment_of
from heard.domain.automation.rules.triggers import read_trigger
from heard.domain.journal.models import Entry
from heard.domain.teams.rules.targets import Target
from tests.town.calendars import at, calendar

if TYPE_CHECKING:
    from datetime import datetime

OFFICE = calendar("09:00-17:00", closures=["2026-11-26"])


@pytest.mark.parametrize(
    "date, spell, before, moment",
    [
        ("2026-11-24T11:00", "4h", True, "2026-11-23T15:00"),  # over night: two hours of Tuesday, two of Monday
        ("2026-11-24T17:00", "1d", True, "2026-11-23T09:00"),  # the working day before begins
        ("2026-11-23T17:00", "1d", True, "2026-11-20T09:00"),  # which is a Friday
        ("2026-11-27T17:00", "1d", True, "2026-11-25T09:00"),  # Thursday is closed
        ("2026-11-24T17:00", "0d", True, "2026-11-24T09:00"),
        ("2026-11-24T11:00", "2h always", True, "2026-11-24T09:00"),
        ("2026-11-20T16:00", "2h", False, "2026-11-23T10:00"),
        ("2026-11-20T16:00", "2d", False, "2026-11-24T17:00"),
        ("2026-11-20T16:00", "3d always", False, "2026-11-23T16:00"),
    ],
)
def test_the_moment(date: str, spell: str, *, before: bool, moment: str) -> None:
    assert moment_of(at(date), Target.parse(spell), before=before, calendar=OFFICE) == at(moment)


@given(
    until=st.integers(0, 2 * 365 * 24 * 60).map(lambda minutes: at("2026-01-01T00:00") + timedelta(minutes=minutes)),
    spell=st.sampled_from(["30m", "4h", "1d", "5d", "2h always", "3d always"]),
    before=st.booleans(),
)
def test_the_latest_date_whose_moment_has_come_is_the_latest(until: datetime, spell: str, *, before: bool) -> None:
    target = Target.parse(spell)
    date = latest_date(until, target, before=before, calendar=OFFICE)
    assert moment_of(date - timedelta(seconds=1), target, before=before, calendar=OFFICE) <= until
    assert moment_of(date, target, before=before, calendar=OFFICE) > until


def entries(*kinds: str) -> list[Entry]:
    return [Entry(id=number, kind=kind, data={}) for number, kind in enumerate(kinds)]


@pytest.mark.parametrize(
    "kinds, since",
    [
        (("case.opened", "case.routed"), 0),
        (("case.opened", "message.received", "message.received"), 0),  # asking again moves nothing
        (("case.opened", "case.responded"), None),
        (("case.opened", "case.responded", "message.received", "message.received"), 2),
        (("case.opened", "case.closed", "message.received"), 2),
    ],
)
def test_unanswered_since_the_first_message_nobody_has_answered(kinds: tuple[str, ...], since: int | None) -> None:
    spell = DATES[UNANSWERED]
    assert isinstance(spell, Spell)
    begun = spell.begun_by(entries(*kinds))
    assert (begun.id if begun else None) == since


def test_a_machine_that_writes_waits_for_no_answer() -> None:
    spell = DATES[UNANSWERED]
    assert isinstance(spell, Spell)
    assert spell.begun_by([Entry(kind="message.received", data={"automatic": "auto-submitted"})]) is None


@pytest.mark.parametrize(
    "trigger, words",
    [
        ({"on": "resident.not_fixed"}, "When the resident says that it is not fixed"),
        ({"before": "due", "spell": "4h"}, "4 working hours before the next date we promised"),
        ({"after": "waiting", "spell": "10d"}, "10 working days after the case began to wait for the resident"),
        ({"unanswered": "2d"}, "When nobody has answered for 2 working days"),
    ],
)
def test_triggers_are_told_in_words(trigger: dict[str, str], words: str) -> None:
    assert read_trigger(trigger).in_words() == words
