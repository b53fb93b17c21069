"""The status machine: which moves a case may make, and when it may be reopened."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from heard.domain.cases.models import Case, Outcome, Status

if TYPE_CHECKING:
    from datetime import datetime

MOVES: dict[str, frozenset[str]] = {
    Status.RECEIVED: frozenset({Status.IN_PROGRESS, Status.WAITING, Status.CLOSED}),
    Status.IN_PROGRESS: frozenset({Status.WAITING, Status.CLOSED}),
    Status.WAITING: frozenset({Status.IN_PROGRESS, Status.CLOSED}),
    Status.CLOSED: frozenset({Status.IN_PROGRESS}),
}
# These ends are nobody's success or failure: their clocks are not counted.
NOT_COUNTED = frozenset({Outcome.CANCELLED, Outcome.DUPLICATE})


def may_move(case: Case, to: str) -> bool:
    """Whether the case may go from where it stands to `to`."""
    return to in MOVES[case.status]


def may_say_not_fixed(case: Case, *, now: datetime, reopen_days: int) -> bool:
    """Whether a resident's "no, it was not fixed" reopens the case: closed, not merged, within the service's period."""
    if case.status != Status.CLOSED or case.merged_into_id or case.closed_at is None:
        return False
    return now <= case.closed_at + timedelta(days=reopen_days)


def may_merge(duplicate: Case, into: Case) -> bool:
    """Whether `duplicate` may be merged into another: both whole, not the same, no chains, equally confidential.

    The confidential must not leak into a case that more people read.
    """
    return (
        duplicate.id != into.id
        and duplicate.merged_into_id is None
        and into.merged_into_id is None
        and duplicate.confidential == into.confidential
        and (not duplicate.confidential or duplicate.team_id == into.team_id)
    )
