"""Open cases whose dates hang on something: a calendar, a team, a service. In batches, by id."""

from __future__ import annotations

from typing import TYPE_CHECKING

from heard.domain.cases.models import OPEN, Case

if TYPE_CHECKING:
    from uuid import UUID

# By what a date may hang on, where a case has it.
DATED_BY = {"calendar": "team__calendar", "team": "team", "service": "service"}


def open_cases_dated_by(what: str, row_id: UUID, *, after: UUID | None, limit: int) -> list[Case]:
    """The next open cases whose dates go by this row."""
    found = Case.objects.filter(OPEN, **{DATED_BY[what]: row_id}).only("id").order_by("id")
    return list((found.filter(id__gt=after) if after else found)[:limit])
