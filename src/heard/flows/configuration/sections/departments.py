"""Departments and teams."""

from __future__ import annotations

from typing import TYPE_CHECKING

from heard.domain.configuration.rules.shapes import DEPARTMENTS, TEAMS
from heard.domain.teams.models import Calendar, Department, Team
from heard.domain.teams.operations import add_department, add_team, change_department
from heard.flows.change_calendar import change_team
from heard.flows.configuration.section import Section, columns_of, part

if TYPE_CHECKING:
    from collections.abc import Iterable

    from heard.domain.configuration.rules.keys import Item
    from heard.kernel.actor import Actor


class Departments(Section):
    """The parts of the council, live or not."""

    shape = DEPARTMENTS

    def rows(self) -> Iterable[Department]:
        """All of them."""
        return Department.objects.order_by("code")

    def said(self, row: Department) -> Item:
        """Its columns."""
        return columns_of(row, ("code", "name", "serves_everyone", "live", "active"))

    def add(self, item: Item, actor: Actor) -> None:
        """A new department."""
        row = add_department(code=item["code"], name=item["name"], serves_everyone=item["serves_everyone"], actor=actor)
        self.change(row, item, actor)

    def change(self, row: Department, item: Item, actor: Actor) -> None:
        """Another name, live or not, in use or not."""
        change_department(row, actor=actor, **part(item, "code"))


class Teams(Section):
    """Who does the work."""

    shape = TEAMS

    def rows(self) -> Iterable[Team]:
        """With their departments and calendars."""
        return Team.objects.select_related("department", "calendar").order_by("code")

    def said(self, row: Team) -> Item:
        """Its columns; department by code, calendar by name."""
        return columns_of(row, ("code", "name", "active")) | {
            "department": row.department.code,
            "calendar": row.calendar.name,
        }

    def add(self, item: Item, actor: Actor) -> None:
        """A new team."""
        row = add_team(code=item["code"], **_named(item), actor=actor)
        change_team(row, active=item["active"], actor=actor)

    def change(self, row: Team, item: Item, actor: Actor) -> None:
        """Another department or calendar: dates of open cases follow."""
        change_team(row, actor=actor, active=item["active"], **_named(item))


def _named(item: Item) -> Item:
    return {
        "name": item["name"],
        "department": Department.objects.get(code=item["department"]),
        "calendar": Calendar.objects.get(name=item["calendar"]),
    }
