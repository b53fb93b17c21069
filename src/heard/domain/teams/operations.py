"""Changing departments, teams and calendars."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction

from heard.domain.journal.operations import record
from heard.domain.teams.models import Calendar, Department, Membership, Staff, Team

if TYPE_CHECKING:
    from heard.kernel.actor import Actor


@transaction.atomic
def add_calendar(*, name: str, zone: str, windows: list[dict[str, Any]], actor: Actor, **columns: Any) -> Calendar:
    """A new calendar; the form of its windows is told at the model."""
    calendar = Calendar.objects.create(name=name, zone=zone, windows=windows, **columns)
    record("calendar.added", actor=actor, subject=calendar.id)
    return calendar


@transaction.atomic
def add_department(*, name: str, code: str, actor: Actor, serves_everyone: bool = False) -> Department:
    """A new part of the council."""
    department = Department.objects.create(name=name, code=code, serves_everyone=serves_everyone)
    record("department.added", actor=actor, subject=department.id, code=code)
    return department


@transaction.atomic
def add_team(*, department: Department, name: str, code: str, calendar: Calendar, actor: Actor) -> Team:
    """A new team of a department."""
    team = Team.objects.create(department=department, name=name, code=code, calendar=calendar)
    record("team.added", actor=actor, subject=team.id, code=code)
    return team


@transaction.atomic
def add_staff(
    *, email: str, name: str, password: str, roles: dict[Team, str], actor: Actor, administrator: bool = False
) -> Staff:
    """A new member of staff, with a role in each of these teams. `password` is already hashed."""
    person = Staff.objects.create(email=email, name=name, password=password, is_administrator=administrator)
    Membership.objects.bulk_create(Membership(staff=person, team=team, role=role) for team, role in roles.items())
    record("staff.added", actor=actor, subject=person.id, teams=[team.code for team in roles])
    return person
