"""Tasks of a case: added, taken, ticked off, done, decided. What they mean for the case's stage: stages.py."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from heard.domain.cases.models import Task, TaskState
from heard.domain.cases.operations.locking import locked, locked_open
from heard.domain.cases.rules.public_words import public_words
from heard.domain.cases.rules.work import STILL_TO_DO, may_begin
from heard.domain.journal.operations import record
from heard.domain.teams.models import Team
from heard.domain.teams.queries import colleagues_in
from heard.domain.teams.rules.calendar import BusinessCalendar
from heard.domain.teams.rules.targets import Target, due
from heard.kernel import clock
from heard.kernel.errors import InvalidInput, Refused

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from heard.domain.cases.models import Case
    from heard.domain.teams.models import Staff
    from heard.domain.workflows.rules.definition import Task as Planned
    from heard.kernel.actor import Actor

LONGEST_TITLE = 200


@transaction.atomic
def add_task(
    case: Case,
    *,
    title: str,
    actor: Actor,
    team: Team | None = None,
    target: str = "",
    checklist: Iterable[str] = (),
    required: bool = False,
) -> Task:
    """One more thing to do, by hand or by an automation. Without a team it is the case's own team's.

    Its words are facts of the council: names, addresses and numbers of who reported the case are taken out of them.
    """
    current = locked_open(case)
    if not title.strip() or len(title) > LONGEST_TITLE:
        raise InvalidInput({"title": _("Say what is to be done, in at most 200 characters.")})
    wanted = Task(
        title=public_words(title.strip(), person=current.person),
        target=str(Target.parse(target)) if target else "",
        required=required,
        stage=current.stage if required else "",
        checklist=_lines(public_words(line, person=current.person) for line in checklist),
        position=Task.objects.filter(case=current).count() + 1,
    )
    return _added(wanted, current, team, actor)


def add_planned(case: Case, planned: Iterable[Planned], *, actor: Actor) -> None:
    """The tasks a workflow sets; the case is locked already. What must wait for another begins blocked."""
    for task in planned:
        row = Task(
            code=task.code,
            title=task.title,
            stage=task.stage,
            after=list(task.after),
            approval=task.approval,
            required=task.required,
            target=task.target,
            checklist=_lines(task.checklist),
            position=Task.objects.filter(case=case).count() + 1,
        )
        team = (
            Team.objects.select_related("calendar").filter(code=task.team, active=True).first() if task.team else None
        )
        _added(row, case, team, actor)
    open_what_may_begin(case, actor=actor)


@transaction.atomic
def assign_task(task: Task, *, owner: Staff | None, actor: Actor) -> Task:
    """Make one of the task's team its owner, or nobody."""
    current = _locked(task, STILL_TO_DO)
    if owner and not colleagues_in(current.team_id).filter(pk=owner.pk).exists():
        raise Refused(_("Only a member of the task's team can take it."))
    current.owner = owner
    current.save(update_fields=["owner"])
    _record("case.task_assigned", current, actor, owner=str(owner.id) if owner else None)
    return current


@transaction.atomic
def hand_task(task: Task, *, team: Team, actor: Actor) -> Task:
    """It is another team's: on their calendar from now on."""
    current = _locked(task, STILL_TO_DO)
    _refuse_strangers(current.case, team)
    current.team, current.owner = team, None
    current.due_at = _due(current) if current.state == TaskState.OPEN else None
    current.save(update_fields=["team", "owner", "due_at"])
    _record("case.task_handed", current, actor, team=str(team.id))
    return current


@transaction.atomic
def tick(task: Task, *, line: int, done: bool, actor: Actor) -> Task:
    """A line of the check-list is done, or not after all."""
    current = _locked(task, {TaskState.OPEN})
    if not 0 <= line < len(current.checklist):
        raise Refused(_("The check-list has changed: look at it again."))
    if current.checklist[line]["done"] != done:
        current.checklist[line]["done"] = done
        current.save(update_fields=["checklist"])
        _record("case.task_ticked", current, actor, line=line, done=done)
    return current


@transaction.atomic
def finish(task: Task, *, actor: Actor) -> Task:
    """It is done; what waited for it can begin."""
    current = _locked(task, {TaskState.OPEN})
    if current.approval:
        raise Refused(_("This asks for a decision: approve it, or refuse it."))
    if not all(line["done"] for line in current.checklist):
        raise Refused(_("Tick every line of the check-list first."))
    return _ended(current, TaskState.DONE, "case.task_done", actor)


@transaction.atomic
def decide(task: Task, *, approved: bool, actor: Actor) -> Task:
    """An approval is given, or refused. A refused one can be asked for again."""
    current = _locked(task, {TaskState.OPEN})
    if not current.approval:
        raise Refused(_("This asks for no decision."))
    if approved:
        return _ended(current, TaskState.DONE, "case.task_approved", actor)
    return _ended(current, TaskState.REFUSED, "case.task_refused", actor)


@transaction.atomic
def drop(task: Task, *, actor: Actor) -> Task:
    """It is no longer needed. What waited for it can begin."""
    return _ended(_locked(task, STILL_TO_DO), TaskState.DROPPED, "case.task_dropped", actor)


@transaction.atomic
def do_again(task: Task, *, actor: Actor) -> Task:
    """To be done once more, or asked for once more."""
    current = _locked(task, set(TaskState) - STILL_TO_DO)
    current.state, current.ended_at, current.ended_by = TaskState.OPEN, None, None
    current.due_at = _due(current)
    current.save(update_fields=["state", "ended_at", "ended_by", "due_at"])
    _record("case.task_again", current, actor)
    return current


def open_what_may_begin(case: Case, *, actor: Actor) -> None:
    """Open what waited for something that is behind now."""
    tasks = list(Task.objects.filter(case=case).select_related("team__calendar"))
    for task in tasks:
        if task.state == TaskState.BLOCKED and may_begin(task, tasks):
            task.state, task.due_at = TaskState.OPEN, _due(task)
            task.save(update_fields=["state", "due_at"])
            _record("case.task_opened", task, actor)


def drop_open(case: Case, *, actor: Actor, stage: str | None = None) -> None:
    """Nothing of it is needed any more: at this stage, or (None) at all. The case is locked already."""
    left = Task.objects.filter(case=case, state__in=STILL_TO_DO)
    for task in left if stage is None else left.filter(stage=stage):
        task.state, task.ended_at = TaskState.DROPPED, clock.now()
        task.save(update_fields=["state", "ended_at"])
        _record("case.task_dropped", task, actor)


def follow_to_team(case: Case, *, before: Team, named: set[str], actor: Actor) -> None:
    """The case went to another team, and its tasks go with it; `named` are codes of those whose team is fixed. Of a
    confidential case, which its old team cannot read any more, all of them go.
    """
    left = Task.objects.filter(case=case, team=before, state__in=STILL_TO_DO).select_related("case", "team")
    for task in left if case.confidential else left.exclude(code__in=named):
        if case.team:
            hand_task(task, team=case.team, actor=actor)


def _added(task: Task, case: Case, team: Team | None, actor: Actor) -> Task:
    if team is not None and case.confidential and team.id != case.team_id:
        team = None  # a confidential case is its own team's alone, its tasks with it
    chosen = team or case.team
    if chosen is None:
        raise Refused(_("This case has no team yet, and the task names none."))
    task.case, task.team = case, chosen
    task.state = TaskState.BLOCKED if task.after else TaskState.OPEN
    task.due_at = _due(task) if task.state == TaskState.OPEN else None
    task.save(force_insert=True)
    _record("case.task_added", task, actor, team=str(chosen.id), state=task.state)
    return task


def _ended(task: Task, state: TaskState, kind: str, actor: Actor) -> Task:
    task.state, task.ended_at = state, clock.now()
    task.ended_by_id = actor.id if actor.is_staff else None
    task.save(update_fields=["state", "ended_at", "ended_by"])
    _record(kind, task, actor)
    open_what_may_begin(task.case, actor=actor)
    return task


def _locked(task: Task, states: Iterable[str]) -> Task:
    """The task as it stands now, under its case's lock."""
    case = locked(task.case)
    current = Task.objects.select_related("team__calendar", "owner").get(pk=task.pk)
    current.case = case
    if not case.is_open:
        raise Refused(_("This case is closed. Reopen it first."))
    if current.state not in set(states):
        raise Refused(
            _("This task is: %(state)s. Somebody may have changed it: look at it again.")
            % {"state": current.get_state_display().lower()}
        )
    return current


def _refuse_strangers(case: Case, team: Team) -> None:
    if case.confidential and team.id != case.team_id:
        raise Refused(_("This case is confidential: its tasks are for its own team."))


def _due(task: Task) -> datetime | None:
    if not task.target:
        return None
    return due(BusinessCalendar.of(task.team.calendar), clock.now(), Target.parse(task.target))


def _lines(checklist: Iterable[str]) -> list[dict[str, Any]]:
    return [{"text": text.strip(), "done": False} for text in checklist if text.strip()]


def _record(kind: str, task: Task, actor: Actor, **data: Any) -> None:
    record(kind, actor=actor, case=task.case_id, subject=task.id, code=task.code, **data)
