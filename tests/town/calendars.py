"""Calendars the tests of working time are told in."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from heard.domain.teams.rules.calendar import BusinessCalendar

WEEKDAYS = ["mon", "tue", "wed", "thu", "fri"]
ALL_WEEK = [*WEEKDAYS, "sat", "sun"]


def calendar(*hours: str, days: list[str] = WEEKDAYS, zone: str = "UTC", **more: Any) -> BusinessCalendar:
    """`calendar("09:00-12:00", "13:00-17:00")`, Monday to Friday in UTC unless said otherwise."""
    windows = [
        {"days": days, "opens": opens, "closes": closes} for opens, closes in (text.split("-") for text in hours)
    ]
    return BusinessCalendar.from_data({"zone": zone, "windows": windows, **more})


def at(text: str) -> datetime:
    """An instant; in UTC unless the text says otherwise."""
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
