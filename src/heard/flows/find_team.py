"""A case finds its team: the first rule that fits wins, and the reason is kept with the case."""

from __future__ import annotations

from typing import TYPE_CHECKING

from heard.domain.cases.operations import keeping
from heard.domain.routing.queries import decision_for
from heard.kernel.actor import SYSTEM

if TYPE_CHECKING:
    from heard.domain.cases.models import Case


def find_team(case: Case) -> Case:
    """Give the case to the team its rules choose; its clocks start there."""
    decision = decision_for(case)
    return keeping.route_case(
        case, team=decision.team, priority=decision.priority, explanation=decision.explanation, actor=SYSTEM
    )
