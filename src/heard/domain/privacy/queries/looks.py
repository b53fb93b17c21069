"""Reading who looked at whose record: for the person it is about, and for those who supervise."""

from __future__ import annotations

from typing import TYPE_CHECKING

from heard.domain.journal.models import Entry

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime
    from uuid import UUID

LOOKED = "person.looked"


def looked_lately(
    person_ids: Iterable[UUID], *, staff_id: UUID, purpose: str, subject_id: UUID | None, since: datetime
) -> set[UUID]:
    """Those of these people at whom this colleague looked since then, for the same purpose and subject."""
    return set(
        Entry.objects.filter(
            kind=LOOKED,
            person_id__in=list(person_ids),
            at__gt=since,
            actor_id=staff_id,
            subject_id=subject_id,
            data__purpose=purpose,
        )
        .values_list("person_id", flat=True)
        .iterator()
    )
