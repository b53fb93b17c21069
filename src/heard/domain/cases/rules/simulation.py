"""What another promise would have meant for work that is done: how much of it would have been in time. Pure."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

from heard.domain.teams.rules.targets import Target, due

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime
    from uuid import UUID

    from heard.domain.teams.rules.calendar import BusinessCalendar

# What one may ask for, in working days: the first of these that keeps the share is suggested.
DAYS = (0, 1, 2, 3, 4, 5, 7, 10, 15, 20, 30, 45, 60, 90, 120)
WANTED = 0.9


@dataclass(frozen=True, slots=True)
class Run:
    """From the report to the end of one case. `held_seconds`: business time in which it waited for the resident."""

    started_at: datetime
    ended_at: datetime
    calendar: UUID
    held_seconds: int = 0
    target: str = ""  # what was promised then
    met: bool | None = None  # how that ended


@dataclass(frozen=True, slots=True)
class Share:
    """How many of how many."""

    met: int
    of: int

    @property
    def percent(self) -> int:
        """In whole percent, never rounded up to all nor down to none."""
        if not self.of:
            return 0
        exact = 100 * self.met / self.of
        return min(99, max(1, round(exact))) if 0 < self.met < self.of else round(exact)


def share_met(runs: Sequence[Run], target: Target, calendars: Mapping[UUID, BusinessCalendar]) -> Share:
    """With this promise, on these calendars."""
    met = sum(
        run.ended_at <= due(calendars[run.calendar], run.started_at, target, held_seconds=run.held_seconds)
        for run in runs
    )
    return Share(met, len(runs))


def share_as_promised(runs: Sequence[Run], calendars: Mapping[UUID, BusinessCalendar]) -> Share:
    """With the promises there were, on these calendars."""
    promised = [run for run in runs if run.target]
    met = sum(share_met([run], Target.parse(run.target), calendars).met for run in promised)
    return Share(met, len(promised))


def share_as_it_was(runs: Sequence[Run]) -> Share:
    """As it went: what met its deadline, of what had one."""
    judged = [run for run in runs if run.met is not None]
    return Share(sum(run.met is True for run in judged), len(judged))


def shares_by_days(runs: Sequence[Run], calendars: Mapping[UUID, BusinessCalendar]) -> dict[int, Share]:
    """For each number of working days one may promise: how many would have kept it."""
    needed = Counter(_days_needed(run, calendars[run.calendar]) for run in runs)
    met = accumulate(needed[days] for days in DAYS)
    return {days: Share(so_far, len(runs)) for days, so_far in zip(DAYS, met, strict=True)}


def days_for(shares: Mapping[int, Share], *, wanted: float = WANTED) -> int | None:
    """The fewest working days that so large a share would have kept; None where not even the most would do."""
    return next((days for days, share in shares.items() if share.of and share.met >= wanted * share.of), None)


def _days_needed(run: Run, calendar: BusinessCalendar) -> int | None:
    """A longer promise is never due earlier, so what would have done is searched for, not tried one by one."""

    def due_after(days: int) -> datetime:
        return due(calendar, run.started_at, Target(days, "d"), held_seconds=run.held_seconds)

    at = bisect_left(DAYS, run.ended_at, key=due_after)
    return DAYS[at] if at < len(DAYS) else None
