"""Further cases of a case: tied to it when they are opened, told of when they end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from heard.domain.cases.operations.locking import locked_open, save
from heard.domain.journal.operations import record

if TYPE_CHECKING:
    from heard.domain.cases.models import Case
    from heard.kernel.actor import Actor


@transaction.atomic
def tie_to_parent(child: Case, *, parent: Case, actor: Actor) -> Case:
    """Make a new case the child of another. What comes of a confidential case is confidential itself."""
    current = locked_open(parent)
    child.parent = current
    child.confidential = child.confidential or current.confidential
    save(child, "parent", "confidential")
    record(
        "case.child_opened",
        actor=actor,
        case=current.id,
        subject=child.id,
        child=str(child.id),
        service=child.service.code,
    )
    return child


def note_child_closed(child: Case, *, actor: Actor) -> None:
    """Tell the parent's record how it ended."""
    record(
        "case.child_closed",
        actor=actor,
        case=child.parent_id,
        subject=child.id,
        child=str(child.id),
        outcome=child.outcome,
    )
