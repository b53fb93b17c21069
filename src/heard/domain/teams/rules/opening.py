"""A calendar's hours in words: "open today 09:00–12:00, 13:00–17:00; closed next: Thursday 26 November"."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from heard.domain.teams.rules.calendar import BusinessCalendar
    from heard.domain.teams.rules.hours import Window

FURTHEST = 366


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
