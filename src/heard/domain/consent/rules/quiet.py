"""When an optional message may go: not in the quiet hours of the council, nor in those of the person. Pure."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from zoneinfo import ZoneInfo

Window = tuple[time, time]  # from, until; over midnight where the second is the earlier one
DAY = timedelta(days=1)


def first_moment_outside(windows: Sequence[Window], moment: datetime, *, zone: ZoneInfo) -> datetime:
    """The moment itself, or the end of the quiet hours it falls into.

    Where the windows leave nothing of a day, a day later: the message waits until somebody changes them.
    """
    found = moment
    while found - moment < DAY:
        local = found.astimezone(zone)
        ends = [_end(window, local) for window in windows if _within(window, local.time())]
        if not ends:
            return found
        found = max(ends).astimezone(moment.tzinfo)
    return moment + DAY


def _within(window: Window, now: time) -> bool:
    starts, ends = window
    if starts <= ends:
        return starts <= now < ends
    return now >= starts or now < ends


def _end(window: Window, local: datetime) -> datetime:
    _starts, ends = window
    day = local.date() if local.time() < ends else local.date() + DAY
    return datetime.combine(day, ends, tzinfo=local.tzinfo)
