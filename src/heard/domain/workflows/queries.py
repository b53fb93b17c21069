"""Reading workflows and their versions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import OuterRef, Subquery

from heard.domain.teams.models import Team
from heard.domain.workflows.models import Workflow, WorkflowVersion
from heard.domain.workflows.rules.checking import Known
from heard.domain.workflows.rules.definition import Definition, read

if TYPE_CHECKING:
    from uuid import UUID

    from django.db.models import QuerySet


def current_version(workflow_id: UUID | None) -> WorkflowVersion | None:
    """The version that new cases begin on; None where none was published."""
    if workflow_id is None:
        return None
    published = WorkflowVersion.objects.filter(workflow_id=workflow_id, published_at__isnull=False)
    return published.order_by("-number").first()


def draft(workflow_id: UUID) -> WorkflowVersion | None:
    """What is being changed, where something is."""
    return WorkflowVersion.objects.filter(workflow_id=workflow_id, published_at__isnull=True).first()


def versions_of(workflow_id: UUID) -> list[WorkflowVersion]:
    """All of them, newest first."""
    return list(WorkflowVersion.objects.filter(workflow_id=workflow_id).order_by("-number"))


def definition_of(version: WorkflowVersion | None) -> Definition:
    """What a version says; of none: nothing."""
    return read(version.definition) if version else Definition()


def workflows_with_versions() -> QuerySet[Workflow]:
    """Every workflow, with the number of its newest published version and of its draft."""
    versions = WorkflowVersion.objects.filter(workflow=OuterRef("pk")).order_by("-number")
    return Workflow.objects.annotate(
        published_number=Subquery(versions.filter(published_at__isnull=False).values("number")[:1]),
        draft_number=Subquery(versions.filter(published_at__isnull=True).values("number")[:1]),
    )


def known_teams() -> Known:
    """What this domain can check a definition against by itself."""
    return Known(teams=set(Team.objects.values_list("code", flat=True)))
