"""The public holidays of a country or of a part of it, from the `holidays` library. Local closures are elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import holidays
from django.utils.translation import gettext as _
from holidays.registry import COUNTRIES

from .hours import InvalidCalendar

if TYPE_CHECKING:
    from datetime import date

CODE_LENGTH = 2


@dataclass(frozen=True, slots=True)
class PublicHolidays:
    """`day in PublicHolidays("GB", "ENG")`; codes are those of ISO 3166."""

    country: str
    subdivision: str = ""

    def __post_init__(self) -> None:
        parts = _parts_of(self.country)
        if parts is None:
            raise InvalidCalendar(
                _("No public holidays are known for “%(code)s”. Use a country code such as GB, or list closure days.")
                % {"code": self.country}
            )
        if self.subdivision and self.subdivision not in parts:
            raise InvalidCalendar(
                _("“%(part)s” is not a part of %(country)s with its own holidays. Known are: %(parts)s.")
                % {"part": self.subdivision, "country": self.country, "parts": ", ".join(parts) or _("none")}
            )

    def __contains__(self, day: date) -> bool:
        return day in _names(self.country, self.subdivision, day.year)

    def name(self, day: date) -> str:
        """What the day is called, in the country's own words; empty when it is no holiday."""
        return _names(self.country, self.subdivision, day.year).get(day, "")


@lru_cache(maxsize=1)
def countries() -> dict[str, str]:
    """Every country whose holidays are known: its name (in English) by its code."""
    names = {
        codes[1]: key.replace("_", " ").title() for key, codes in COUNTRIES.items() if len(codes[1]) == CODE_LENGTH
    }
    return dict(sorted(names.items(), key=lambda one: one[1]))


def parts_of(country: str) -> dict[str, str]:
    """The parts of a country with holidays of their own: a name, or else the code, by code."""
    known = _parts_of(country) or ()
    names = (
        {code: name for name, code in getattr(_library(country), "subdivisions_aliases", {}).items()} if known else {}
    )
    return dict(sorted(((code, names.get(code, code)) for code in known), key=lambda one: one[1]))


@lru_cache(maxsize=16)
def _parts_of(country: str) -> tuple[str, ...] | None:
    """The parts with holidays of their own, or None for no such country. Asking the library for all takes a second."""
    try:
        return tuple(_library(country).subdivisions)
    except NotImplementedError:
        return None


def _library(country: str) -> holidays.HolidayBase:
    return holidays.country_holidays(country)


@lru_cache(maxsize=64)
def _names(country: str, subdivision: str, year: int) -> dict[date, str]:
    return dict(holidays.country_holidays(country, subdiv=subdivision or None, years=year))
