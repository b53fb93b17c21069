"""What a workflow asks of a case now: what is still to be done, which ways lead on, and who may take them. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from heard.domain.cases.models import Outcome, Status, TaskState
from heard.domain.cases.rules.access import may_manage, may_see, may_work
from heard.domain.workflows.rules.definition import ANYONE, MANAGER, TEAM

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from uuid import UUID

    from heard.domain.cases.models import Case, Task
    from heard.domain.teams.rules.permissions import Standing
    from heard.domain.workflows.rules.definition import Definition, Move

STILL_TO_DO = frozenset({TaskState.OPEN, TaskState.BLOCKED})
BEHIND = frozenset({TaskState.DONE, TaskState.DROPPED})
# Ends that say the work was done. With any other, what is still open is not needed any more.
AFTER_THE_WORK = frozenset({Outcome.FIXED, Outcome.ANSWERED})


def newest(tasks: Iterable[Task]) -> list[Task]:
    """Of tasks of the workflow the latest of each code, for a stage may be reached twice; and all added by hand."""
    ordered = sorted(tasks, key=lambda task: task.created_at)
    by_code = {task.code: task for task in ordered if task.code}
    return [task for task in ordered if not task.code or by_code[task.code] is task]


def missing_before_leaving(
    case: Case, definition: Definition, tasks: Iterable[Task], children: Iterable[Case]
) -> list[str]:
    """What must come first, by name. A refused approval is missing, too: it was asked for and not given."""
    here = [task.title for task in newest(tasks) if task.stage == case.stage and _is_missing(task)]
    return here + _open_children(case, definition, children)


def missing_before_closing(
    case: Case, definition: Definition, tasks: Iterable[Task], children: Iterable[Case]
) -> list[str]:
    """The same with what has no stage: it is due before the end."""
    here = [task.title for task in newest(tasks) if task.stage in {case.stage, ""} and _is_missing(task)]
    return here + _open_children(case, definition, children)


def may_begin(task: Task, tasks: Iterable[Task]) -> bool:
    """Whether all that must come before this task is behind."""
    states = {one.code: one.state for one in newest(tasks) if one.code}
    return all(states.get(code) in BEHIND for code in task.after)


def needs_the_work(outcome: str) -> bool:
    """Whether this end says that what was required was done."""
    return outcome in AFTER_THE_WORK


def may_take(move: Move, case: Case, standing: Standing, teams: Mapping[str, UUID]) -> bool:
    """Whether this member of staff may make the move. `teams`: ids of teams by code, of those that are named."""
    if not move.by_hand:
        return False
    if move.who == MANAGER:
        return may_manage(case, standing)
    if move.who == TEAM:
        return may_see(case, standing) and case.team_id in standing.teams
    if move.who == ANYONE:
        return may_work(case, standing)
    return teams.get(move.team) in standing.teams


def may_do(task: Task, case: Case, standing: Standing) -> bool:
    """Whether this member of staff may do the task: its team, and whoever works on the case. An approval is its team's
    alone, and never the case's own keeper's: nobody approves what they ask for.
    """
    of_team = task.team_id in standing.teams
    if task.approval:
        return of_team and case.owner_id != standing.staff_id
    return of_team or may_work(case, standing)


def waits_for_resident(case: Case, definition: Definition) -> bool:
    """Whether it is the resident whom a waiting case waits for, and not somebody its stage names."""
    stage = definition.stage(case.stage)
    named = stage is not None and stage.status == Status.WAITING and stage.waits_for
    return case.status == Status.WAITING and not named


def _is_missing(task: Task) -> bool:
    return task.required and task.state not in BEHIND


def _open_children(case: Case, definition: Definition, children: Iterable[Case]) -> list[str]:
    required = {one.service for one in definition.cases_at(case.stage) if one.required}
    still = [child for child in children if child.is_open and child.service.code in required]
    # Whoever works on this case may not know of a confidential one: that its service is needed, the workflow says.
    return [child.service.name if child.confidential else child.reference for child in still]
