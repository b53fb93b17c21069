"""Who has the case and what it counts as: team, owner, service, priority."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from heard.domain.cases.models import Case, Status
from heard.domain.cases.operations import clocks
from heard.domain.cases.operations.locking import locked, locked_open, save
from heard.domain.journal.operations import record
from heard.domain.teams.queries import colleagues_in
from heard.kernel.errors import Refused

if TYPE_CHECKING:
    from heard.domain.catalogue.models import Service
    from heard.domain.teams.models import Staff, Team
    from heard.kernel.actor import Actor


@transaction.atomic
def route_case(case: Case, *, team: Team, priority: str, explanation: dict[str, Any], actor: Actor) -> Case:
    """Give a new case to the team that routing chose; its clocks start on that team's calendar."""
    current = locked(case)
    current.team, current.department_id = team, team.department_id
    current.priority = priority or current.priority
    current.routing = explanation
    clocks.start_clocks(current, since=current.reported_at)
    save(current, "team", "department", "priority", "routing", *clocks.DATES)
    record("case.routed", actor=actor, case=case.id, public=True, team=str(team.id), rule=explanation.get("rule"))
    return current


@transaction.atomic
def give_to_team(case: Case, *, team: Team, actor: Actor, explanation: dict[str, Any] | None = None) -> Case:
    """Hand the case to another team. It loses its owner; its open deadlines go by the new team's calendar.

    `explanation` says why, where a rule chose the team; without it, a person did.
    """
    current = locked_open(case)
    if current.team_id == team.id:
        return current
    if current.confidential:
        _refuse_if_merged(current)
    before, current.team, current.department_id, current.owner = current.team_id, team, team.department_id, None
    current.routing = explanation or {"by": str(actor.id)}
    clocks.recompute(current)
    save(current, "team", "department", "owner", "routing", *clocks.DATES)
    record("case.handed", actor=actor, case=case.id, public=True, team=str(team.id), from_team=str(before))
    return current


@transaction.atomic
def set_owner(case: Case, *, owner: Staff | None, actor: Actor) -> Case:
    """Make one of the team's people the owner, or nobody."""
    current = locked_open(case)
    if owner and current.team_id and not colleagues_in(current.team_id).filter(pk=owner.pk).exists():
        raise Refused(_("Only a member of the case's team can own it. Hand it to their team first."))
    current.owner = owner
    if owner and current.status == Status.RECEIVED:
        current.status = Status.IN_PROGRESS
    save(current, "owner", "status")
    record("case.assigned", actor=actor, case=case.id, owner=str(owner.id) if owner else None)
    return current


@transaction.atomic
def set_service(case: Case, *, service: Service, actor: Actor) -> Case:
    """Call it another service: what is promised and who may see it follow."""
    current = locked_open(case)
    if current.service_id == service.id:
        return current
    if current.confidential != service.confidential:
        _refuse_if_merged(current)
    before, current.service, current.confidential = current.service.code, service, service.confidential
    clocks.restart_targets(current)
    save(current, "service", "confidential", *clocks.DATES)
    record("case.service_changed", actor=actor, case=case.id, public=True, service=service.code, before=before)
    return current


def _refuse_if_merged(case: Case) -> None:
    """Who is told and who reads along was decided for both when they were merged: equally confidential, one team."""
    if case.duplicates.exists():
        raise Refused(_("Other cases are merged into this one, and others would read them. Undo those merges first."))


@transaction.atomic
def set_priority(case: Case, *, priority: str, actor: Actor) -> Case:
    """Press more, or less: the target of the new priority counts, from when the case was reported."""
    current = locked_open(case)
    if current.priority == priority:
        return current
    before, current.priority = current.priority, priority
    clocks.restart_targets(current)
    save(current, "priority", *clocks.DATES)
    record("case.priority_changed", actor=actor, case=case.id, priority=priority, before=before)
    return current
