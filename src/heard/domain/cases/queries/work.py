"""Reading what is to be done: a case's tasks and further cases, and the tasks of somebody's teams."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import F, Q

from heard.domain.cases.models import Case, Status, Task, TaskState
from heard.domain.cases.queries.access import visible_to
from heard.domain.cases.rules.work import missing_before_closing, needs_the_work
from heard.domain.workflows.queries import definition_of

if TYPE_CHECKING:
    from uuid import UUID

    from django.db.models import QuerySet

    from heard.domain.teams.rules.permissions import Standing
    from heard.domain.workflows.rules.definition import Definition

SHOWN = 100


def workflow_of(case: Case) -> Definition:
    """How the work on this case goes; without a workflow, an empty one."""
    return definition_of(case.workflow_version)


def tasks_of(case: Case) -> list[Task]:
    """Its tasks in order, with who has them."""
    tasks = Task.objects.filter(case=case).select_related("team__calendar", "owner", "ended_by")
    return list(tasks.order_by("position", "id"))


def children_of(case: Case) -> list[Case]:
    """The further cases that were opened for it, oldest first."""
    return list(Case.objects.filter(parent=case).select_related("service", "team").order_by("reported_at", "id"))


def meaning_of_outcome(case: Case, outcome: str) -> tuple[str, str]:
    """What an outcome means, and its code where it is one of the case's workflow. A plain one is the first of the
    workflow's that means the same; ("", "") where the workflow has such, but not from where the case stands.
    """
    definition = workflow_of(case)
    here = definition.outcomes_at(case.stage)
    for one in (*(one for one in here if one.code == outcome), *(one for one in here if one.means == outcome)):
        return one.means, one.code
    return ("", "") if any(one.means == outcome for one in definition.outcomes) else (outcome, "")


def missing_before_end(case: Case, outcome: str) -> list[str]:
    """What must be done before the case may end like this, by name."""
    if not needs_the_work(outcome):
        return []
    return missing_before_closing(case, workflow_of(case), tasks_of(case), children_of(case))


def task_for(standing: Standing, task_id: UUID) -> Task:
    """One task with its case; Task.DoesNotExist where its reader may see neither."""
    whole = Task.objects.select_related(
        "team", "owner", "case__service", "case__team", "case__area", "case__workflow_version"
    )
    return whole.get(_seen_by(standing), pk=task_id)


def open_tasks_of_teams(standing: Standing, *, mine_only: bool = False) -> QuerySet[Task]:
    """What these teams have to do, due first, with the cases it is for."""
    theirs = Q(owner=standing.staff_id) if mine_only else Q(team__in=standing.teams)
    return (
        Task.objects.filter(theirs, _readable(standing), state=TaskState.OPEN)
        .exclude(case__status=Status.CLOSED)
        .select_related("team__calendar", "owner", "case__service", "case__area")
        .defer("case__search", "case__area__geometry")
        .order_by(F("due_at").asc(nulls_last=True), "id")
    )


def _seen_by(standing: Standing) -> Q:
    return _readable(standing) & (Q(team__in=standing.teams) | Q(case__in=Case.objects.filter(visible_to(standing))))


def _readable(standing: Standing) -> Q:
    """A task of a confidential case is for the case's own team alone, whichever team has the task."""
    return Q(case__confidential=False) | Q(case__team__in=standing.teams)
