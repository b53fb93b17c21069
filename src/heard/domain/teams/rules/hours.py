"""Opening hours of a weekday, as written ("22:00" to "06:00") and as counted in minutes. No dates and no zones here."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from django.utils.translation import gettext as _

from heard.kernel.errors import HeardError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
DAY = 24 * 60


class InvalidCalendar(HeardError):
    """The calendar as described cannot be used; the message says what to change."""


class Window(NamedTuple):
    """From `opens` to `closes`, in minutes of the day it opens; a night shift closes after minute 1440."""

    opens: int
    closes: int

    @classmethod
    def parse(cls, opens: str, closes: str) -> Window:
        first, last = _minute(opens), _minute(closes)
        if first in (last, DAY):
            raise InvalidCalendar(
                _("Opening hours from %(opens)s to %(closes)s leave no time. For the whole day write 00:00 to 24:00.")
                % {"opens": opens, "closes": closes}
            )
        return cls(first, last if last > first else last + DAY)

    def as_data(self) -> dict[str, str]:
        closes = self.closes if self.closes <= DAY else self.closes - DAY
        return {"opens": _clock(self.opens), "closes": _clock(closes)}


Week = tuple[tuple[Window, ...], ...]


def week_from(rows: Iterable[Mapping[str, Any]]) -> Week:
    """Seven days, Monday first, of rows such as {"days": ["mon", "tue"], "opens": "09:00", "closes": "12:00"}."""
    week: list[list[Window]] = [[] for _day in DAYS]
    for row in rows:
        window = Window.parse(_text(row, "opens"), _text(row, "closes"))
        for day in row.get("days") or ():
            if day not in DAYS:
                raise InvalidCalendar(
                    _("“%(day)s” is not a day of the week. Use %(days)s.") % {"day": day, "days": ", ".join(DAYS)}
                )
            week[DAYS.index(day)].append(window)
    return tuple(tuple(sorted(windows)) for windows in week)


def week_as_data(week: Week) -> list[dict[str, Any]]:
    """The rows `week_from` reads, one for each different window."""
    windows = sorted({window for day in week for window in day})
    return [
        {
            "days": [name for name, day in zip(DAYS, week, strict=True) if window in day],
            **window.as_data(),
        }
        for window in windows
    ]


def _text(row: Mapping[str, Any], key: str) -> str:
    value = row.get(key)
    if not isinstance(value, str):
        raise InvalidCalendar(_("Opening hours need both a time to open and a time to close, such as 09:00 and 17:00."))
    return value


def _minute(text: str) -> int:
    match = re.fullmatch(r"(\d{1,2}):([0-5]\d)", text.strip())
    hour, minute = (int(part) for part in match.groups()) if match else (DAY, 0)
    if hour * 60 + minute > DAY:
        raise InvalidCalendar(_("“%(text)s” is not a time of day. Write it like 09:00, up to 24:00.") % {"text": text})
    return hour * 60 + minute


def _clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"
