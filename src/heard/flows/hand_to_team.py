"""A case goes to another team, with a word why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from heard.domain.cases.operations import keeping
from heard.flows.add_note import add_note

if TYPE_CHECKING:
    from heard.domain.cases.models import Case
    from heard.domain.teams.models import Team
    from heard.kernel.actor import Actor


@transaction.atomic
def hand_to_team(case: Case, *, team: Team, actor: Actor, reason: str = "") -> Case:
    """Hand it over; the reason stays as a note for the team that gets it."""
    handed = keeping.give_to_team(case, team=team, actor=actor)
    if reason.strip():
        add_note(handed, text=reason, actor=actor)
    return handed
