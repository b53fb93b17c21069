"""A case on its workflow: stages, tasks one after another and side by side, approvals, further cases, the end."""

from __future__ import annotations

from copy import deepcopy
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from heard.domain.cases.models import Case, Status, Task, TaskState
from heard.domain.cases.operations import tasks
from heard.domain.conversations.models import Direction, Message
from heard.domain.conversations.queries.timeline import timeline_of
from heard.domain.journal.models import Entry
from heard.domain.teams.models import Role, Team
from heard.domain.workflows.operations import add_workflow, change_draft, draft_of, publish
from heard.flows.add_to_case import add_to_case
from heard.flows.change_service import change_service
from heard.flows.close_case import close_case
from heard.flows.decide_approval import decide_approval
from heard.flows.finish_task import finish_task
from heard.flows.follow_workflow import open_further_case
from heard.flows.hand_to_team import hand_to_team
from heard.flows.move_stage import move_stage
from heard.flows.reopen_case import reopen_case
from heard.flows.report_issue import report_issue
from heard.kernel.actor import SYSTEM, Actor, resident, staff
from heard.kernel.errors import InvalidInput, Refused
from tests.flows.test_report_issue import report
from tests.town.catalogue import ServiceFactory
from tests.town.staff import StaffFactory, TeamFactory
from tests.town.workflows import REPAIR

if TYPE_CHECKING:
    import time_machine

    from tests.town.council import Council


@pytest.fixture
def finance(council: Council) -> Team:
    """Who releases money."""
    return TeamFactory(name="Finance", code="finance", calendar=council.calendar)


@pytest.fixture
def case(council: Council, finance: Team) -> Case:
    """A pothole that goes by the repair."""
    ServiceFactory(code="marking", name="Road marking")
    return reported(council, REPAIR)


@pytest.fixture
def officer(council: Council) -> Actor:
    """Otis of Roads."""
    return staff(council.officer.id)


def reported(council: Council, definition: dict[str, Any]) -> Case:
    council.pothole.workflow = add_workflow(name="Repair", definition=definition, actor=SYSTEM)
    council.pothole.save()
    return report_issue(report(council), actor=resident(None))


def task(case: Case, code: str) -> Task:
    return Task.objects.filter(case=case, code=code).latest("created_at")


def measured(case: Case, officer: Actor) -> None:
    """The first required task, with its check-list."""
    for line in (0, 1):
        tasks.tick(task(case, "measure"), line=line, done=True, actor=officer)
    finish_task(task(case, "measure"), actor=officer)


def ordered(case: Case, officer: Actor, finance: Team) -> Case:
    """Through the inspection."""
    measured(case, officer)
    decide_approval(task(case, "budget"), approved=True, actor=staff(StaffFactory(team=finance).id))
    return move_stage(case, to="contractor", actor=officer)


def test_it_begins_at_the_first_stage_with_its_tasks(case: Case, council: Council, finance: Team) -> None:
    case.refresh_from_db()
    assert (case.stage, case.status) == ("inspect", Status.IN_PROGRESS)
    rows = {one.code: (one.state, one.team) for one in case.tasks.all()}
    assert rows == {
        "measure": (TaskState.OPEN, council.roads),
        "budget": (TaskState.BLOCKED, finance),
        "sign": (TaskState.OPEN, council.roads),
    }
    assert task(case, "measure").due_at == datetime(2026, 11, 26, 17, 0, tzinfo=UTC)


def test_a_service_without_a_workflow_is_as_ever(council: Council) -> None:
    case = report_issue(report(council), actor=resident(None))
    assert (case.stage, case.workflow_version, case.tasks.count()) == ("", None, 0)


def test_a_task_waits_for_the_one_before_it_and_for_its_check_list(case: Case, officer: Actor) -> None:
    with pytest.raises(Refused, match="Tick every line"):
        finish_task(task(case, "measure"), actor=officer)
    with pytest.raises(Refused, match="waits for another"):
        decide_approval(task(case, "budget"), approved=True, actor=officer)
    measured(case, officer)
    assert task(case, "budget").state == TaskState.OPEN


def test_the_stage_is_left_once_what_is_required_is_done(case: Case, officer: Actor, finance: Team) -> None:
    with pytest.raises(Refused, match="Measure the damage, Release the money"):
        move_stage(case, to="contractor", actor=officer)
    moved = ordered(case, officer, finance)
    assert (moved.stage, moved.status) == ("contractor", Status.WAITING)
    assert task(case, "sign").state == TaskState.DROPPED


def test_no_move_leads_where_the_workflow_has_none(case: Case, officer: Actor) -> None:
    with pytest.raises(Refused, match="no move leads there"):
        move_stage(case, to="check", actor=officer)


def test_a_letter_goes_out_when_the_stage_is_reached(case: Case, officer: Actor, finance: Team) -> None:
    ordered(case, officer, finance)
    letter = Message.objects.get(direction=Direction.OUT, acknowledgement=False)
    assert letter.text == "Hello Rosa, we have ordered the repair."
    assert letter.deliveries.get().address == "Rosa@Example.org"
    case.refresh_from_db()
    assert case.responded_at is not None


def test_the_clocks_stand_still_while_the_contractor_is_waited_for(
    case: Case, officer: Actor, finance: Team, tuesday: time_machine.Traveller
) -> None:
    due = case.resolve_by
    ordered(case, officer, finance)
    tuesday.shift(timedelta(days=1))
    add_to_case(case.conversations.get(), text="How long will it take?")
    case.refresh_from_db()
    assert case.status == Status.WAITING, "it is not the resident who is waited for"
    moved = move_stage(case, to="check", actor=officer)
    assert (moved.status, moved.resolve_by) == (Status.IN_PROGRESS, due + timedelta(days=1))


def test_the_resident_does_not_read_that_we_wait_for_others(case: Case, officer: Actor, finance: Team) -> None:
    ordered(case, officer, finance)
    entry = Entry.objects.get(kind="case.waiting")
    assert (entry.public, entry.data) == (False, {"others": True})


def test_a_further_case_holds_the_end_until_it_is_closed(case: Case, officer: Actor, finance: Team) -> None:
    ordered(case, officer, finance)
    moved = move_stage(case, to="check", actor=officer)
    child = moved.children.get()
    assert (child.service.code, child.person, child.location, child.description) == (
        "marking",
        None,
        case.location,
        "Paint the lines anew",
    )
    with pytest.raises(Refused, match=child.reference):
        close_case(case, outcome="repaired", text="Repaired", actor=officer)
    Case.objects.filter(pk=child.pk).update(confidential=True)
    with pytest.raises(Refused) as refused:
        close_case(case, outcome="repaired", text="Repaired", actor=officer)
    assert child.reference not in str(refused.value.sentence)
    told = [item.words for item in timeline_of(case)]
    assert not any(child.reference in text for text in told)
    assert any("A case for its own team alone was opened" in text for text in told)
    assert child.service.name in str(refused.value.sentence)
    close_case(child, outcome="fixed", text="Painted", actor=SYSTEM)
    closed = close_case(case, outcome="repaired", text="Repaired", actor=officer)
    assert (closed.outcome, closed.outcome_code) == ("fixed", "repaired")
    assert Entry.objects.get(kind="case.child_closed").case_id == case.id


def test_an_outcome_belongs_to_its_stages(case: Case, officer: Actor) -> None:
    for outcome in ("repaired", "fixed"):
        with pytest.raises(InvalidInput, match="Choose how it ended"):
            close_case(case, outcome=outcome, text="Repaired", actor=officer)


def test_an_end_without_the_work_drops_what_was_planned(case: Case, officer: Actor) -> None:
    closed = close_case(case, outcome="private", text="This road is private.", actor=officer)
    assert (closed.outcome, closed.outcome_code) == ("not_ours", "private")
    assert set(case.tasks.values_list("state", flat=True)) == {TaskState.DROPPED}


def test_opened_again_the_work_begins_again(case: Case, officer: Actor) -> None:
    close_case(case, outcome="private", text="This road is private.", actor=officer)
    again = reopen_case(case, actor=officer)
    assert (again.stage, again.outcome_code) == ("inspect", "")
    assert case.tasks.filter(state=TaskState.OPEN).count() == 2


def test_a_refusal_needs_a_word_and_sends_the_case_back(council: Council, finance: Team, officer: Actor) -> None:
    ServiceFactory(code="marking")
    definition = deepcopy(REPAIR)
    definition["stages"].append({"code": "rejected", "name": "Not paid", "status": "in_progress"})
    definition["tasks"][1]["if_refused"] = "rejected"
    case = reported(council, definition)
    measured(case, officer)
    with pytest.raises(InvalidInput, match="Say why"):
        decide_approval(task(case, "budget"), approved=False, actor=officer)
    decide_approval(task(case, "budget"), approved=False, note="Too much", actor=officer)
    case.refresh_from_db()
    assert (case.stage, task(case, "budget").state) == ("rejected", TaskState.REFUSED)
    assert Message.objects.get(direction=Direction.NOTE).text == "Too much"


def test_a_refused_approval_can_be_asked_for_again(case: Case, officer: Actor) -> None:
    measured(case, officer)
    decide_approval(task(case, "budget"), approved=False, note="Too much", actor=officer)
    with pytest.raises(Refused, match="Release the money"):
        move_stage(case, to="contractor", actor=officer)
    tasks.do_again(task(case, "budget"), actor=officer)
    decide_approval(task(case, "budget"), approved=True, actor=officer)
    assert move_stage(case, to="contractor", actor=officer).stage == "contractor"


def test_two_teams_side_by_side_and_on_by_itself(council: Council, finance: Team, officer: Actor) -> None:
    case = reported(
        council,
        {
            "stages": [{"code": "both", "name": "Both", "status": "received"}, {"code": "ready", "name": "Ready"}],
            "moves": [{"from": "both", "to": "ready", "who": "itself"}],
            "tasks": [
                {"code": "one", "title": "One", "stage": "both", "required": True},
                {"code": "two", "title": "Two", "stage": "both", "team": "finance", "required": True},
            ],
        },
    )
    finish_task(task(case, "two"), actor=officer)
    case.refresh_from_db()
    assert (case.stage, case.status) == ("both", Status.RECEIVED)
    finish_task(task(case, "one"), actor=officer)
    case.refresh_from_db()
    assert (case.stage, case.status) == ("ready", Status.IN_PROGRESS)
    assert Entry.objects.filter(kind="case.stage_changed").latest("id").actor_kind == "system"


def test_the_resident_answers_and_the_case_goes_on(council: Council, officer: Actor) -> None:
    case = reported(
        council,
        {
            "stages": [
                {"code": "new", "name": "New"},
                {"code": "asked", "name": "Asked", "status": "waiting"},
                {"code": "told", "name": "Told"},
            ],
            "moves": [{"from": "new", "to": "asked"}, {"from": "asked", "to": "told", "who": "resident"}],
        },
    )
    move_stage(case, to="asked", actor=officer)
    add_to_case(case.conversations.get(), text="By the school")
    case.refresh_from_db()
    assert (case.stage, case.status) == ("told", Status.IN_PROGRESS)


def test_a_move_with_a_condition_says_when_it_is_made(council: Council, finance: Team, officer: Actor) -> None:
    definition = deepcopy(REPAIR)
    definition["moves"][0] |= {"condition": {"field": "priority", "is": "high"}, "regardless": True}
    case = reported(council, definition)
    with pytest.raises(Refused, match="only if the priority is High"):
        move_stage(case, to="contractor", actor=officer)


def test_running_cases_finish_on_their_version(case: Case, council: Council, officer: Actor) -> None:
    draft = draft_of(council.pothole.workflow, actor=SYSTEM)
    change_draft(draft, definition={"stages": [{"code": "only", "name": "Only"}]}, actor=SYSTEM)
    publish(draft, actor=SYSTEM)
    measured(case, officer)
    assert task(case, "budget").state == TaskState.OPEN
    assert report_issue(report(council), actor=resident(None)).stage == "only"


def test_another_service_another_way(case: Case, council: Council, officer: Actor) -> None:
    changed = change_service(case, service=ServiceFactory(), actor=officer)
    assert (changed.workflow_version, changed.stage) == (None, "")
    assert not case.tasks.filter(state__in=(TaskState.OPEN, TaskState.BLOCKED)).exists()


def test_tasks_go_with_the_case_unless_their_team_is_named(
    case: Case, council: Council, finance: Team, officer: Actor
) -> None:
    hand_to_team(case, team=council.contact_centre, actor=officer)
    assert task(case, "measure").team == council.contact_centre
    assert task(case, "budget").team == finance


def test_a_confidential_case_keeps_its_tasks_and_children_to_itself(council: Council, finance: Team) -> None:
    council.pothole.confidential = True
    marking = ServiceFactory(code="marking")
    case = reported(council, REPAIR)
    assert set(case.tasks.values_list("team", flat=True)) == {council.roads.id}
    assert open_further_case(case, service=marking, text="", actor=SYSTEM).confidential


def test_cases_of_cases_end_somewhere(council: Council) -> None:
    council.pothole.workflow = add_workflow(
        name="Endless",
        definition={
            "stages": [{"code": "one", "name": "One"}],
            "cases": [{"code": "again", "service": "pothole", "stage": "one"}],
        },
        actor=SYSTEM,
    )
    council.pothole.save()
    report_issue(report(council), actor=resident(None))
    assert Case.objects.count() == 3


def test_the_record_holds_codes_alone_and_tasks_name_nobody(case: Case, officer: Actor) -> None:
    added = tasks.add_task(
        case, title="Write to rosa@example.org", actor=officer, target="1d", checklist=["Rosa said yes"]
    )
    assert "osa" not in f"{added.title} {added.checklist}"
    child = open_further_case(case, service=ServiceFactory(), text="Ask Rosa, rosa@example.org", actor=officer)
    assert "osa" not in child.description
    entry = Entry.objects.filter(kind="case.task_added").latest("id")
    assert "osa" not in str(entry.data)


def test_who_may_take_a_task(case: Case, council: Council, finance: Team) -> None:
    budget = task(case, "budget")
    with pytest.raises(Refused, match="member of the task's team"):
        tasks.assign_task(budget, owner=council.officer, actor=SYSTEM)
    helper = StaffFactory(team=finance, role=Role.OFFICER)
    assert tasks.assign_task(budget, owner=helper, actor=SYSTEM).owner == helper
