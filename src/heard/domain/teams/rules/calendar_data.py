"""A calendar as plain JSON: the columns of its row, by the same names."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.utils.translation import gettext as _

from .hours import InvalidCalendar, Week, Window, week_as_data, week_from
from .public_holidays import PublicHolidays

if TYPE_CHECKING:
    from collections.abc import Mapping

SpecialDays = tuple[tuple[date, tuple[Window, ...]], ...]


def read(data: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of a `BusinessCalendar`, or InvalidCalendar saying what to change."""
    country = data.get("holidays_country")
    return {
        "zone": _zone(data.get("zone", "")),
        "week": week_from(data.get("windows") or ()),
        "closures": frozenset(_day(text) for text in data.get("closures") or ()),
        "special_days": _special_days(data.get("special_days") or ()),
        "holidays": PublicHolidays(country, data.get("holidays_subdivision") or "") if country else None,
    }


def write(
    zone: ZoneInfo,
    week: Week,
    closures: frozenset[date],
    special: SpecialDays,
    holidays: PublicHolidays | None,
) -> dict[str, Any]:
    return {
        "zone": zone.key,
        "windows": week_as_data(week),
        "closures": sorted(day.isoformat() for day in closures),
        "special_days": [
            {"date": day.isoformat(), **window.as_data()} for day, windows in special for window in windows
        ],
        "holidays_country": holidays.country if holidays else "",
        "holidays_subdivision": holidays.subdivision if holidays else "",
    }


def _special_days(rows: Any) -> SpecialDays:
    days: dict[date, list[Window]] = {}
    for row in rows:
        days.setdefault(_day(row.get("date", "")), []).append(Window.parse(row.get("opens", ""), row.get("closes", "")))
    return tuple((day, tuple(sorted(windows))) for day, windows in sorted(days.items()))


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise InvalidCalendar(
            _("“%(zone)s” is not a time zone. Use a name such as Europe/London.") % {"zone": name}
        ) from error


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except (TypeError, ValueError) as error:
        raise InvalidCalendar(_("“%(day)s” is not a date. Write it like 2026-12-24.") % {"day": text}) from error
