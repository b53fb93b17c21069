"""Who has it and how far it is: status, stage, tags, team, owner, tasks, what it hangs together with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.translation import gettext as _

from heard.domain.cases.models import Case, Follower, Outcome, Status, Task, TaskState
from heard.domain.criteria.rules import Field, Kind
from heard.domain.teams.models import Department, Staff, Team
from heard.domain.workflows.models import WorkflowVersion

from .source import Source, labels_of, named, number_of, of_rows, truth

if TYPE_CHECKING:
    from datetime import datetime

TO_DO = (TaskState.OPEN, TaskState.BLOCKED)


def _fields(_now: datetime) -> list[Field]:
    shelf, tasks = _("the work"), number_of(Task.objects.filter(state__in=TO_DO), case="pk")
    children = number_of(Case.objects.exclude(status=Status.CLOSED), parent="pk")
    teams, departments, staff = named(Team.objects), named(Department.objects), named(Staff.objects, "id")
    return [
        Field("status", _("status"), Kind.CHOICE, "status", choices=labels_of(Status), shelf=shelf),
        Field("stage", _("stage"), Kind.CHOICE, "stage", choices=_stages, blank=True, shelf=shelf),
        Field("tags", _("tag"), Kind.CHOICE, "tags", several=True, shelf=shelf),
        Field("department", _("department"), Kind.CHOICE, "code", choices=departments,
              through=of_rows(Department.objects, "department"), shelf=shelf),
        Field("team", _("team"), Kind.CHOICE, "code", choices=teams, through=of_rows(Team.objects, "team"),
              shelf=shelf),
        Field("owner", _("owner"), Kind.CHOICE, "owner", choices=staff, shelf=shelf),
        Field("outcome", _("outcome"), Kind.CHOICE, "outcome", choices=labels_of(Outcome), blank=True, shelf=shelf),
        Field("reopened", _("number of reopenings"), Kind.NUMBER, "reopened", whole=True, shelf=shelf),
        Field("open_tasks", _("number of open tasks"), Kind.NUMBER, tasks, whole=True, shelf=shelf),
        Field("open_parts", _("number of open cases that belong to it"), Kind.NUMBER, children, whole=True,
              shelf=shelf),
        Field("part", _("case belongs to another"), Kind.TRUTH, truth(Q(parent__isnull=False)), shelf=shelf),
        Field("followers", _("number of people who follow it"), Kind.NUMBER,
              number_of(Follower.objects.all(), case="pk"), whole=True, shelf=shelf),
    ]  # fmt: skip


def _stages() -> dict[str, str]:
    """The stages of every version that was published, those of the newest last: their names win."""
    published = WorkflowVersion.objects.filter(published_at__isnull=False).order_by("published_at")
    definitions = published.values_list("definition", flat=True)
    return {one["code"]: one["name"] for definition in definitions for one in definition.get("stages", ())}


WORK = Source(
    _fields,
    {
        "status": lambda case, _now: case.status,
        "stage": lambda case, _now: case.stage,
        "tags": lambda case, _now: case.tags,
        "department": lambda case, _now: case.department.code if case.department else None,
        "team": lambda case, _now: case.team.code if case.team else None,
        "owner": lambda case, _now: case.owner_id,
        "outcome": lambda case, _now: case.outcome,
        "reopened": lambda case, _now: case.reopened,
        "open_tasks": lambda case, _now: case.tasks.filter(state__in=TO_DO).count(),
        "open_parts": lambda case, _now: case.children.exclude(status=Status.CLOSED).count(),
        "part": lambda case, _now: case.parent_id is not None,
        "followers": lambda case, _now: case.followers.count(),
    },
)
