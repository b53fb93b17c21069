"""Changing workflows: a draft that is changed at will, and published as the next version."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from heard.domain.journal.operations import record
from heard.domain.workflows.models import Workflow, WorkflowVersion
from heard.domain.workflows.queries import current_version, draft, known_teams
from heard.domain.workflows.rules.checking import Known, problems
from heard.domain.workflows.rules.shape import shape_problems
from heard.kernel import clock
from heard.kernel.checked import added, changed
from heard.kernel.errors import InvalidInput, Refused

if TYPE_CHECKING:
    from heard.kernel.actor import Actor

# What a workflow begins with, so that its picture is never empty.
FIRST_STAGE: dict[str, Any] = {"stages": [{"code": "received", "name": "Received", "status": "received"}]}


@transaction.atomic
def add_workflow(*, name: str, actor: Actor, code: str = "", definition: dict[str, Any] | None = None) -> Workflow:
    """A new workflow. With a definition it is published at once; without, it begins as a draft of one stage."""
    workflow = added(Workflow(name=name, code=code or _free_code(name)))
    record("workflow.added", actor=actor, subject=workflow.id, code=workflow.code)
    version = draft_of(workflow, actor=actor)
    if definition is not None:
        publish(change_draft(version, definition=definition, actor=actor), actor=actor)
    return workflow


@transaction.atomic
def change_workflow(workflow: Workflow, *, actor: Actor, **columns: Any) -> None:
    """Another name."""
    if names := changed(workflow, columns):
        record("workflow.changed", actor=actor, subject=workflow.id, code=workflow.code, fields=names)


@transaction.atomic
def draft_of(workflow: Workflow, *, actor: Actor) -> WorkflowVersion:
    """The draft: the one there is, or a new one that begins as what is published now."""
    Workflow.objects.select_for_update().get(pk=workflow.pk)
    if begun := draft(workflow.id):
        return begun
    newest = current_version(workflow.id)
    version = WorkflowVersion.objects.create(
        workflow=workflow,
        number=newest.number + 1 if newest else 1,
        definition=newest.definition if newest else FIRST_STAGE,
    )
    record("workflow.drafted", actor=actor, subject=workflow.id, code=workflow.code, number=version.number)
    return version


@transaction.atomic
def change_draft(version: WorkflowVersion, *, definition: dict[str, Any], actor: Actor) -> WorkflowVersion:
    """Keep what was changed. It may have faults as yet, but must be a workflow at all."""
    current = _locked_draft(version)
    if wrong := shape_problems(definition):
        raise InvalidInput(dict(wrong))
    if current.definition != definition:
        current.definition = definition
        current.save(update_fields=["definition"])
        record("workflow.draft_changed", actor=actor, subject=current.workflow_id, number=current.number)
    return current


@transaction.atomic
def publish(version: WorkflowVersion, *, actor: Actor, known: Known | None = None) -> WorkflowVersion:
    """New cases begin on it from now on; running ones finish on theirs. InvalidInput names every fault by its place."""
    current = _locked_draft(version)
    if wrong := problems(current.definition, known or known_teams()):
        raise InvalidInput(dict(wrong))
    current.published_at = clock.now()
    current.save(update_fields=["published_at"])
    record("workflow.published", actor=actor, subject=current.workflow_id, number=current.number)
    return current


@transaction.atomic
def discard_draft(version: WorkflowVersion, *, actor: Actor) -> None:
    """Forget what was changed. Of a workflow that was never published, the draft is all there is: it begins anew."""
    current = _locked_draft(version)
    record("workflow.draft_discarded", actor=actor, subject=current.workflow_id, number=current.number)
    if current_version(current.workflow_id):
        current.delete()
    else:
        current.definition = FIRST_STAGE
        current.save(update_fields=["definition"])


def _locked_draft(version: WorkflowVersion) -> WorkflowVersion:
    current = WorkflowVersion.objects.select_for_update().filter(pk=version.pk).first()
    if current is None or current.published_at is not None:
        raise Refused(_("This version is published and never changes. Change the draft."))
    return current


def _free_code(name: str) -> str:
    stem = slugify(name)[:50] or "workflow"
    taken = set(Workflow.objects.filter(code__startswith=stem).values_list("code", flat=True))
    return next(code for n in range(1, len(taken) + 2) if (code := stem if n == 1 else f"{stem}-{n}") not in taken)
