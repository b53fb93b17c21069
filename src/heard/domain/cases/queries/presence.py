"""Who is looking at a case right now, and who is writing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from heard.domain.cases.models import Case, Viewer
from heard.domain.teams.models import Staff
from heard.kernel import clock

if TYPE_CHECKING:
    from uuid import UUID

PRESENT_FOR = timedelta(minutes=2)  # after a connection died without a word
WRITING_FOR = timedelta(seconds=20)


@dataclass(frozen=True, slots=True)
class Present:
    """A colleague who has the case open."""

    name: str
    writing: bool


def colleagues_at(case: Case, *, besides: UUID) -> list[Present]:
    """Everyone else who has this case open, those who write first: two queries."""
    now = clock.now()
    rows = Viewer.objects.filter(case_id=case.id, seen_at__gte=now - PRESENT_FOR).exclude(staff_id=besides)
    writing: dict[UUID, bool] = {}
    for row in rows:
        is_writing = row.writing_at is not None and row.writing_at >= now - WRITING_FOR
        writing[row.staff_id] = writing.get(row.staff_id, False) or is_writing
    names = Staff.objects.filter(pk__in=writing).values_list("pk", "name") if writing else ()
    found = [Present(name, writing[pk]) for pk, name in names]
    return sorted(found, key=lambda present: (not present.writing, present.name))
