"""The clocks of a case: how they start, are held, stop, and how they stand. Rows and journal are the operations' work.

A clock is a value: every function returns a new one (or the same when there is nothing to change). Time held counts
on the calendar the clock runs on, so waiting over a weekend costs an office nothing.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields, replace
from typing import TYPE_CHECKING, Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from heard.domain.cases.models import CaseClock, ClockKind, Verdict
from heard.domain.teams.rules.targets import Target, due

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from heard.domain.teams.rules.calendar import BusinessCalendar

# How much of the promised time may pass before the team is told that the date comes near.
WARN_AFTER = 0.75


class State(TextChoices):
    """How a clock stands at a moment."""

    ON_TIME = "on_time", _("On time")
    DUE_SOON = "due_soon", _("Due soon")
    LATE = "late", _("Late")
    PAUSED = "paused", _("Paused")
    ENDED = "ended", _("Ended")


@dataclass(frozen=True, slots=True)
class Clock:
    """One deadline. `paused_seconds` is the working time held so far, without the hold that still goes on."""

    kind: ClockKind
    started_at: datetime
    target: Target
    due_at: datetime
    paused_since: datetime | None = None
    paused_seconds: int = 0
    stopped_at: datetime | None = None
    verdict: Verdict | None = None

    @classmethod
    def of(cls, row: CaseClock) -> Clock:
        values = {field.name: getattr(row, field.name) for field in fields(cls)}
        verdict = Verdict(row.verdict) if row.verdict else None
        return cls(**values | {"kind": ClockKind(row.kind), "target": Target.parse(row.target), "verdict": verdict})

    def as_columns(self) -> dict[str, Any]:
        """The values of its row."""
        return asdict(self) | {"target": str(self.target), "verdict": self.verdict or ""}

    @property
    def is_running(self) -> bool:
        """Not stopped; a clock that is held still runs on."""
        return self.stopped_at is None


def start(kind: ClockKind, *, at: datetime, target: Target, calendar: BusinessCalendar) -> Clock:
    return Clock(kind, at, target, due(calendar, at, target))


def pause(clock: Clock, *, at: datetime) -> Clock:
    """Hold the clock: the council waits for the resident."""
    return replace(clock, paused_since=at) if clock.is_running and not clock.paused_since else clock


def resume(clock: Clock, *, at: datetime, calendar: BusinessCalendar) -> Clock:
    """Go on; the deadline moves by the working time held."""
    if not clock.is_running or clock.paused_since is None:
        return clock
    held = max(0, round(clock.target.clock_of(calendar).between(clock.paused_since, at)))
    longer = replace(clock, paused_since=None, paused_seconds=clock.paused_seconds + held)
    return recompute(longer, calendar=calendar) if held else longer


def stop(clock: Clock, *, at: datetime, calendar: BusinessCalendar) -> Clock:
    """What was promised is done: met up to the very instant it was due, missed after it."""
    if not clock.is_running:
        return clock
    done = resume(clock, at=at, calendar=calendar)
    return replace(done, stopped_at=at, verdict=Verdict.MET if at <= done.due_at else Verdict.MISSED)


def cancel(clock: Clock, *, at: datetime) -> Clock:
    """The case was a duplicate or withdrawn: nothing is owed any more, so nothing can be late.

    A hold stays as it was, so that a merge taken back finds the clock as it left it.
    """
    return replace(clock, stopped_at=at, verdict=Verdict.CANCELLED) if clock.is_running else clock


def recompute(clock: Clock, *, calendar: BusinessCalendar, target: Target | None = None) -> Clock:
    """The deadline after a calendar or a target was changed. One that has ended keeps what was promised then.

    Time already held stays as it was counted: the old calendar was right about it.
    """
    if not clock.is_running:
        return clock
    target = target or clock.target
    moved = due(calendar, clock.started_at, target, held_seconds=clock.paused_seconds)
    return replace(clock, target=target, due_at=moved)


def reopen(ended: Clock, *, at: datetime, calendar: BusinessCalendar) -> Clock:
    """A fresh clock with the same promise; the one that ended keeps its verdict."""
    return start(ended.kind, at=at, target=ended.target, calendar=calendar)


def contacted(
    running: Clock | None, kind: ClockKind, *, at: datetime, target: Target, calendar: BusinessCalendar
) -> Clock:
    """The clock after the resident has written: one that runs already is not moved by being asked again."""
    if running is not None and running.is_running:
        return running
    return start(kind, at=at, target=target, calendar=calendar)


def updated(clock: Clock, *, at: datetime, calendar: BusinessCalendar) -> tuple[Clock, Clock]:
    """The update clock after the resident was told something: the one that ends, and the next."""
    return stop(clock, at=at, calendar=calendar), start(clock.kind, at=at, target=clock.target, calendar=calendar)


def first_unanswered(contacts: Iterable[datetime], replies: Iterable[datetime]) -> datetime | None:
    """The contact a first response is owed for: the earliest that no reply has followed."""
    answered = max(replies, default=None)
    return min((at for at in contacts if answered is None or at > answered), default=None)


def remaining_seconds(clock: Clock, now: datetime, *, calendar: BusinessCalendar) -> float:
    """Working time left; negative is how late it is. Held or stopped, it stays what it was then."""
    until = clock.stopped_at or clock.paused_since or now
    return clock.target.clock_of(calendar).between(until, clock.due_at)


def warn_at(clock: Clock, *, calendar: BusinessCalendar) -> datetime | None:
    """When to tell the team, in its own working hours and before the deadline. Nobody is hurried while it is held."""
    if not clock.is_running or clock.paused_since:
        return None
    counting = clock.target.clock_of(calendar)
    promised = counting.between(clock.started_at, clock.due_at) - clock.paused_seconds
    return counting.subtract(clock.due_at, promised * (1 - WARN_AFTER))


def state(clock: Clock, now: datetime, *, calendar: BusinessCalendar) -> State:
    """How the clock stands. Holding a clock that is late does not undo that; what has ended is never late."""
    if not clock.is_running:
        return State.ENDED
    if (clock.paused_since or now) > clock.due_at:
        return State.LATE
    warning = warn_at(clock, calendar=calendar)
    if warning is None:
        return State.PAUSED
    return State.DUE_SOON if now >= warning else State.ON_TIME
