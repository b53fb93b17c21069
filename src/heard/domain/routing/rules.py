"""Choosing a team: the first rule that fits wins, and says why. Pure: rules and facts come in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from heard.domain.criteria.rules import Condition
    from heard.domain.routing.models import Rule
    from heard.domain.teams.models import Team


@dataclass(frozen=True, slots=True)
class Decision:
    """Who gets the case, at what priority (empty: as it stands), and the reason as it is kept with the case."""

    team: Team
    priority: str
    explanation: dict[str, Any]


def choose(rules: Iterable[tuple[Rule, Condition]], facts: Mapping[str, Any], *, now: datetime) -> Decision | None:
    """The first rule whose condition the facts fulfil; None where none does."""
    for rule, condition in rules:
        if condition.matches(facts, now=now):
            because = condition.because(facts, now=now)
            explanation = {
                "rule": str(rule.id),
                "version": rule.version,
                "name": rule.name,
                "because": [str(reason) for reason in because],
            }
            return Decision(rule.team, rule.priority, explanation)
    return None
