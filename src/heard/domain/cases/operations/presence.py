"""That somebody writes an answer. Not history: an unlogged row of the moment, and no journal entry."""

from __future__ import annotations

from typing import TYPE_CHECKING

from heard.domain.cases.models import Case, Viewer
from heard.kernel import clock, ids, live

if TYPE_CHECKING:
    from uuid import UUID


def note_writing(case: Case, *, staff_id: UUID) -> None:
    """Mark every page this colleague has open on the case, or the one that has no live connection."""
    now = clock.now()
    marked = Viewer.objects.filter(case_id=case.id, staff_id=staff_id).update(writing_at=now, seen_at=now)
    if not marked:
        Viewer.objects.create(connection=ids.new_id(), case_id=case.id, staff_id=staff_id, seen_at=now, writing_at=now)
    live.announce(f"case:{case.id}", kind="writing")
