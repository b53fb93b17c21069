"""Who worked on cases of whom, and when: read from the journal."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from heard.domain.cases.models import Case
from heard.domain.journal.models import Entry

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime
    from uuid import UUID


def work_on_cases_of(
    people: Collection[UUID], *, staff: Collection[UUID], since: datetime
) -> dict[tuple[UUID, UUID], list[datetime]]:
    """By colleague and person, the moments at which the one did something to a case of the other. Two queries."""
    cases = Case.objects.filter(person__in=people).order_by().values_list("pk", "person_id")
    person_of = dict(cases)
    done = Entry.objects.filter(case_id__in=list(person_of), actor_id__in=staff, at__gte=since)
    found: dict[tuple[UUID, UUID], list[datetime]] = defaultdict(list)
    for staff_id, case_id, at in done.values_list("actor_id", "case_id", "at"):
        if staff_id and case_id:
            found[staff_id, person_of[case_id]].append(at)
    return found
