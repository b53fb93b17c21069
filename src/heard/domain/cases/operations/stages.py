"""A case on its workflow: it begins, reaches a stage, ends, begins again. Letters and further cases are the flows'."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from heard.domain.cases.models import Status
from heard.domain.cases.operations import clocks, tasks
from heard.domain.cases.operations.locking import locked_open, save
from heard.domain.cases.queries.work import workflow_of
from heard.domain.cases.rules.work import STILL_TO_DO
from heard.domain.journal.operations import record
from heard.kernel.errors import Refused

if TYPE_CHECKING:
    from heard.domain.cases.models import Case
    from heard.domain.workflows.models import WorkflowVersion
    from heard.domain.workflows.rules.definition import Stage
    from heard.kernel.actor import Actor


@transaction.atomic
def begin(case: Case, *, version: WorkflowVersion, actor: Actor) -> Case:
    """Let the case go by this version, from its first stage."""
    current = locked_open(case)
    current.workflow_version = version
    save(current, "workflow_version")
    record("case.workflow_begun", actor=actor, case=case.id, workflow=version.workflow.code, number=version.number)
    definition = workflow_of(current)
    if definition.first:
        tasks.add_planned(current, definition.tasks_at(""), actor=actor)
        _reach(current, definition.first, actor=actor)
    return current


@transaction.atomic
def reach(case: Case, *, stage: str, actor: Actor) -> Case:
    """Put the case at another stage. What was open at the one it leaves is no longer needed."""
    current = locked_open(case)
    goal = workflow_of(current).stage(stage)
    if goal is None:
        raise Refused(_("This case has no such stage. Look at it again."))
    tasks.drop_open(current, stage=current.stage, actor=actor)
    _reach(current, goal, actor=actor)
    return current


@transaction.atomic
def leave_workflow(case: Case, *, actor: Actor) -> Case:
    """It goes by no workflow any more, and what that had planned is not needed. Tasks added by hand stay."""
    current = locked_open(case)
    version = current.workflow_version
    if version is None:
        return current
    for task in current.tasks.exclude(code="").filter(state__in=STILL_TO_DO):
        tasks.drop(task, actor=actor)
    current.workflow_version, current.stage = None, ""
    save(current, "workflow_version", "stage")
    record("case.workflow_left", actor=actor, case=case.id, workflow=version.workflow.code, number=version.number)
    return current


@transaction.atomic
def change_version(case: Case, *, version: WorkflowVersion, stage: str, actor: Actor) -> Case:
    """Let a running case go by another version, at this stage. Where it stands there already, its tasks stay as they
    are and what is new is added; elsewhere it arrives anew.
    """
    current = locked_open(case)
    before, current.workflow_version = current.workflow_version, version
    save(current, "workflow_version")
    definition = workflow_of(current)
    goal = definition.stage(stage)
    if goal is None:
        raise Refused(_("This version has no such stage."))
    have = set(current.tasks.values_list("code", flat=True))
    tasks.add_planned(current, [task for task in definition.tasks_at("") if task.code not in have], actor=actor)
    if stage == current.stage:
        tasks.add_planned(current, [task for task in definition.tasks_at(stage) if task.code not in have], actor=actor)
    else:
        tasks.drop_open(current, stage=current.stage, actor=actor)
        _reach(current, goal, actor=actor)
    number = before.number if before else None
    record("case.workflow_moved", actor=actor, case=case.id, number=version.number, before=number, stage=stage)
    return current


def end(case: Case, *, actor: Actor) -> None:
    """The case is closed under its lock: nothing of its work is needed any more."""
    tasks.drop_open(case, actor=actor)


def begin_again(case: Case, *, actor: Actor) -> None:
    """The case was opened again under its lock: it stands where its workflow says, with what is to be done there."""
    definition = workflow_of(case)
    if goal := definition.stage(definition.again) or definition.first:
        tasks.add_planned(case, definition.tasks_at(""), actor=actor)
        _reach(case, goal, actor=actor)


def _reach(case: Case, stage: Stage, *, actor: Actor) -> None:
    before, case.stage = case.stage, stage.code
    _stand(case, stage, actor=actor)
    save(case, "stage", "status", *clocks.DATES)
    record(
        "case.stage_changed",
        actor=actor,
        case=case.id,
        public=bool(stage.public),
        stage=stage.code,
        before=before or None,
    )
    tasks.add_planned(case, workflow_of(case).tasks_at(stage.code), actor=actor)


def _stand(case: Case, stage: Stage, *, actor: Actor) -> None:
    """The status a stage means; its clocks stand still while it waits. What was taken up is not new again.

    Residents read of a wait where it is they who are waited for.
    """
    waited, waits, others = case.status == Status.WAITING, stage.status == Status.WAITING, bool(stage.waits_for)
    fresh = case.status == Status.RECEIVED and stage.status == Status.RECEIVED
    case.status = Status.WAITING if waits else Status.RECEIVED if fresh else Status.IN_PROGRESS
    if waits and not waited:
        clocks.pause(case)
        record("case.waiting", actor=actor, case=case.id, public=not others, others=others)
    elif waited and not waits:
        clocks.resume(case)
        due = case.resolve_by.isoformat() if case.resolve_by else None
        record("case.resumed", actor=actor, case=case.id, due=due)
