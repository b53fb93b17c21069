"""Time sets automations off: on the team's calendar, once, and not for a date that has gone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
import time_machine
from procrastinate.contrib.django.models import ProcrastinateJob

from heard.domain.automation.models import Run
from heard.flows.automations.by_the_clock import look_at_the_clock
from heard.flows.change_priority import change_priority
from heard.flows.send_reply import send_reply
from heard.jobs import automations as jobs
from heard.kernel.actor import SYSTEM, staff
from tests.town.catalogue import TargetFactory

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from heard.domain.automation.models import Automation
    from heard.domain.cases.models import Case
    from tests.town.council import Council

    Automate = Callable[..., Automation]
    Report = Callable[..., Case]

TAG = {"step": "tag", "add": ["seen"]}


@pytest.fixture(autouse=True)
def tuesday() -> Iterator[time_machine.Traveller]:
    """Tuesday 24 November 2026, ten in the morning."""
    with time_machine.travel(datetime(2026, 11, 24, 10, tzinfo=UTC), tick=False) as traveller:
        yield traveller


def pass_minute_by_minute() -> int:
    """What the job of the minute does, and the jobs it queues; how many ran."""
    before = Run.objects.count()
    look_at_the_clock()
    waiting = ProcrastinateJob.objects.filter(task_name="heard.run_at_moment", status="todo")
    for job in waiting:
        jobs.run_at_moment(**job.args)
        jobs.run_at_moment(**job.args)  # a job done twice does nothing twice
    waiting.update(status="succeeded")
    return Run.objects.count() - before


def test_nobody_answered_for_two_working_days(
    automate: Automate, reported: Report, tuesday: time_machine.Traveller
) -> None:
    automate(TAG, when={"unanswered": "2d"})
    case = reported()
    tuesday.move_to(datetime(2026, 11, 26, 16, 59, tzinfo=UTC))
    assert pass_minute_by_minute() == 0
    tuesday.move_to(datetime(2026, 11, 26, 17, 0, tzinfo=UTC))
    assert pass_minute_by_minute() == 1
    tuesday.shift(timedelta(days=3))
    assert pass_minute_by_minute() == 0
    case.refresh_from_db()
    assert case.tags == ["seen"]


def test_an_answer_in_time_leaves_it_alone(
    council: Council, automate: Automate, reported: Report, tuesday: time_machine.Traveller
) -> None:
    automate(TAG, when={"unanswered": "2d"})
    case = reported()
    tuesday.shift(timedelta(hours=5))
    send_reply(case, conversation=case.conversations.get(), text="We come.", actor=staff(council.agent.id))
    tuesday.shift(timedelta(days=5))
    assert pass_minute_by_minute() == 0


def test_before_a_promise_on_the_calendar_of_the_team(
    automate: Automate, reported: Report, tuesday: time_machine.Traveller
) -> None:
    automate(TAG, when={"before": "resolve_by", "spell": "4h"})
    reported()  # due Tuesday 1 December, 17:00
    tuesday.move_to(datetime(2026, 12, 1, 12, 59, tzinfo=UTC))
    assert pass_minute_by_minute() == 0
    tuesday.move_to(datetime(2026, 12, 1, 13, 0, tzinfo=UTC))
    assert pass_minute_by_minute() == 1


def test_a_date_that_comes_after_its_moment_has_its_turn_at_once(
    council: Council,
    automate: Automate,
    reported: Report,
    let_run: Callable[[], int],
    tuesday: time_machine.Traveller,
) -> None:
    TargetFactory(service=council.pothole, priority="urgent", first_response="", resolution="2h")
    automate(TAG, when={"before": "resolve_by", "spell": "4h"})
    case = reported()
    let_run()
    tuesday.shift(timedelta(minutes=30))
    change_priority(case, priority="urgent", actor=SYSTEM)  # due in an hour and a half
    assert let_run() == 1
    case.refresh_from_db()
    assert case.tags == ["seen"]
    tuesday.shift(timedelta(minutes=1))
    assert pass_minute_by_minute() == 0


def test_moments_before_it_was_switched_on_are_not_made_up_for(
    automate: Automate, reported: Report, tuesday: time_machine.Traveller
) -> None:
    reported()
    tuesday.shift(timedelta(days=10))
    automate(TAG, when={"after": "reported", "spell": "1d"})
    tuesday.shift(timedelta(days=1))
    assert pass_minute_by_minute() == 0
