"""Dates as people say them, in the council's zone and the reader's language: "Tuesday 24 November"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from heard.kernel import clock

if TYPE_CHECKING:
    from datetime import datetime


def day_in_words(moment: datetime) -> str:
    """Such as "Tuesday 24 November"; with the year where it is not this one."""
    day = timezone.localtime(moment)
    same_year = day.year == timezone.localtime(clock.now()).year
    return date_format(day, "l j F" if same_year else "l j F Y")


def by_day(moment: datetime) -> str:
    """A promise: "by Tuesday 24 November"."""
    return _("by %(day)s") % {"day": day_in_words(moment)}


def moment_in_words(moment: datetime) -> str:
    """To the minute: "Tuesday 24 November, 14:05"."""
    return f"{day_in_words(moment)}, {date_format(timezone.localtime(moment), 'H:i')}"
