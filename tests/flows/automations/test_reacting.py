"""Something happens, a condition holds, and steps are done: once, in order, all or none, and never for ever."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from heard.domain.automation.models import Automation, Run, RunState
from heard.domain.automation.operations import change_automation, move_automation, switch_on
from heard.domain.cases.operations.importing import PastCase, ServiceName, add_past_cases
from heard.domain.journal.models import Cursor, Entry
from heard.domain.journal.operations import record
from heard.domain.journal.queries import horizon
from heard.flows.automations import reacting
from heard.flows.change_priority import change_priority
from heard.flows.close_case import close_case
from heard.kernel import clock
from heard.kernel.actor import SYSTEM, ActorKind, staff

if TYPE_CHECKING:
    from collections.abc import Callable

    from heard.domain.cases.models import Case
    from tests.town.council import Council

    Automate = Callable[..., Automation]
    Report = Callable[..., Case]
    LetRun = Callable[[], int]

URGENT = {"step": "priority", "priority": "urgent"}
LOW = {"step": "priority", "priority": "low"}
NOTE = {"step": "note", "text": "Look at {reference}"}


@pytest.fixture
def case(reported: Callable[..., Case]) -> Case:
    return reported()


def test_a_report_that_fits_is_made_urgent_and_says_why(
    council: Council, automate: Automate, reported: Report, let_run: LetRun
) -> None:
    condition = {"all": [{"field": "service", "is": "pothole"}, {"field": "text", "contains": "deep"}]}
    automate(URGENT, when={"on": "case.opened"}, condition=condition)
    deep, shallow = reported(), reported(description="A small dent", email="otto@example.org")
    assert let_run() == 1
    deep.refresh_from_db()
    shallow.refresh_from_db()
    assert (deep.priority, shallow.priority) == ("urgent", "normal")
    run = Run.objects.get()
    assert (run.case, run.state, run.depth) == (deep, RunState.DONE, 0)
    assert run.because == ["the service is Pothole", "the text contains “deep”"]
    assert run.results == [{"step": "priority", "done": {"before": "normal", "after": "urgent"}}]
    changed = Entry.objects.get(kind="case.priority_changed")
    assert (changed.actor_kind, changed.actor_id) == (ActorKind.AUTOMATION, run.id)


def test_what_happened_before_it_was_switched_on_is_left_alone(automate: Automate, case: Case, let_run: LetRun) -> None:
    automate(URGENT, when={"on": "case.opened"})
    assert let_run() == 0


def test_it_is_done_once_however_often_the_job_runs(automate: Automate, reported: Report, let_run: LetRun) -> None:
    automate(NOTE, when={"on": "case.opened"})
    case = reported()
    opened = Entry.objects.get(case_id=case.id, kind="case.opened")
    reacting.run_automations(opened.id)
    reacting.run_automations(opened.id)
    assert Entry.objects.filter(kind="message.noted").count() == 1


def test_they_are_tried_in_order_and_one_that_stops_ends_the_line(
    automate: Automate, reported: Report, let_run: LetRun
) -> None:
    automate(URGENT, when={"on": "case.opened"}, code="first")
    second = automate(
        LOW, when={"on": "case.opened"}, code="second", condition={"field": "priority", "is": "urgent"}, stops=True
    )
    automate(NOTE, when={"on": "case.opened"}, code="third")
    one = reported()
    let_run()
    one.refresh_from_db()
    assert one.priority == "low"  # the second saw what the first had done
    assert [run.automation.code for run in Run.objects.order_by("id")] == ["first", "second"]
    move_automation(second, step=-1, actor=SYSTEM)
    other = reported(email="otto@example.org")
    let_run()
    assert [run.automation.code for run in Run.objects.filter(case=other).order_by("id")] == ["first", "third"]


def test_a_step_that_is_refused_takes_the_steps_before_it_back(
    automate: Automate, reported: Report, let_run: LetRun
) -> None:
    automation = automate(URGENT, NOTE, {"step": "task", "title": "Look"}, when={"on": "case.closed"})
    case = reported()
    close_case(case, outcome="fixed", text="Done", actor=SYSTEM)
    let_run()
    run = Run.objects.get(automation=automation)
    assert run.state == RunState.FAILED
    assert run.results == [{"step": "priority", "refused": "This case is closed. Reopen it first."}]
    case.refresh_from_db()
    assert case.priority == "normal"
    assert not Entry.objects.filter(kind="message.noted").exists()


def test_two_that_set_each_other_off_are_stopped_and_say_so(
    council: Council, automate: Automate, reported: Report, let_run: LetRun
) -> None:
    up = automate(URGENT, when={"on": "case.priority_changed"}, code="up")
    down = automate(LOW, when={"on": "case.priority_changed"}, code="down")
    case = reported()
    change_priority(case, priority="high", actor=staff(council.agent.id))
    let_run()
    for automation in (up, down):
        automation.refresh_from_db()
    stopped = [one for one in (up, down) if not one.active]
    assert stopped
    assert all("set itself off" in one.trouble for one in stopped)
    assert Run.objects.filter(state=RunState.STOPPED).count() == len(stopped)
    assert Run.objects.count() < 10
    assert Entry.objects.filter(kind="automation.stopped").count() == len(stopped)
    switch_on(stopped[0], actor=SYSTEM)
    assert stopped[0].trouble == ""


def test_one_that_would_only_do_what_is_done_already_is_no_loop(
    automate: Automate, reported: Report, let_run: LetRun
) -> None:
    automation = automate({"step": "tag", "add": ["Seen"]}, when={"on": "case.tagged"})
    other = automate({"step": "tag", "add": ["new"]}, when={"on": "case.opened"}, code="other")
    case = reported()
    let_run()
    case.refresh_from_db()
    assert case.tags == ["new", "seen"]
    for one in (automation, other):
        one.refresh_from_db()
        assert one.active


def test_one_that_runs_again_and_again_on_a_case_is_stopped(
    council: Council, automate: Automate, reported: Report, let_run: LetRun
) -> None:
    automation = automate(NOTE, when={"on": "case.priority_changed"})
    case = reported()
    for turn in range(12):
        change_priority(case, priority="high" if turn % 2 else "low", actor=staff(council.agent.id))
    let_run()
    automation.refresh_from_db()
    assert not automation.active
    assert automation.trouble == "It ran 10 times on one case within an hour."
    assert Run.objects.filter(state=RunState.DONE).count() == 10
    assert Entry.objects.filter(kind="message.noted").count() == 1  # the same words within minutes are said once


def test_one_that_breaks_does_not_keep_the_others_from_their_turn(
    automate: Automate, reported: Report, let_run: LetRun
) -> None:
    broken = automate(URGENT, when={"on": "case.opened"}, code="broken")
    automate(NOTE, when={"on": "case.opened"}, code="other")
    Automation.objects.filter(pk=broken.pk).update(steps=[{"step": "priority"}])
    reported()
    let_run()
    assert [run.state for run in Run.objects.order_by("id")] == [RunState.FAILED, RunState.DONE]


def test_a_change_is_followed_from_then_on(automate: Automate, reported: Report, let_run: LetRun) -> None:
    automation = automate(URGENT, when={"on": "case.opened"})
    change_automation(automation, steps=[LOW], actor=SYSTEM)
    case = reported()
    let_run()
    case.refresh_from_db()
    assert case.priority == "low"
    assert Run.objects.get().version == 2


def test_what_an_import_tells_of_the_past_sets_nothing_off(
    council: Council, automate: Automate, let_run: LetRun
) -> None:
    automate(NOTE, when={"on": "case.opened"})
    name = ServiceName("p", "Pothole")
    past = PastCase("1", name, reported_at=clock.now(), updated_at=clock.now(), description="A hole")
    add_past_cases([past], services={name: council.pothole}, source="old", team=council.roads, actor=SYSTEM)
    assert let_run() == 0


def test_a_history_that_is_written_afterwards_sets_nothing_off(automate: Automate, case: Case, let_run: LetRun) -> None:
    let_run()
    automate(NOTE, when={"on": "case.followed"})
    automate(NOTE, when={"on": "message.received"}, code="mail")
    yesterday, last_month = clock.now() - timedelta(days=1), clock.now() - timedelta(days=30)
    record("case.followed", actor=SYSTEM, case=case.id, at=yesterday)
    record("message.received", actor=SYSTEM, case=case.id, at=last_month, automatic="")
    assert let_run() == 0
    record("message.received", actor=SYSTEM, case=case.id, at=yesterday, automatic="")  # a mail that was slow
    assert let_run() == 1


@pytest.mark.django_db(transaction=True)
def test_the_journal_is_read_along_and_each_case_gets_a_job(automate: Automate, reported: Report) -> None:
    """How far it can be read is the whole engine's affair: a neighbour's transaction may hold it back."""
    automate(URGENT, when={"on": "case.opened"})
    case = reported()
    opened = Entry.objects.get(case_id=case.id, kind="case.opened")
    readable = horizon() > int(opened.transaction)
    reacting.react()
    reacting.react()
    jobs = ProcrastinateJob.objects.filter(task_name="heard.run_automations")
    assert [job.args for job in jobs] == [{"entry_id": opened.id}] * readable or not readable
    assert all(job.lock == f"case:{case.id}" for job in jobs)


@pytest.mark.django_db(transaction=True)
def test_with_nothing_that_listens_nothing_is_read(reported: Report) -> None:
    reported()
    assert reacting.react() == 0
    assert Cursor.objects.get().entry_id > Entry.objects.latest("id").id
