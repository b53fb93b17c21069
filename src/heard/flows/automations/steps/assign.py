"""The case gets an owner out of its team, or loses the one it has. Nobody is named: people come and go."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from heard.domain.automation.queries.workload import least_busy
from heard.domain.automation.rules.steps import Doing, Kind, Option, Step
from heard.domain.teams.models import Staff
from heard.flows.assign_case import assign_case

if TYPE_CHECKING:
    from collections.abc import Mapping

WHOM = {
    "least_busy": gettext_lazy("whoever of the team has the fewest open cases"),
    "nobody": gettext_lazy("nobody: it waits for the team again"),
}


def do(turn: Doing) -> dict[str, Any] | None:
    """Whoever has it keeps it, unless it is to be nobody's."""
    before = turn.case.owner_id
    if turn.options["to"] == "nobody":
        owner = None
    elif before is None and turn.case.team_id:
        owner = least_busy(turn.case.team_id)
    else:
        return None
    if owner is None and before is None:
        return None
    assign_case(turn.case, owner=owner, actor=turn.actor)
    return {"before": str(before) if before else None, "after": str(owner.id) if owner else None}


def undo(turn: Doing, done: Mapping[str, Any]) -> None:
    """Back to whom it was, unless somebody has it by now who got it otherwise."""
    if str(turn.case.owner_id or "") == (done["after"] or ""):
        before = Staff.objects.filter(pk=done["before"], is_active=True).first() if done["before"] else None
        assign_case(turn.case, owner=before, actor=turn.actor)


STEP = Step(
    code="assign",
    label=gettext_lazy("Make somebody the owner"),
    words=lambda said: _("give it to %(whom)s") % {"whom": said["to"]},
    options=(Option("to", gettext_lazy("Owner"), Kind.CHOICE, choices=lambda: WHOM),),
    do=do,
    undo=undo,
    position=10,
)
