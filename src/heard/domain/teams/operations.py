"""Changing departments, teams, calendars and staff."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from heard.domain.journal.operations import record
from heard.domain.teams.models import Calendar, Department, Membership, Staff, Team
from heard.domain.teams.rules.calendar import BusinessCalendar
from heard.kernel.checked import added, changed
from heard.kernel.errors import Refused

if TYPE_CHECKING:
    from heard.kernel.actor import Actor


@transaction.atomic
def add_calendar(*, name: str, zone: str, windows: list[dict[str, Any]], actor: Actor, **columns: Any) -> Calendar:
    """A new calendar; the form of its windows is told at the model."""
    calendar = Calendar(name=name, zone=zone, windows=windows, **columns)
    BusinessCalendar.of(calendar)  # InvalidCalendar says what cannot be used
    added(calendar)
    record("calendar.added", actor=actor, subject=calendar.id)
    return calendar


@transaction.atomic
def add_department(*, name: str, code: str, actor: Actor, serves_everyone: bool = False) -> Department:
    """A new part of the council."""
    department = added(Department(name=name, code=code, serves_everyone=serves_everyone))
    record("department.added", actor=actor, subject=department.id, code=code)
    return department


@transaction.atomic
def add_team(*, department: Department, name: str, code: str, calendar: Calendar, actor: Actor) -> Team:
    """A new team of a department."""
    team = added(Team(department=department, name=name, code=code, calendar=calendar))
    record("team.added", actor=actor, subject=team.id, code=code)
    return team


@transaction.atomic
def add_staff(
    *, email: str, name: str, password: str, roles: dict[Team, str], actor: Actor, administrator: bool = False
) -> Staff:
    """A new member of staff, with a role in each of these teams. `password` is already hashed."""
    person = added(Staff(email=email.strip().lower(), name=name, password=password, is_administrator=administrator))
    Membership.objects.bulk_create(Membership(staff=person, team=team, role=role) for team, role in roles.items())
    record("staff.added", actor=actor, subject=person.id, teams=[team.code for team in roles])
    return person


@transaction.atomic
def change_calendar(calendar: Calendar, *, actor: Actor, **columns: Any) -> bool:
    """Other hours; whether anything changed. The deadlines that go by it are moved by the flow of the same name."""
    names = changed(calendar, columns)
    BusinessCalendar.of(calendar)  # InvalidCalendar takes the change back
    if names:
        record("calendar.changed", actor=actor, subject=calendar.id, fields=names)
    return bool(names)


@transaction.atomic
def change_department(department: Department, *, actor: Actor, **columns: Any) -> None:
    """Another name, or out of use: its teams then get no new cases, and keep those they have."""
    if names := changed(department, columns):
        record("department.changed", actor=actor, subject=department.id, fields=names)


@transaction.atomic
def change_team(team: Team, *, actor: Actor, **columns: Any) -> list[str]:
    """Another name, department or calendar, or out of use; the names of what changed."""
    if names := changed(team, columns):
        record("team.changed", actor=actor, subject=team.id, fields=names)
    return names


@transaction.atomic
def change_staff(person: Staff, *, actor: Actor, **columns: Any) -> None:
    """Another name or address; in or out; an administrator or not. Nobody locks themselves out."""
    locks_out = columns.get("is_active") is False or columns.get("is_administrator") is False
    if person.id == actor.id and locks_out:
        raise Refused(_("You cannot lock yourself out. Ask another administrator."))
    if names := changed(person, columns):
        record("staff.changed", actor=actor, subject=person.id, fields=names)


@transaction.atomic
def set_roles(person: Staff, *, roles: dict[Team, str], actor: Actor) -> None:
    """These roles in these teams, and no others."""
    before = dict(Membership.objects.select_for_update().filter(staff=person).values_list("team_id", "role"))
    wanted = {team.id: str(role) for team, role in roles.items()}
    if before == wanted:
        return
    Membership.objects.filter(staff=person).exclude(team__in=wanted).delete()
    for team, role in roles.items():
        Membership.objects.update_or_create(staff=person, team=team, defaults={"role": role})
    record("staff.roles_changed", actor=actor, subject=person.id, roles={str(team): wanted[team] for team in wanted})


@transaction.atomic
def set_password(person: Staff, *, password: str, actor: Actor) -> None:
    """A password of their own. Every link made before is worth nothing from now on."""
    person.set_password(password)
    person.save(update_fields=["password"])
    record("staff.password_set", actor=actor, subject=person.id)


@transaction.atomic
def note_invitation(person: Staff, *, actor: Actor) -> None:
    """That somebody made a link by which this person chooses a password."""
    record("staff.invited", actor=actor, subject=person.id)
