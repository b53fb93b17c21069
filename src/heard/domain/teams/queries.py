"""Reading teams and staff."""

from __future__ import annotations

from typing import TYPE_CHECKING

from heard.domain.teams.models import Calendar, Membership, Role, Staff, Team
from heard.domain.teams.rules.permissions import Standing

if TYPE_CHECKING:
    from collections.abc import Collection
    from uuid import UUID

    from django.db.models import QuerySet


def standing_of(staff: Staff) -> Standing:
    """What this member of staff is allowed: one query."""
    posts = list(
        Membership.objects.filter(staff=staff, team__active=True).values_list(
            "team_id", "team__department_id", "team__department__serves_everyone", "role"
        )
    )
    return Standing(
        staff_id=staff.id,
        administrator=staff.is_administrator,
        serves_everyone=any(everyone for _, _, everyone, _ in posts),
        teams=frozenset(team for team, _, _, _ in posts),
        departments=frozenset(department for _, department, _, _ in posts),
        managed_departments=frozenset(department for _, department, _, role in posts if role == Role.MANAGER),
        agent_departments=frozenset(department for _, department, _, role in posts if role != Role.OFFICER),
    )


def active_teams() -> QuerySet[Team]:
    """The teams that take cases, with their departments."""
    return (
        Team.objects.filter(active=True, department__active=True)
        .select_related("department")
        .order_by("department__name", "name")
    )


def team_ids_by_code(codes: Collection[str]) -> dict[str, UUID]:
    """The ids of the teams with these codes."""
    return dict(Team.objects.filter(code__in=codes, active=True).values_list("code", "id"))


def colleagues_in(team_id: UUID) -> QuerySet[Staff]:
    """Who can own a case of this team."""
    return Staff.objects.filter(is_active=True, memberships__team_id=team_id).order_by("name")


def calendar_of(team_id: UUID) -> Calendar:
    """The calendar a team works by."""
    return Calendar.objects.get(teams__id=team_id)


def staff_named(names: set[str]) -> QuerySet[Staff]:
    """Active colleagues whose address begins with one of these names before the @ (as in a mention)."""
    return staff_ever_named(names).filter(is_active=True)


def staff_ever_named(names: set[str]) -> QuerySet[Staff]:
    """The same, with those who have left."""
    wanted = {name.lower() for name in names}
    return Staff.objects.extra(where=["split_part(lower(email), '@', 1) = ANY(%s)"], params=[sorted(wanted)])


def staff_names(ids: Collection[UUID]) -> dict[UUID, str]:
    """What these colleagues are called, those who have left too."""
    return dict(Staff.objects.filter(id__in=ids).values_list("id", "name")) if ids else {}


def names_of_nobody(names: set[str]) -> list[str]:
    """Those of these names that no active colleague's address begins with."""
    known = {email.split("@")[0].lower() for email in staff_named(names).values_list("email", flat=True)}
    return sorted(name for name in names if name.lower() not in known)
