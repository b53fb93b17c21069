"""The open hours of one year laid out in UTC, so that counting working time is a search and not a walk.

A window belongs to the day it opens on: the night shift of 31 December is part of that year, wherever it ends.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import accumulate
from typing import TYPE_CHECKING

from .hours import DAY, Window

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

NOTHING = timedelta()
SECOND = timedelta(seconds=1)
Hours = Callable[[date], tuple[Window, ...]]


@dataclass(frozen=True, slots=True)
class Span:
    """One unbroken stretch of open time."""

    opens: datetime
    closes: datetime
    day: date


@dataclass(frozen=True, slots=True)
class Year:
    """The spans of a local year in order; `worked[i]` is the working time of the year before span i."""

    spans: tuple[Span, ...]
    opens: tuple[datetime, ...]
    worked: tuple[timedelta, ...]
    days: tuple[date, ...]

    @property
    def total(self) -> timedelta:
        return self.worked[-1]

    def worked_until(self, at: datetime) -> timedelta:
        """Working time of this year up to `at`: nothing before it, everything after it."""
        index = bisect_right(self.opens, at) - 1
        if index < 0:
            return NOTHING
        span = self.spans[index]
        return self.worked[index] + min(at, span.closes) - span.opens

    def earliest(self, worked: timedelta) -> datetime:
        """When this much was first worked: a closing rather than the opening after it. Needs 0 < worked <= total."""
        index = bisect_left(self.worked, worked) - 1
        return self.opens[index] + (worked - self.worked[index])

    def latest(self, worked: timedelta) -> datetime:
        """Until when no more was worked: an opening rather than the closing before it. Needs worked < total."""
        index = bisect_right(self.worked, worked) - 1
        return self.opens[index] + (worked - self.worked[index])

    def span_before(self, at: datetime) -> Span | None:
        """The last span that has opened by `at`, whether or not it has closed since."""
        index = bisect_right(self.opens, at) - 1
        return self.spans[index] if index >= 0 else None

    def span_after(self, at: datetime) -> Span | None:
        index = bisect_right(self.opens, at)
        return self.spans[index] if index < len(self.spans) else None

    def opening(self, day: date) -> datetime:
        """The first opening of a working day of this year."""
        return self.spans[bisect_left(self.spans, day, key=lambda span: span.day)].opens

    def closing(self, day: date) -> datetime:
        """The last closing of a working day of this year."""
        return self.spans[bisect_right(self.spans, day, key=lambda span: span.day) - 1].closes


def lay_out(year: int, hours: Hours, zone: ZoneInfo) -> Year:
    spans = tuple(_spans(year, hours, zone))
    lengths = (span.closes - span.opens for span in spans)
    return Year(
        spans=spans,
        opens=tuple(span.opens for span in spans),
        worked=tuple(accumulate(lengths, initial=NOTHING)),
        days=tuple(sorted({span.day for span in spans})),
    )


def _spans(year: int, hours: Hours, zone: ZoneInfo) -> Iterator[Span]:
    """Every window of the year; where two overlap (a night shift and the morning after), the time counts once."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    before = first - timedelta(days=1)
    until = max(
        (_moment(before, w.closes, zone) for w in hours(before)),
        default=_moment(first, 0, zone),
    )
    for number in range((last - first).days + 1):
        day = first + timedelta(days=number)
        for window in hours(day):
            opens, closes = (
                max(_moment(day, window.opens, zone), until),
                _moment(day, window.closes, zone),
            )
            if opens < closes:
                yield Span(opens, closes, day)
                until = closes


def _moment(day: date, minute: int, zone: ZoneInfo) -> datetime:
    """The instant a clock on the wall first shows this time, or has jumped past it.

    An hour that comes twice counts from its first coming; an hour that is skipped is the instant of the jump. Windows
    that touch therefore still touch, and what lies between is real elapsed time.
    """
    local = datetime.combine(day + timedelta(days=minute // DAY), time(minute % DAY // 60, minute % 60))
    late = local.replace(tzinfo=zone).astimezone(UTC)
    if late.astimezone(zone).replace(tzinfo=None) == local:
        return late
    return _jump(local.replace(tzinfo=zone, fold=1).astimezone(UTC), late, zone)


def _jump(before: datetime, after: datetime, zone: ZoneInfo) -> datetime:
    """The first second in between at which the zone's clock has been put forward."""
    late = after.astimezone(zone).utcoffset()

    def jumped(passed: int) -> bool:
        return (before + passed * SECOND).astimezone(zone).utcoffset() == late

    seconds = range(int((after - before) / SECOND) + 1)
    return before + bisect_left(seconds, True, key=jumped) * SECOND  # noqa: FBT003 -- what is searched for
