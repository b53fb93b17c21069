"""What is known of a department that wants to go live: a fixed number of queries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from heard.domain.cases.models import Case
from heard.domain.catalogue.models import Service
from heard.domain.configuration.rules.going_live import Facts
from heard.domain.routing.models import Rule
from heard.domain.teams.models import Membership, Role, Team

if TYPE_CHECKING:
    from heard.domain.teams.models import Department


def facts_of(department: Department) -> Facts:
    """All that the list of checks looks at."""
    services = Service.objects.filter(department=department, active=True)
    teams = list(Team.objects.filter(department=department, active=True).select_related("calendar").order_by("name"))
    members = list(
        Membership.objects.filter(team__in=teams, staff__is_active=True).select_related("staff").order_by("staff__name")
    )
    manned = {member.team_id for member in members}
    return Facts(
        services=list(services.order_by("name").values_list("name", flat=True)),
        without_promise=list(
            services.filter(targets=None, information_only=False).order_by("name").values_list("name", flat=True)
        ),
        teams=[team.name for team in teams],
        without_people=[team.name for team in teams if team.id not in manned],
        without_hours=[team.name for team in teams if not team.calendar.windows],
        who_never_signed_in=list(dict.fromkeys(one.staff.name for one in members if one.staff.last_login is None)),
        has_manager=any(member.role == Role.MANAGER for member in members),
        has_rule=Rule.objects.filter(active=True, team__in=teams).exists(),
        practised=Case.objects.filter(service__in=services).exists(),
    )
