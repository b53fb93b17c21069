"""The draft of a workflow becomes the version that new cases begin on: checked against all there is."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from heard.domain.cases.queries.vocabulary import case_vocabulary
from heard.domain.catalogue.models import Service
from heard.domain.conversations.rules.templates import unknown_gap
from heard.domain.teams.models import Team
from heard.domain.workflows import operations
from heard.domain.workflows.rules.checking import Known
from heard.flows.write_at_stage import ENDING_GAPS, GAPS

if TYPE_CHECKING:
    from heard.domain.workflows.models import WorkflowVersion
    from heard.kernel.actor import Actor


def publish_workflow(version: WorkflowVersion, *, actor: Actor) -> WorkflowVersion:
    """Publish it; InvalidInput names every fault by its place."""
    return operations.publish(version, actor=actor, known=what_is_known())


def what_is_known() -> Known:
    """What a definition can be checked against."""
    return Known(
        teams=set(Team.objects.filter(active=True).values_list("code", flat=True)),
        services=set(Service.objects.values_list("code", flat=True)),
        vocabulary=case_vocabulary().read_once(),
        gap=partial(unknown_gap, known=GAPS),
        ending_gap=partial(unknown_gap, known=ENDING_GAPS),
    )
