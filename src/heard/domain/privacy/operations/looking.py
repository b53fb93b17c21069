"""Writing down that staff looked at somebody's record, and what for."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from heard.domain.journal.operations import past_entry, record_past
from heard.domain.privacy.queries.looks import looked_lately
from heard.domain.privacy.rules.purposes import Purpose
from heard.kernel import clock
from heard.kernel.actor import staff as staff_actor

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

    from heard.domain.teams.models import Staff

ONE_LOOK = timedelta(minutes=30)  # a page that is opened again, or renews its parts, is the same look


def note_look(person_id: UUID, *, staff: Staff, purpose: str, subject: UUID | None = None) -> None:
    """`staff` was shown this person's record. `subject`: the case it was about, where there is one."""
    note_looks([person_id], staff=staff, purpose=purpose, subject=subject)


def note_looks(person_ids: Iterable[UUID], *, staff: Staff, purpose: str, subject: UUID | None = None) -> None:
    """The same for everybody whose details a list showed: two statements, however many."""
    looked = set(person_ids)
    if not looked:
        return
    purpose, now = Purpose(purpose).value, clock.now()
    looked -= looked_lately(looked, staff_id=staff.id, purpose=purpose, subject_id=subject, since=now - ONE_LOOK)
    actor = staff_actor(staff.id)
    entries = [
        past_entry("person.looked", actor=actor, at=now, person=person_id, subject=subject, purpose=purpose)
        for person_id in sorted(looked)
    ]
    if entries:
        record_past(entries)
