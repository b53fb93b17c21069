"""The case goes to another team."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from heard.domain.automation.rules.steps import Doing, Kind, Option, Step
from heard.domain.teams.models import Team
from heard.domain.teams.queries import active_teams
from heard.flows.hand_to_team import hand_to_team
from heard.kernel.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Mapping


def do(turn: Doing) -> dict[str, Any] | None:
    """Hand it over, unless it is there already."""
    team = active_teams().filter(code=turn.options["team"]).first()
    if team is None:
        raise Refused(_("There is no such team any more."))
    before = turn.case.team
    if team == before:
        return None
    hand_to_team(turn.case, team=team, actor=turn.actor)
    return {"before": before.code if before else None, "after": team.code}


def undo(turn: Doing, done: Mapping[str, Any]) -> None:
    """Back to the team that had it, unless it went on to a third."""
    before = Team.objects.filter(code=done["before"], active=True).first()
    if before and turn.case.team and turn.case.team.code == done["after"]:
        hand_to_team(turn.case, team=before, actor=turn.actor)


def teams() -> dict[str, str]:
    """The teams that take cases, by code."""
    return {team.code: f"{team.name} ({team.department.name})" for team in active_teams()}


STEP = Step(
    code="hand_over",
    label=gettext_lazy("Hand it to a team"),
    words=lambda said: _("hand it to %(team)s") % {"team": said["team"]},
    options=(Option("team", gettext_lazy("Team"), Kind.CHOICE, choices=teams),),
    do=do,
    undo=undo,
    position=11,
)
