"""What was promised: "4h" and "30m" of working time, "5d" working days, "2h always" by the clock, day and night."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from heard.kernel.errors import HeardError

from .calendar import BusinessCalendar
from .hours import DAY, Window

if TYPE_CHECKING:
    from datetime import datetime

SECONDS = {"m": 60, "h": 3600, "d": 86_400}
WRITTEN = re.compile(r"(\d{1,6})\s*(m|h|d)(?:(?<=m)in(?:ute)?s?|(?<=h)ours?|(?<=d)ays?)?(\s+always)?")
LONGEST = 1000  # days: beyond that a promise is no promise, and counting it no use

ALWAYS_OPEN = BusinessCalendar(ZoneInfo("UTC"), (((Window(0, DAY)),),) * 7)


class InvalidTarget(HeardError):
    """Not a target; the message shows what one looks like."""


class Counting(StrEnum):
    """What the time of a target is made of."""

    WORKING_TIME = "working time"
    WORKING_DAYS = "working days"
    ALL_TIME = "all time"


@dataclass(frozen=True, slots=True)
class Target:
    """An amount of minutes, hours or days and how they count. `str()` gives its code: "3 days" is 3d."""

    amount: int
    unit: str
    always: bool = False

    @classmethod
    def parse(cls, code: str) -> Target:
        match = WRITTEN.fullmatch(code.strip().lower())
        if not match:
            raise InvalidTarget(
                _("“%(code)s” is not a target. Write 30m, 4h or 5d (working days), or 2h always for day and night.")
                % {"code": code}
            )
        target = cls(int(match[1]), match[2], always=bool(match[3]))
        if target.amount * SECONDS[target.unit] > LONGEST * SECONDS["d"]:
            raise InvalidTarget(_("A target of %(code)s is too far away to be kept.") % {"code": code})
        if not target.amount and target.counting is not Counting.WORKING_DAYS:
            raise InvalidTarget(_("A target needs some time. For “the same working day” write 0d."))
        return target

    def __str__(self) -> str:
        return f"{self.amount}{self.unit}{' always' if self.always else ''}"

    @property
    def counting(self) -> Counting:
        if self.always:
            return Counting.ALL_TIME
        return Counting.WORKING_DAYS if self.unit == "d" else Counting.WORKING_TIME

    def clock_of(self, calendar: BusinessCalendar) -> BusinessCalendar:
        """The calendar this target's time passes on: the team's, or one that never closes."""
        return ALWAYS_OPEN if self.always else calendar

    def in_words(self) -> str:
        """For people: "within 5 working days"."""
        if self.counting is Counting.WORKING_DAYS and not self.amount:
            return _("by the end of the working day")
        return self._phrase() % {"n": self.amount}

    def _phrase(self) -> str:
        n = self.amount
        match (self.unit, self.always):
            case ("m", False):
                return ngettext("within %(n)d working minute", "within %(n)d working minutes", n)
            case ("h", False):
                return ngettext("within %(n)d working hour", "within %(n)d working hours", n)
            case ("d", False):
                return ngettext("within %(n)d working day", "within %(n)d working days", n)
            case ("m", True):
                return ngettext(
                    "within %(n)d minute, day or night",
                    "within %(n)d minutes, day or night",
                    n,
                )
            case ("h", True):
                return ngettext(
                    "within %(n)d hour, day or night",
                    "within %(n)d hours, day or night",
                    n,
                )
            case _:
                return ngettext(
                    "within %(n)d day, weekends included",
                    "within %(n)d days, weekends included",
                    n,
                )


def due(
    calendar: BusinessCalendar,
    start: datetime,
    target: Target,
    *,
    held_seconds: float = 0,
) -> datetime:
    """When a target that runs since `start`, and was held for so much of its time, is due.

    A promise in working days ends with a working day: held time moves it to the closing of the day it reaches, so a
    hold of ten minutes and a hold of a day both cost one day, and several short holds together cost no more than that.
    """
    if target.counting is Counting.WORKING_DAYS:
        promised = calendar.add_working_days(start, target.amount)
        return calendar.end_of_day(calendar.add(promised, held_seconds)) if held_seconds else promised
    return target.clock_of(calendar).add(start, target.amount * SECONDS[target.unit] + held_seconds)
