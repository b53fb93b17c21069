"""A day of the year as people type it ("1 April"), kept as "04-01"."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils.dates import MONTHS
from django.utils.translation import gettext_lazy as _

from heard.domain.catalogue.rules.seasons import day_of_year, read_day


class DayOfYearField(forms.CharField):
    """Empty, or a day and a month in either order."""

    def clean(self, value: Any) -> str:
        """Its plain form; what is no day is told beside the field."""
        text = str(super().clean(value)).strip().lower()
        if not text:
            return ""
        plain = text if re.fullmatch(r"\d\d-\d\d", text) else _plain(text)
        try:
            return f"{read_day(plain):%m-%d}"
        except ValueError as error:
            raise forms.ValidationError(_("Enter a day and a month, such as 1 April.")) from error

    def prepare_value(self, value: Any) -> str:
        """As people say it."""
        return day_of_year(value) if re.fullmatch(r"\d\d-\d\d", value or "") else value or ""


def _plain(text: str) -> str:
    """The day and the month in it as "MM-DD"; what is neither stays, and is refused then."""
    day = re.search(r"\d{1,2}", text)
    word = re.search(r"[^\W\d_]{3,}", text)
    months = [number for number, name in MONTHS.items() if word and str(name).lower().startswith(word[0])]
    return f"{months[0]:02}-{int(day[0]):02}" if day and len(months) == 1 else text
