"""The team is told that a date comes near: once for each deadline."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from heard.domain.cases.operations import clocks
from heard.domain.cases.operations.locking import locked
from heard.domain.journal.operations import record
from heard.kernel import live

if TYPE_CHECKING:
    from heard.domain.cases.models import Case
    from heard.kernel.actor import Actor


@transaction.atomic
def warn(case: Case, *, actor: Actor) -> None:
    """Write it on the case and tell its owner or team; set the next moment to warn, if a later deadline has one."""
    current = locked(case)
    warned_at, current.warn_at = current.warn_at, clocks.next_warning(current)
    current.save(update_fields=["warn_at"])
    record(
        "case.due_soon",
        actor=actor,
        case=current.id,
        warned_at=warned_at.isoformat() if warned_at else None,
        due=current.resolve_by.isoformat() if current.resolve_by else None,
    )
    live.announce(f"staff:{current.owner_id}" if current.owner_id else f"team:{current.team_id}", kind="case.due_soon")
