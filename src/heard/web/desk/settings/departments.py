"""Departments and teams."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from heard.domain.teams.models import Calendar, Department, Team
from heard.domain.teams.operations import add_department, add_team, change_department
from heard.flows.change_calendar import change_team
from heard.web.desk.settings.forms import SettingsForm, code_of, name_field
from heard.web.desk.settings.section import Line, Section

if TYPE_CHECKING:
    from collections.abc import Iterable

    from heard.kernel.actor import Actor


class DepartmentForm(SettingsForm):
    """A part of the council."""

    columns = ("name", "serves_everyone", "active")
    only_later = ("active",)
    name = name_field()
    serves_everyone = forms.BooleanField(
        label=gettext_lazy("It serves everyone"),
        help_text=gettext_lazy("Its agents work the cases of all departments, as a contact centre does."),
        required=False,
    )
    active = forms.BooleanField(label=gettext_lazy("In use"), required=False, initial=True)

    def save(self, actor: Actor) -> Department:
        """Add it or change it."""
        values = self.values()
        if self.row:
            change_department(self.row, actor=actor, **values)
            return cast("Department", self.row)
        return add_department(code=code_of(values["name"]), actor=actor, **values)


class TeamForm(SettingsForm):
    """Who does the work."""

    columns = ("name", "department", "calendar", "active")
    only_later = ("active",)
    name = name_field()
    department = forms.ModelChoiceField(
        Department.objects.none(),
        label=gettext_lazy("Department"),
        empty_label=gettext_lazy("Choose a department"),
        error_messages={"required": gettext_lazy("Choose a department")},
    )
    calendar = forms.ModelChoiceField(
        Calendar.objects.none(),
        label=gettext_lazy("Calendar"),
        help_text=gettext_lazy("Another calendar moves the dates of this team’s open cases."),
        empty_label=gettext_lazy("Choose a calendar"),
        error_messages={"required": gettext_lazy("Choose a calendar")},
    )
    active = forms.BooleanField(
        label=gettext_lazy("In use"),
        help_text=gettext_lazy("A team out of use gets no new cases, and keeps those it has."),
        required=False,
        initial=True,
    )

    def prepare(self) -> None:
        """The departments and calendars there are."""
        self.offer("department", Department.objects.order_by("name"))
        self.offer("calendar", Calendar.objects.order_by("name"))

    def save(self, actor: Actor) -> Team:
        """Add it or change it."""
        values = self.values()
        if self.row:
            change_team(self.row, actor=actor, **values)
            return cast("Team", self.row)
        return add_team(code=code_of(values["name"]), actor=actor, **values)


def _departments(rows: Iterable[Department]) -> list[Line]:
    return [Line(row, row.name, _said_of(row), off=not row.active) for row in rows]


def _said_of(row: Department) -> str:
    parts = [_("Works the cases of all departments")] if row.serves_everyone else []
    if not row.live:
        parts.append(_("Not live yet: its services are not offered to residents"))
    return " · ".join(parts)


def _links(row: Department) -> list[tuple[str, str]]:
    words = _("Live: what that means") if row.live else _("Going live: what is missing")
    return [(words, reverse("desk:settings_going_live", args=[row.id]))]


def _teams(rows: Iterable[Any]) -> list[Line]:
    return [Line(row, row.name, row.calendar.name, off=not row.active, shelf=row.department.name) for row in rows]


DEPARTMENTS = Section(
    slug="departments",
    title=gettext_lazy("Departments"),
    explains=gettext_lazy("The parts of the council. Agents see the cases of theirs."),
    icon="building",
    add=gettext_lazy("Add a department"),
    rows=lambda: Department.objects.order_by("name"),
    lines=_departments,
    form=DepartmentForm,
    links=_links,
)
TEAMS = Section(
    slug="teams",
    title=gettext_lazy("Teams"),
    explains=gettext_lazy("Who does the work. Every case has one team."),
    icon="team",
    add=gettext_lazy("Add a team"),
    rows=lambda: Team.objects.select_related("department", "calendar").order_by("department__name", "name"),
    lines=_teams,
    form=TeamForm,
)
