"""Cases that run on a workflow: how many stand where, by version."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Count

from heard.domain.cases.models import OPEN, Case

if TYPE_CHECKING:
    from uuid import UUID

    from django.db.models import QuerySet


def running_on(workflow_id: UUID) -> QuerySet[Case]:
    """The open cases of a workflow, whichever their version."""
    return Case.objects.filter(OPEN, workflow_version__workflow=workflow_id)


def running_on_older(workflow_id: UUID, *, number: int) -> dict[str, int]:
    """By stage, how many open cases go by a version before this one."""
    older = running_on(workflow_id).filter(workflow_version__number__lt=number)
    return dict(older.order_by("stage").values_list("stage").annotate(count=Count("pk")))
