"""Running cases of a workflow go by its newest version from now on. Otherwise each finishes on its own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from heard.domain.cases.operations import stages
from heard.domain.cases.operations.locking import locked
from heard.domain.cases.queries.running import running_on, running_on_older
from heard.domain.workflows.queries import current_version, definition_of
from heard.flows.follow_workflow import go_on
from heard.kernel.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

    from heard.domain.workflows.models import WorkflowVersion
    from heard.domain.workflows.rules.definition import Stage
    from heard.kernel.actor import Actor

AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Moving:
    """The cases at one stage, and where they would stand: None where the new version has no such stage."""

    stage: str
    cases: int
    goal: Stage | None


def preview(version: WorkflowVersion) -> list[Moving]:
    """What moving all running cases to this version would mean, stage by stage."""
    definition = definition_of(version)
    counts = running_on_older(version.workflow_id, number=version.number)
    return [Moving(stage, count, definition.stage(stage)) for stage, count in sorted(counts.items())]


def move_to_version(workflow_id: UUID, *, goals: Mapping[str, str], actor: Actor) -> int:
    """Move them, the oldest first and at most so many at once; how many. `goals`: the new stage by the old one, where
    it is another. A case whose stage has no goal stays as it is.
    """
    version = current_version(workflow_id)
    if version is None:
        return 0
    known = {stage.code for stage in definition_of(version).stages}
    movable = [one.stage for one in preview(version) if goals.get(one.stage, one.stage) in known]
    older = running_on(workflow_id).filter(workflow_version__number__lt=version.number, stage__in=movable)
    moved = 0
    for case_id in older.order_by("id").values_list("pk", flat=True)[:AT_ONCE]:
        moved += _move(case_id, version, goals, actor)
    return moved


@transaction.atomic
def _move(case_id: UUID, version: WorkflowVersion, goals: Mapping[str, str], actor: Actor) -> int:
    case = locked(running_on(version.workflow_id).get(pk=case_id))
    goal = definition_of(version).stage(goals.get(case.stage, case.stage))
    if goal is None or not case.is_open:
        return 0
    try:
        go_on(stages.change_version(case, version=version, stage=goal.code, actor=actor))
    except Refused:
        return 0
    return 1
