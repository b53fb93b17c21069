"""Other hours for those who work by a calendar, and other dates for their open cases."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction

from heard.domain.teams import operations as teams
from heard.kernel import queue

if TYPE_CHECKING:
    from heard.domain.teams.models import Calendar, Team
    from heard.kernel.actor import Actor


@transaction.atomic
def change_calendar(calendar: Calendar, *, actor: Actor, **columns: Any) -> None:
    """Change it; the dates follow in the background."""
    if teams.change_calendar(calendar, actor=actor, **columns):
        queue.defer("recompute_deadlines", what="calendar", row_id=calendar.id)


@transaction.atomic
def change_team(team: Team, *, actor: Actor, **columns: Any) -> None:
    """Change a team; where it works by another calendar now, the dates of its cases follow."""
    if "calendar" in teams.change_team(team, actor=actor, **columns):
        queue.defer("recompute_deadlines", what="team", row_id=team.id)
