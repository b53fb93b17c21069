"""Working time: when a team is open, and what "in four working hours" or "in five working days" comes to.

Instants go in aware and come out in UTC. What was promised is in `targets`; how a case is doing is in the cases' rules.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from datetime import MAXYEAR, UTC, date, datetime, timedelta
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from . import calendar_data
from .hours import DAYS, InvalidCalendar, Week, Window
from .timeline import NOTHING, Span, Year, lay_out

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from zoneinfo import ZoneInfo

    from heard.domain.teams.models import Calendar

    from .public_holidays import PublicHolidays

# A calendar may rest this many years in a row (a pool that opens for the games); more, and nothing is ever due.
MOST_EMPTY_YEARS = 2


class NoWorkingTime(InvalidCalendar):
    """Counting forwards (or back) finds no open hour."""

    def __init__(self) -> None:
        super().__init__(_("This calendar has no working time in the next two years. Add opening hours to it."))


@dataclass(frozen=True)
class BusinessCalendar:
    """When a team works. Two calendars that say the same are equal and share what has been worked out about them."""

    zone: ZoneInfo
    week: Week
    closures: frozenset[date] = frozenset()
    special_days: tuple[tuple[date, tuple[Window, ...]], ...] = ()
    holidays: PublicHolidays | None = None

    def __post_init__(self) -> None:
        if len(self.week) != len(DAYS):
            raise InvalidCalendar(_("A week has seven days."))
        if not any(self.week) and not any(windows for _day, windows in self.special_days):
            raise NoWorkingTime
        both = self.closures & {day for day, _windows in self.special_days}
        if both:
            raise InvalidCalendar(
                _("%(day)s is closed and has special hours. Keep one of the two.") % {"day": min(both).isoformat()}
            )

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> BusinessCalendar:
        """Read what `to_data` writes, {"zone": …, "windows": […], "closures": […], "special_days": […], …}."""
        return cls(**calendar_data.read(data))

    @classmethod
    def of(cls, row: Calendar) -> BusinessCalendar:
        """The calendar a row of the database describes."""
        return cls.from_data(vars(row))

    def to_data(self) -> dict[str, Any]:
        return calendar_data.write(self.zone, self.week, self.closures, self.special_days, self.holidays)

    def add(self, start: datetime, seconds: float) -> datetime:
        """The instant at which so much working time has passed. Falling on closing time, it is closing time."""
        if seconds < 0:
            return self.subtract(start, -seconds)
        start, left = _utc(start), timedelta(seconds=seconds)
        if not left:
            return start if self._counts_at(start) else self.next_opening(start)
        for year in self._years_from(start):
            done = year.worked_until(start)
            if left <= year.total - done:
                return year.earliest(done + left)
            left -= year.total - done
        raise NoWorkingTime

    def subtract(self, end: datetime, seconds: float) -> datetime:
        """The instant from which so much working time leads to `end`. Falling on opening time, it is opening time."""
        if seconds < 0:
            return self.add(end, -seconds)
        end, left = _utc(end), timedelta(seconds=seconds)
        if not left:
            return end if self._counts_at(end) else self._last_closing(end)
        for year in self._years_back_from(end):
            done = year.worked_until(end)
            if left <= done:
                return year.latest(done - left)
            left -= done
        raise NoWorkingTime

    def between(self, start: datetime, end: datetime) -> float:
        """Seconds of working time from one instant to another; negative when `end` comes first."""
        start, end = _utc(start), _utc(end)
        first, last = sorted((self._local_year(start), self._local_year(end)))
        years = (self._year(number) for number in range(first - 1, last + 1))
        return sum(
            (year.worked_until(end) - year.worked_until(start) for year in years),
            NOTHING,
        ).total_seconds()

    def is_open(self, at: datetime) -> bool:
        at = _utc(at)
        span = self._span_before(at)
        return span is not None and at < span.closes

    def next_opening(self, at: datetime) -> datetime:
        """The first instant from `at` on when somebody is there: `at` itself while open."""
        at = _utc(at)
        return at if self.is_open(at) else self._span_after(at).opens

    def add_working_days(self, start: datetime, days: int) -> datetime:
        """The last closing of the n-th working day after the one `start` counts for; nought is that day's own closing.

        What arrives after closing or on a holiday counts for the next working day, as if handed in at its opening.
        """
        if days < 0:
            raise ValueError(_("Working days are counted forwards."))
        first = self._counting_day(_utc(start))
        left = days
        for year in self._years(first.year, +1):
            begun = bisect_right(year.days, first) - 1 if year.days and first >= year.days[0] else 0
            if begun + left < len(year.days):
                return year.closing(year.days[begun + left])
            left -= len(year.days) - begun
        raise NoWorkingTime

    def subtract_working_days(self, end: datetime, days: int) -> datetime:
        """The first opening of the n-th working day before the one `end` lies in; nought is that day's own opening.

        What ends on a closed day, or before opening, counts for the working day before.
        """
        if days < 0:
            raise ValueError(_("Working days before a date are counted backwards."))
        left, day = days, None
        for year in self._years_back_from(_utc(end)):
            if day is None:
                span = year.span_before(_utc(end))
                if span is None:
                    continue
                day = span.day
            begun = bisect_right(year.days, day)
            if left < begun:
                return year.opening(year.days[begun - 1 - left])
            left -= begun
        raise NoWorkingTime

    def working_day(self, at: datetime) -> date:
        """The day people mean by this instant: midnight at the end of Tuesday's hours is still Tuesday."""
        at = _utc(at)
        span = self._span_before(at - timedelta.resolution)
        return span.day if span is not None and at <= span.closes else at.astimezone(self.zone).date()

    def end_of_day(self, at: datetime) -> datetime:
        """The last closing of the working day `at` falls on (or of the next one)."""
        return self.add_working_days(at, 0)

    def hours_on(self, day: date) -> tuple[Window, ...]:
        """The windows that open on this day: its special hours, none when closed, else those of its weekday."""
        special = self._special.get(day)
        if special is not None:
            return special
        closed = day in self.closures or (self.holidays is not None and day in self.holidays)
        return () if closed else self.week[day.weekday()]

    @cached_property
    def _special(self) -> dict[date, tuple[Window, ...]]:
        return dict(self.special_days)

    @cached_property
    def _laid_out(self) -> dict[int, Year]:
        return _years_of(self)

    def _year(self, number: int) -> Year:
        year = self._laid_out.get(number)
        if year is None:
            year = self._laid_out[number] = lay_out(number, self.hours_on, self.zone)
        return year

    def _local_year(self, at: datetime) -> int:
        return at.astimezone(self.zone).year

    def _years_from(self, at: datetime) -> Iterator[Year]:
        # The year before too: its last night shift may still be at work.
        return self._years(self._local_year(at) - 1, +1)

    def _years_back_from(self, at: datetime) -> Iterator[Year]:
        return self._years(self._local_year(at), -1)

    def _years(self, number: int, step: int) -> Iterator[Year]:
        """Years one after another, until too many in a row are empty."""
        empty = 0
        while empty <= MOST_EMPTY_YEARS and 1 < number < MAXYEAR:
            year = self._year(number)
            empty = 0 if year.spans else empty + 1
            yield year
            number += step

    def _span_before(self, at: datetime) -> Span | None:
        number = self._local_year(at)
        return self._year(number).span_before(at) or self._year(number - 1).span_before(at)

    def _span_after(self, at: datetime) -> Span:
        for year in self._years_from(at):
            span = year.span_after(at)
            if span is not None:
                return span
        raise NoWorkingTime

    def _last_closing(self, at: datetime) -> datetime:
        for year in self._years_back_from(at):
            span = year.span_before(at)
            if span is not None:
                return min(span.closes, at)
        raise NoWorkingTime

    def _counts_at(self, at: datetime) -> bool:
        """Open, or closing at this very instant: the two ends of a window both belong to working time."""
        span = self._span_before(at)
        return span is not None and at <= span.closes

    def _counting_day(self, at: datetime) -> date:
        span = self._span_before(at)
        return span.day if span is not None and at <= span.closes else self._span_after(at).day


def _utc(at: datetime) -> datetime:
    if at.tzinfo is None:
        raise ValueError("Working time is counted between aware instants; this one has no zone.")
    return at.astimezone(UTC)


# By value, not by object: every request builds its team's calendar anew from the database.
@lru_cache(maxsize=64)
def _years_of(_calendar: BusinessCalendar) -> dict[int, Year]:
    return {}
