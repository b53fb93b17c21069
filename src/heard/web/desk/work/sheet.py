"""The work of a case, as its page shows it: where it stands, which ways lead on, what is to be done by whom."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from heard.domain.cases.models import Case, Task, TaskState
from heard.domain.cases.queries.access import readable_cases
from heard.domain.cases.queries.work import children_of, tasks_of, workflow_of
from heard.domain.cases.rules.work import may_do, may_take, missing_before_leaving, newest
from heard.domain.teams.queries import team_ids_by_code
from heard.kernel import clock
from heard.web.desk.due import Due, task_due

if TYPE_CHECKING:
    from heard.domain.workflows.rules.definition import Definition, Move, Stage
    from heard.web.desk.access import DeskRequest

BEHIND = (TaskState.DONE, TaskState.DROPPED)


@dataclass(frozen=True, slots=True)
class Step:
    """A task as a line: whether its reader may do something about it."""

    task: Task
    due: Due | None
    may_do: bool

    @property
    def ready(self) -> bool:
        """Whether every line of its check-list is ticked."""
        return all(line["done"] for line in self.task.checklist)


@dataclass(frozen=True, slots=True)
class Way:
    """A move that its reader may make, as a button."""

    to: str
    words: str
    waits: bool  # for what is not done yet


@dataclass(frozen=True, slots=True)
class Work:
    """All of it. `missing`: what must be done before the stage is left, by name."""

    workflow: str = ""
    stage: Stage | None = None
    ways: list[Way] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)
    behind: list[Step] = field(default_factory=list)
    children: list[Case] = field(default_factory=list)
    parent: Case | None = None


def work(request: DeskRequest, case: Case) -> dict[str, Any]:
    """Nothing (and no query) where a case has no workflow, no task and no relations."""
    if not (case.workflow_version_id or case.parent_id or case.has_tasks or case.has_children):  # type: ignore[attr-defined]
        return {"work": None}
    definition = workflow_of(case)
    tasks = newest(tasks_of(case)) if case.has_tasks else []  # type: ignore[attr-defined]
    children = children_of(case) if case.has_children else []  # type: ignore[attr-defined]
    missing = missing_before_leaving(case, definition, tasks, children)
    steps = [step_of(request, task, case) for task in tasks]
    readable = readable_cases(request.standing)
    seen = set(readable.filter(parent=case).values_list("pk", flat=True)) if children else set()
    return {
        "work": Work(
            workflow=case.workflow_version.workflow.name if case.workflow_version else "",
            stage=definition.stage(case.stage),
            ways=_ways(request, case, definition, waits=bool(missing)) if case.is_open else [],
            missing=missing,
            steps=[step for step in steps if step.task.state not in BEHIND],
            behind=[step for step in steps if step.task.state in BEHIND],
            children=[child for child in children if child.pk in seen],
            parent=readable.filter(pk=case.parent_id).select_related("service").first() if case.parent_id else None,
        ),
        "case": case,
    }


def step_of(request: DeskRequest, task: Task, case: Case) -> Step:
    """One task for this reader."""
    return Step(task, task_due(task, now=clock.now()), case.is_open and may_do(task, case, request.standing))


def _ways(request: DeskRequest, case: Case, definition: Definition, *, waits: bool) -> list[Way]:
    moves = definition.moves_from(case.stage)
    named = [move.team for move in moves if move.team]
    teams = team_ids_by_code(named) if named else {}
    mine = [move for move in moves if may_take(move, case, request.standing, teams)]
    return [Way(move.to, _words(move, definition), waits and not move.regardless) for move in mine]


def _words(move: Move, definition: Definition) -> str:
    goal = definition.stage(move.to)
    return move.name or (goal.name if goal else move.to)
