"""A calendar or a target was changed: the open deadlines that go by it are counted anew, a batch at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from heard.domain.cases.operations.dates import move_dates
from heard.domain.cases.queries.dated import open_cases_dated_by
from heard.kernel import queue
from heard.kernel.actor import SYSTEM

if TYPE_CHECKING:
    from uuid import UUID

BATCH = 200


def recompute_deadlines(what: str, row_id: UUID, *, after: UUID | None = None) -> int:
    """Move the dates of the next batch (`what`: calendar, team or service), queue the one behind it; how many moved.

    Run twice it changes nothing: a date that is right already is left alone, and nothing is said about it.
    """
    cases = open_cases_dated_by(what, row_id, after=after, limit=BATCH)
    moved = sum(move_dates(case, by_target=what == "service", actor=SYSTEM) for case in cases)
    if len(cases) == BATCH:
        queue.defer("recompute_deadlines", what=what, row_id=row_id, after=cases[-1].id)
    return moved
