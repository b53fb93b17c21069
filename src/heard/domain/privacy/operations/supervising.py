"""Writing down that somebody looked at how colleagues look."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from heard.domain.journal.operations import record

if TYPE_CHECKING:
    from uuid import UUID

    from heard.kernel.actor import Actor


@transaction.atomic
def note_supervision(*, actor: Actor, days: int, colleague: UUID | None = None) -> None:
    """A manager or administrator saw the figures, or one colleague's looks."""
    record("looks.supervised", actor=actor, subject=colleague, days=days)
