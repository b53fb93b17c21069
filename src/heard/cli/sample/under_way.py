"""Open cases that go by a workflow begin on it, and some of their work is done: there is something to look at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from heard.domain.cases.models import Case, Status, TaskState
from heard.domain.teams.models import Membership
from heard.flows.finish_task import finish_task
from heard.flows.follow_workflow import start_workflow
from heard.kernel.actor import staff

if TYPE_CHECKING:
    from heard.domain.cases.models import Task

MOST = 12


def begin_workflows() -> None:
    """The newest of them; of every second one the first task is done."""
    cases = Case.objects.exclude(status__in=(Status.CLOSED, Status.WAITING)).filter(service__workflow__isnull=False)
    newest = cases.select_related("service__group", "team__calendar", "area", "person").order_by("-reported_at")[:MOST]
    for number, case in enumerate(newest):
        begun = start_workflow(case)
        first = begun.tasks.filter(state=TaskState.OPEN, required=True).order_by("position").first()
        if number % 2 and first:
            _do(first)


def _do(task: Task) -> None:
    post = Membership.objects.filter(team=task.team_id, staff__is_active=True).order_by("id").first()
    if post:
        finish_task(task, actor=staff(post.staff_id))
