"""Days of the year, written "MM-DD", and the seasons between two of them. Pure."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils.formats import date_format

A_LEAP_YEAR = 2024  # one that has every day


def read_day(text: str, *, year: int = A_LEAP_YEAR) -> date:
    """The day "MM-DD" in a year; 29 February is 1 March where there is none. ValueError: not a day."""
    month, day = (int(part) for part in text.split("-"))
    known = date(A_LEAP_YEAR, month, day)
    if (known.month, known.day) == (2, 29) and date(year, 3, 1) - date(year, 2, 28) == timedelta(days=1):
        return date(year, 3, 1)
    return date(year, month, day)


def in_season(begins: str, ends: str, today: date) -> bool:
    """Whether today is one of its days, the first and the last included; without a season, every day is."""
    if not begins or not ends:
        return True
    now = f"{today:%m-%d}"
    return begins <= now <= ends if begins <= ends else now >= begins or now <= ends


def next_beginning(begins: str, today: date) -> date:
    """The next day it begins, today included."""
    this_year = read_day(begins, year=today.year)
    return this_year if this_year >= today else read_day(begins, year=today.year + 1)


def day_of_year(text: str) -> str:
    """The day as people say it: "1 April"."""
    return date_format(read_day(text), "j F")
