"""By when a request has to be answered: calendar days from the day it was asked, once extended. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone

WARN_BEFORE = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Periods:
    """What the law of the place gives, in days."""

    answer: int
    extension: int


def due_day(asked_at: datetime, periods: Periods) -> date:
    """The last day on which an answer is in time. The day of asking does not count."""
    return timezone.localtime(asked_at).date() + timedelta(days=periods.answer)


def extended_day(due_on: date, periods: Periods) -> date:
    """The last day once more time was taken."""
    return due_on + timedelta(days=periods.extension)


def is_near(due_on: date, *, today: date) -> bool:
    """Whether colleagues should be warned: it comes near, or is past."""
    return due_on - WARN_BEFORE <= today


def days_left(due_on: date, *, today: date) -> int:
    """How many days; below nothing where it is late."""
    return (due_on - today).days
