"""Calendars: opening hours as people write them, holidays and closed days, and what they come to today."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, cast
from zoneinfo import available_timezones

from django import forms
from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from heard.domain.teams.models import Calendar
from heard.domain.teams.operations import add_calendar
from heard.domain.teams.rules.calendar import BusinessCalendar
from heard.domain.teams.rules.hours import DAYS, InvalidCalendar, Window, week_as_data, week_from
from heard.domain.teams.rules.opening import ComingDay, coming_days, hours_in_words, opening_in_words
from heard.domain.teams.rules.public_holidays import countries, parts_of
from heard.flows.change_calendar import change_calendar
from heard.kernel import clock
from heard.web.desk.settings.forms import SettingsForm, name_field
from heard.web.desk.settings.promise_trial import calendar_trial
from heard.web.desk.settings.section import Line, Section

if TYPE_CHECKING:
    from collections.abc import Iterable

    from heard.kernel.actor import Actor

WEEKDAYS = {
    "mon": gettext_lazy("Monday"),
    "tue": gettext_lazy("Tuesday"),
    "wed": gettext_lazy("Wednesday"),
    "thu": gettext_lazy("Thursday"),
    "fri": gettext_lazy("Friday"),
    "sat": gettext_lazy("Saturday"),
    "sun": gettext_lazy("Sunday"),
}
DASH = re.compile(r"\s*(?:-|–|—|\bto\b)\s*")


class HoursField(forms.CharField):
    """Opening hours of one day: "09:00–12:00, 13:00–17:00", cleaned to pairs; empty is closed."""

    def clean(self, value: Any) -> list[tuple[str, str]]:
        """Say beside the field what is wrong with it."""
        pairs = windows_in(str(super().clean(value)))
        try:
            for opens, closes in pairs:
                Window.parse(opens, closes)
        except InvalidCalendar as error:
            raise forms.ValidationError(error.sentence) from error
        return pairs


class CalendarForm(SettingsForm):
    """When a team works."""

    columns = ("name", "zone", "holidays_country", "holidays_subdivision")
    name = name_field()
    zone = forms.ChoiceField(label=gettext_lazy("Time zone"))
    holidays_country = forms.ChoiceField(label=gettext_lazy("Public holidays of (optional)"), required=False)
    holidays_subdivision = forms.ChoiceField(
        label=gettext_lazy("… and of its part (optional)"),
        help_text=gettext_lazy("To choose one, choose the country first and press “Show what this means”."),
        required=False,
    )
    closures = forms.CharField(
        label=gettext_lazy("Days closed (optional)"),
        help_text=gettext_lazy("One a line, like 2026-12-24."),
        widget=forms.Textarea({"rows": 4}),
        required=False,
    )
    special_days = forms.CharField(
        label=gettext_lazy("Days with other hours (optional)"),
        help_text=gettext_lazy("One a line, like 2026-12-23 09:00–12:00."),
        widget=forms.Textarea({"rows": 4}),
        required=False,
    )

    def initial_of(self, row: Calendar) -> dict[str, Any]:
        """The row's lists as people write them."""
        week = week_from(row.windows)
        hours = {day: hours_in_words(windows) for day, windows in zip(DAYS, week, strict=True)}
        special = "\n".join(f"{one['date']} {one['opens']}–{one['closes']}" for one in row.special_days)
        return super().initial_of(row) | hours | {"closures": "\n".join(row.closures), "special_days": special}

    def prepare(self) -> None:
        """A field for each day of the week, behind the name."""
        zones = sorted(available_timezones())
        cast("forms.ChoiceField", self.fields["zone"]).choices = [(zone, zone.replace("_", " ")) for zone in zones]
        cast("forms.ChoiceField", self.fields["holidays_country"]).choices = [("", _("None")), *countries().items()]
        country = str(self["holidays_country"].value() or "")
        parts = parts_of(country) if country in countries() else {}
        cast("forms.ChoiceField", self.fields["holidays_subdivision"]).choices = [("", _("All of it")), *parts.items()]
        for day, label in WEEKDAYS.items():
            self.fields[day] = HoursField(label=label, required=False, max_length=100)
        self.order_fields(["name", *WEEKDAYS, "zone"])
        self.fields["mon"].help_text = _("Like 09:00–12:00, 13:00–17:00. Empty: closed. A night shift: 22:00–06:00.")

    def clean_closures(self) -> list[str]:
        """Dates, one a line."""
        return sorted(set(self.cleaned_data["closures"].split()))

    def clean_special_days(self) -> list[dict[str, str]]:
        """A date and its hours, a line each."""
        days = []
        for line in filter(None, (line.strip() for line in self.cleaned_data["special_days"].splitlines())):
            day, _space, hours = line.partition(" ")
            days += [{"date": day, "opens": opens, "closes": closes} for opens, closes in windows_in(hours)]
        return days

    def clean(self) -> dict[str, Any]:
        """The whole must be a calendar that is open at some time."""
        data = super().clean() or {}
        if not self.errors:
            self.calendar = _checked(lambda: BusinessCalendar.from_data(self.as_columns()))
        return data

    def as_columns(self) -> dict[str, Any]:
        """What was typed, as the row keeps it."""
        rows = [
            {"days": [day], "opens": opens, "closes": closes}
            for day in DAYS
            for opens, closes in self.cleaned_data[day]
        ]
        return self.values() | {
            "windows": week_as_data(week_from(rows)),
            "closures": self.cleaned_data["closures"],
            "special_days": self.cleaned_data["special_days"],
        }

    def preview(self) -> str:
        """What it comes to today; and what other hours would have meant for the cases that are done."""
        said = opening_in_words(self._described(), clock.now())
        tried = calendar_trial(self.row.id, self.calendar) if self.is_bound and self.row else ""
        return f"{said[:1].upper()}{said[1:]}. {tried}".strip()

    def coming_days(self) -> list[ComingDay]:
        """Holidays and other days unlike their weekday, for a year; none while something is wrong or missing."""
        if self.is_bound and not hasattr(self, "calendar"):
            return []
        return coming_days(self._described(), timezone.localdate(clock.now())) if self.is_bound or self.row else []

    def _described(self) -> BusinessCalendar:
        return self.calendar if self.is_bound else BusinessCalendar.of(self.row)

    def save(self, actor: Actor) -> Calendar:
        """Add it, or change it: the dates of open cases follow."""
        if self.row:
            change_calendar(self.row, actor=actor, **self.as_columns())
            return cast("Calendar", self.row)
        return add_calendar(actor=actor, **self.as_columns())


def windows_in(text: str) -> list[tuple[str, str]]:
    """Pairs of times as they were typed; what is no pair keeps an empty end, which the calendar then refuses."""
    found = []
    for part in filter(None, (part.strip() for part in text.split(","))):
        opens, *rest = DASH.split(part, maxsplit=1)
        found.append((opens, rest[0] if rest else ""))
    return found


def _checked(make: Any) -> Any:
    """A calendar's own sentence, beside the field it is about."""
    try:
        return make()
    except InvalidCalendar as error:
        raise forms.ValidationError(error.sentence) from error


def _lines(rows: Iterable[Any]) -> list[Line]:
    return [Line(row, row.name, f"{_said_of(row)} · {_used_by(row)}") for row in rows]


def _said_of(row: Calendar) -> str:
    try:
        return opening_in_words(BusinessCalendar.of(row), clock.now())
    except InvalidCalendar as error:
        return error.sentence


def _used_by(row: Any) -> str:
    return ngettext("%(n)d team works by it", "%(n)d teams work by it", row.used) % {"n": row.used}


CALENDARS = Section(
    slug="calendars",
    title=gettext_lazy("Calendars"),
    explains=gettext_lazy("When teams work. Deadlines count only then, and move when a calendar is changed."),
    icon="clock",
    add=gettext_lazy("Add a calendar"),
    rows=lambda: Calendar.objects.annotate(used=Count("teams")).order_by("name"),
    lines=_lines,
    form=CalendarForm,
    template="desk/settings/calendar.html",
)
