"""A calendar's hours in words: "open today 09:00–12:00, 13:00–17:00; closed next: Thursday 26 November"."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from heard.domain.teams.rules.calendar import BusinessCalendar
    from heard.domain.teams.rules.hours import Window

FURTHEST = 366


@dataclass(frozen=True, slots=True)
class ComingDay:
    """A day with hours unlike its weekday's, or a holiday: what it is called, and its hours in words."""

    day: date
    name: str
    hours: str


def opening_in_words(calendar: BusinessCalendar, now: datetime) -> str:
    """When it is open today, and the next day that is closed although its weekday is not."""
    today = now.astimezone(calendar.zone).date()
    windows = calendar.hours_on(today)
    said = _("open today %(hours)s") % {"hours": hours_in_words(windows)} if windows else _("closed today")
    closed = next_closed_day(calendar, today)
    if closed is None:
        return _("%(today)s; no closed day in the next year") % {"today": said}
    day = date_format(closed, "l j F")
    if calendar.holidays and (name := calendar.holidays.name(closed)):
        day = f"{day} ({name})"
    return _("%(today)s; closed next: %(day)s") % {"today": said, "day": day}


def hours_in_words(windows: tuple[Window, ...]) -> str:
    """As people write them: 09:00–12:00, 13:00–17:00."""
    return ", ".join(f"{row['opens']}–{row['closes']}" for row in (window.as_data() for window in windows))


def next_closed_day(calendar: BusinessCalendar, after: date) -> date | None:
    """The first day after this one that a holiday or a closure takes away."""
    days = (after + timedelta(days=n) for n in range(1, FURTHEST))
    return next((day for day in days if calendar.week[day.weekday()] and not calendar.hours_on(day)), None)


def coming_days(calendar: BusinessCalendar, after: date) -> list[ComingDay]:
    """The holidays, closed days and days with hours of their own of the next twelve months."""
    special = {day for day, _windows in calendar.special_days}
    found = []
    for day in (after + timedelta(days=n) for n in range(FURTHEST)):
        holiday = calendar.holidays.name(day) if calendar.holidays else ""
        if holiday or day in calendar.closures or day in special:
            found.append(ComingDay(day, holiday or _local_name(day in special), _hours_of(calendar, day)))
    return found


def _local_name(special: bool) -> str:  # noqa: FBT001 -- one of two words
    return _("Other hours") if special else _("Local closed day")


def _hours_of(calendar: BusinessCalendar, day: date) -> str:
    if windows := calendar.hours_on(day):
        return hours_in_words(windows)
    return _("closed") if calendar.week[day.weekday()] else _("closed anyway")
