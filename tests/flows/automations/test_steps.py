"""What each step does to a case, and how it is undone."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from heard.domain.automation.models import Call, CallState, Run, RunState
from heard.domain.automation.rules.steps import known_steps, result_in_words
from heard.domain.cases.models import Case, Task, TaskState
from heard.domain.conversations.models import Mention, Message
from heard.domain.teams.models import Role
from heard.flows.assign_case import assign_case
from heard.flows.automations.send_call import send_call
from heard.flows.automations.undoing import may_be_undone, undo_run
from heard.flows.change_priority import change_priority
from heard.kernel.actor import SYSTEM, staff
from heard.kernel.errors import Refused
from heard.ports.hook import HookCall, HookError
from heard.ports.registry import hooks
from tests.town.catalogue import ServiceFactory
from tests.town.staff import StaffFactory, TeamFactory

if TYPE_CHECKING:
    from collections.abc import Callable

    from heard.domain.automation.models import Automation
    from tests.town.council import Council

    Automate = Callable[..., Automation]
    Report = Callable[..., Case]
    LetRun = Callable[[], int]


@pytest.fixture
def done(automate: Automate, reported: Report, let_run: LetRun) -> Callable[..., Run]:
    """Do these steps to a fresh report."""

    def do(*steps: dict[str, Any], **more: Any) -> Run:
        automate(*steps, when={"on": "case.routed"})
        reported(**more)
        let_run()
        return Run.objects.select_related("case__team", "case__owner").get()

    return do


@pytest.mark.parametrize(
    "step, column, value",
    [
        ({"step": "priority", "priority": "low"}, "priority", "low"),
        ({"step": "escalate"}, "priority", "high"),
        ({"step": "status", "to": "waiting"}, "status", "waiting"),
        ({"step": "tag", "add": ["Deep  hole"]}, "tags", ["deep hole"]),
        ({"step": "hand_over", "team": "bridges"}, "team__code", "bridges"),
        ({"step": "service", "service": "lamp"}, "service__code", "lamp"),
        ({"step": "assign", "to": "least_busy"}, "owner__name", "Otis Officer"),
    ],
)
def test_what_is_done_can_be_undone(
    council: Council, done: Callable[..., Run], step: dict[str, Any], column: str, value: Any
) -> None:
    TeamFactory(code="bridges", calendar=council.calendar)
    ServiceFactory(code="lamp")
    run = done(step)
    assert run.state == RunState.DONE, run.results
    one = Case.objects.filter(pk=run.case_id)
    assert one.values_list(column, flat=True).get() == value
    if step["step"] == "status":
        return undo_run(run, actor=SYSTEM)
    undo_run(run, actor=staff(council.agent.id))
    assert one.values_list(column, flat=True).get() != value
    run.refresh_from_db()
    assert (run.state, run.results[0]["undone"]) == (RunState.UNDONE, True)
    with pytest.raises(Refused):
        undo_run(run, actor=staff(council.agent.id))
    return None


def test_what_somebody_changed_since_stays_as_they_made_it(council: Council, done: Callable[..., Run]) -> None:
    run = done({"step": "priority", "priority": "low"})
    change_priority(run.case, priority="urgent", actor=staff(council.agent.id))
    undo_run(run, actor=staff(council.agent.id))
    assert Case.objects.get(pk=run.case_id).priority == "urgent"


def test_the_owner_is_whoever_has_the_least_to_do(council: Council, reported: Report, done: Callable[..., Run]) -> None:
    idle = StaffFactory(name="Zoe Idle", team=council.roads)
    assign_case(reported(email="otto@example.org"), owner=council.officer, actor=SYSTEM)
    assert done({"step": "assign", "to": "least_busy"}).case.owner == idle


def test_a_task_is_added_and_dropped_again(done: Callable[..., Run]) -> None:
    run = done({"step": "task", "title": "Look at {reference}", "target": "2d", "checklist": ["Measure", "Photo"]})
    task = Task.objects.get()
    assert task.title == f"Look at {run.case.reference}"
    assert [line["text"] for line in task.checklist] == ["Measure", "Photo"]
    assert task.due_at is not None
    undo_run(run, actor=SYSTEM)
    task.refresh_from_db()
    assert task.state == TaskState.DROPPED


def test_a_letter_goes_to_whoever_reported_and_is_no_answer_of_a_person(done: Callable[..., Run]) -> None:
    run = done({"step": "letter", "text": "Hello {name}, we saw {reference}."})
    letter = Message.objects.get(direction="out", acknowledgement=False)
    assert letter.text == f"Hello Rosa, we saw {run.case.reference}."
    assert letter.automatic == "automation"
    assert letter.deliveries.count() == 1
    assert run.case.responded_at is None
    assert not may_be_undone(run)


def test_colleagues_who_may_read_it_are_called_and_mailed(council: Council, done: Callable[..., Run]) -> None:
    boss = StaffFactory(name="Bea Boss", team=council.roads, role=Role.MANAGER)
    done({"step": "notify", "to": "managers", "text": "Look at {reference}"})
    assert [mention.staff for mention in Mention.objects.all()] == [boss]
    [job] = ProcrastinateJob.objects.filter(task_name="heard.mail_colleague")
    assert job.args["staff_id"] == str(boss.id)


def test_who_escalates_to_nobody_is_told_so(council: Council, done: Callable[..., Run]) -> None:
    run = done({"step": "escalate"})
    assert result_in_words(run.results[0]) == "Escalate: nobody to tell: the department has no manager"
    assert not Mention.objects.exists()


def test_who_escalates_to_a_manager_reads_no_more_than_that(council: Council, done: Callable[..., Run]) -> None:
    StaffFactory(name="Bea Boss", team=council.roads, role=Role.MANAGER)
    assert result_in_words(done({"step": "escalate"}).results[0]) == "Escalate"


def test_a_case_is_closed_and_the_residents_are_told(done: Callable[..., Run]) -> None:
    run = done({"step": "close", "outcome": "not_ours", "text": "{service} is not ours."})
    case = Case.objects.get(pk=run.case_id)
    assert (case.status, case.outcome) == ("closed", "not_ours")
    assert Message.objects.filter(direction="out", acknowledgement=False).get().text == "Pothole is not ours."


class Deaf:
    """The other side is away at first, and hears the second call."""

    def __init__(self) -> None:
        self.calls: list[HookCall] = []

    def send(self, call: HookCall) -> str:
        self.calls.append(call)
        if len(self.calls) == 1:
            raise HookError("503", permanent=False)
        return "204"


def test_another_system_is_told_without_names_until_it_hears(
    council: Council, done: Callable[..., Run], monkeypatch: pytest.MonkeyPatch
) -> None:
    other = Deaf()
    monkeypatch.setattr(hooks, "get", lambda _name: other)
    run = done({"step": "webhook", "url": "https://system.example.org/heard"})
    call = Call.objects.get(run=run)
    send_call(call.id)
    call.refresh_from_db()
    assert (call.state, call.answer, call.attempts) == (CallState.QUEUED, "503", 1)
    send_call(call.id)  # its time has not come
    assert len(other.calls) == 1
    Call.objects.update(next_try_at=call.created_at)
    send_call(call.id)
    call.refresh_from_db()
    assert (call.state, call.answer) == (CallState.SENT, "204")
    first, second = other.calls
    assert (first.body, first.call_id) == (second.body, second.call_id)
    told = json.loads(first.body)
    assert told["case"]["reference"] == run.case.reference
    assert "Rosa" not in first.body.decode()
    assert "deep hole" not in first.body.decode()


def test_every_step_says_itself_and_knows_its_options(council: Council) -> None:
    for step in known_steps().values():
        assert str(step.label)
        assert step.words({option.name: "" for option in step.options}) is not None
        for option in step.options:
            assert option.labels() is not None
