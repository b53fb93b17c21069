"""Moments in a condition: a day, an instant, or a spell before or after now."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .errors import InvalidCondition

UNITS = {"m": timedelta(minutes=1), "h": timedelta(hours=1), "d": timedelta(days=1), "w": timedelta(weeks=1)}


@dataclass(frozen=True, slots=True)
class Spell:
    """So much time: before now, or (`ahead`) after it."""

    amount: int
    unit: str
    ahead: bool

    @classmethod
    def parse(cls, text: object) -> Spell:
        match = re.fullmatch(r"([+-]?)(\d{1,4})([mhdw])", text) if isinstance(text, str) else None
        if not match:
            raise InvalidCondition(_("Write a time like 7d or 2h for the past, and like +2h for what is to come."))
        return cls(int(match[2]), match[3], ahead=match[1] == "+")

    def edge(self, now: datetime) -> datetime:
        spell = self.amount * UNITS[self.unit]
        return now + spell if self.ahead else now - spell

    def length_in_words(self) -> str:
        match self.unit:
            case "m":
                phrase = ngettext("%(n)d minute", "%(n)d minutes", self.amount)
            case "h":
                phrase = ngettext("%(n)d hour", "%(n)d hours", self.amount)
            case "d":
                phrase = ngettext("%(n)d day", "%(n)d days", self.amount)
            case _:
                phrase = ngettext("%(n)d week", "%(n)d weeks", self.amount)
        return phrase % {"n": self.amount}


Point = date | datetime | Spell


def parse_point(text: object) -> Point:
    """A day ("2026-11-24"), an instant with its zone, or a spell from now."""
    if isinstance(text, str):
        for read in (date.fromisoformat, datetime.fromisoformat):
            try:
                point = read(text)
            except ValueError:
                continue
            if not isinstance(point, datetime) or point.tzinfo:
                return point
        if re.match(r"[+-]?\d+[mhdw]", text):
            return Spell.parse(text)
    raise InvalidCondition(
        _("Write a day like 2026-11-24, an instant with its zone, or a time from now like 7d or +2h.")
    )


def begins(point: Point, now: datetime) -> datetime:
    """The first instant of the point."""
    if isinstance(point, Spell):
        return point.edge(now)
    return point if isinstance(point, datetime) else _midnight(point)


def is_day(point: Point) -> bool:
    return isinstance(point, date) and not isinstance(point, datetime)


def after(point: Point, now: datetime) -> datetime:
    """The first instant after a day; an instant itself."""
    if isinstance(point, date) and not isinstance(point, datetime):
        return _midnight(point + timedelta(days=1))
    return begins(point, now)


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))
