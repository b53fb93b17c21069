"""A case's dates after its calendar or its target was changed in the settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from heard.domain.cases.operations import clocks
from heard.domain.cases.operations.locking import locked, save
from heard.domain.journal.operations import record

if TYPE_CHECKING:
    from heard.domain.cases.models import Case
    from heard.kernel.actor import Actor


@transaction.atomic
def move_dates(case: Case, *, by_target: bool, actor: Actor) -> bool:
    """Count the open deadlines anew; whether a date moved. A case closed meanwhile keeps its dates.

    Only a changed target starts or ends clocks: a changed calendar moves those that run.
    """
    current = locked(case)
    if not current.is_open or current.team is None:
        return False
    before = current.respond_by, current.resolve_by
    if by_target:
        clocks.restart_targets(current)
    else:
        clocks.recompute(current)
    after = current.respond_by, current.resolve_by
    if after == before:
        return False
    save(current, *clocks.DATES)
    respond, resolve = (at.isoformat() if at else None for at in after)
    record("case.dates_changed", actor=actor, case=case.id, public=True, respond_by=respond, resolve_by=resolve)
    return True
