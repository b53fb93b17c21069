"""Keeping what was applied."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from heard.domain.configuration.models import Applied
from heard.domain.journal.operations import record

if TYPE_CHECKING:
    from heard.domain.configuration.rules.differences import Change
    from heard.domain.configuration.rules.shapes import Setup
    from heard.kernel.actor import Actor


@transaction.atomic
def note_applied(*, before: Setup, plan: list[Change], actor: Actor, undoes: Applied | None = None) -> Applied:
    """Files were applied: what was before in the sections they changed, and what they changed."""
    touched = sorted({change.section for change in plan})
    applied = Applied.objects.create(
        staff_id=actor.id if actor.is_staff else None,
        before={name: items for name, items in before.items() if name in touched},
        plan=[change.as_data() for change in plan],
        undoes=undoes,
    )
    kind = "configuration.rolled_back" if undoes else "configuration.applied"
    record(kind, actor=actor, subject=applied.id, sections=touched, changes=len(plan))
    return applied
