"""A case gets an owner, and the owner is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from heard.domain.cases.operations import keeping
from heard.kernel import live

if TYPE_CHECKING:
    from heard.domain.cases.models import Case
    from heard.domain.teams.models import Staff
    from heard.kernel.actor import Actor


@transaction.atomic
def assign_case(case: Case, *, owner: Staff | None, actor: Actor) -> Case:
    """Make `owner` the owner, or nobody."""
    kept = keeping.set_owner(case, owner=owner, actor=actor)
    if owner and owner.id != actor.id:
        live.announce(f"staff:{owner.id}", kind="case.assigned")
    return kept
