"""A case goes to another team, with a word why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from heard.domain.cases.operations import keeping
from heard.domain.cases.operations.tasks import follow_to_team
from heard.domain.cases.queries.work import workflow_of
from heard.flows.add_note import add_note

if TYPE_CHECKING:
    from heard.domain.cases.models import Case
    from heard.domain.teams.models import Team
    from heard.kernel.actor import Actor


@transaction.atomic
def hand_to_team(case: Case, *, team: Team, actor: Actor, reason: str = "") -> Case:
    """Hand it over; the reason stays as a note for the team that gets it. Its tasks go with it, save those that the
    workflow gives to a team by name.
    """
    before = case.team
    handed = keeping.give_to_team(case, team=team, actor=actor)
    if before and before.id != team.id:
        named = {task.code for task in workflow_of(handed).tasks if task.team}
        follow_to_team(handed, before=before, named=named, actor=actor)
    if reason.strip():
        add_note(handed, text=reason, actor=actor)
    return handed
