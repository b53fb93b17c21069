"""Which day somebody means: "yesterday", "last Friday", "3 days ago", "24.11.", "24 November"."""

from __future__ import annotations

import re
from datetime import date, timedelta

from django.conf import settings

from .commands import plain

TODAY = {"today", "just now", "now", "this morning", "heute", "hoy", "aujourd'hui"}
YESTERDAY = {"yesterday", "last night", "gestern", "ayer", "anoche", "hier"}
DAY_BEFORE = {"the day before yesterday", "day before yesterday", "vorgestern", "anteayer", "avant-hier"}
WEEKDAYS = (
    {"monday", "mon", "montag", "lunes", "lundi"},
    {"tuesday", "tue", "dienstag", "martes", "mardi"},
    {"wednesday", "wed", "mittwoch", "miércoles", "miercoles", "mercredi"},
    {"thursday", "thu", "donnerstag", "jueves", "jeudi"},
    {"friday", "fri", "freitag", "viernes", "vendredi"},
    {"saturday", "sat", "samstag", "sonnabend", "sábado", "sabado", "samedi"},
    {"sunday", "sun", "sonntag", "domingo", "dimanche"},
)
MONTHS = (
    {"january", "jan", "januar", "enero", "janvier"},
    {"february", "feb", "februar", "febrero", "février"},
    {"march", "mar", "märz", "marzo", "mars"},
    {"april", "apr", "abril", "avril"},
    {"may", "mai", "mayo"},
    {"june", "jun", "juni", "junio", "juin"},
    {"july", "jul", "juli", "julio", "juillet"},
    {"august", "aug", "agosto", "août"},
    {"september", "sep", "sept", "septiembre", "septembre"},
    {"october", "oct", "oktober", "octubre", "octobre"},
    {"november", "nov", "noviembre", "novembre"},
    {"december", "dec", "dezember", "diciembre", "décembre"},
)
FIGURES = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2?(\d{2,4})?")
AGO = re.compile(
    r"(?:vor |hace |il y a )?(\d{1,3}|an?|one|two|three|eine[mr]?|zwei|drei|un|una|dos|tres) "
    r"(day|days|week|weeks|tag|tagen|woche|wochen|día|días|dia|dias|semana|semanas|jours?|semaines?)(?: ago)?"
)
COUNTS = {"two": 2, "zwei": 2, "dos": 2, "three": 3, "drei": 3, "tres": 3}
MONTH_FIRST = {"US"}
DAYS_A_WEEK = 7
CENTURY, TWO_DIGITS = 2000, 100


def day_in(text: str, today: date) -> date | None:
    """The day; without a year the last one that was, or within two months the next."""
    said = re.sub(r"^(?:on|am|el|le|the|since|seit|desde) ", "", plain(text))
    return _by_name(said, today) or _ago(said, today) or _in_figures(said, today) or _with_month(said, today)


def _by_name(said: str, today: date) -> date | None:
    for back, names in enumerate((TODAY, YESTERDAY, DAY_BEFORE)):
        if said in names:
            return today - timedelta(days=back)
    word = re.sub(r"^(?:last|this|letzten|am|el|el pasado) ", "", said)
    for number, names in enumerate(WEEKDAYS):
        if word in names:
            back = (today.weekday() - number) % DAYS_A_WEEK
            return today - timedelta(days=back or (DAYS_A_WEEK if said.startswith(("last", "letzten")) else 0))
    return None


def _ago(said: str, today: date) -> date | None:
    match = AGO.fullmatch(said)
    if match is None or (said == match[0] and not re.search(r"ago|vor |hace |il y a ", said)):
        return None
    count = int(match[1]) if match[1].isdigit() else COUNTS.get(match[1], 1)
    weeks = match[2].startswith(("week", "woche", "semana", "semaine"))
    return today - timedelta(days=count * (DAYS_A_WEEK if weeks else 1))


def _in_figures(said: str, today: date) -> date | None:
    try:
        return date.fromisoformat(said)
    except ValueError:
        match = FIGURES.fullmatch(said.removesuffix("."))
    if match is None:
        return None
    first, second, mark = int(match[1]), int(match[3]), match[2]
    month_first = mark == "/" and settings.HEARD_REGION in MONTH_FIRST
    day, month = (second, first) if month_first else (first, second)
    return _dated(day, month, match[4], today)


def _with_month(said: str, today: date) -> date | None:
    words = re.findall(r"[^\W\d]+|\d+", said)
    month = next((n for n, names in enumerate(MONTHS, start=1) if names & set(words)), 0)
    numbers = [word for word in words if word.isdigit()]
    if not month or not 1 <= len(numbers) <= 2:  # noqa: PLR2004 -- a day, and perhaps a year
        return None
    return _dated(int(numbers[0]), month, numbers[1] if len(numbers) > 1 else None, today)


def _dated(day: int, month: int, year: str | None, today: date) -> date | None:
    try:
        if year is not None:
            number = int(year)
            return date(number + CENTURY if number < TWO_DIGITS else number, month, day)
        this_year = date(today.year, month, day)
    except ValueError:
        return None
    soon = today + timedelta(days=61)
    return this_year if this_year <= soon else date(today.year - 1, month, day)
