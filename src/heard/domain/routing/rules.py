"""Choosing a team: the first rule that fits wins, and says why. Pure: rules and facts come in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from heard.domain.criteria.rules.conditions import Clause, Group

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
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


def taken_by(
    condition: Condition, above: Sequence[tuple[Rule, Condition]], services: Iterable[Mapping[str, str]]
) -> Rule | None:
    """The topmost of the rules above that together take every case of the services this condition can be about.

    None where one of these services may still come through. A service is its facts: its code and its group's.
    """
    own = [facts for facts in services if _settled(condition, facts, unknown=True)]
    takers = [[rule for rule, one in above if _settled(one, facts, unknown=False)] for facts in own]
    if not takers or not all(takers):
        return None
    return min((found[0] for found in takers), key=lambda rule: (rule.position, rule.id))


def _settled(condition: Condition, facts: Mapping[str, str], *, unknown: bool) -> bool:
    """Whether these facts alone fulfil it, where clauses about other facts count as `unknown`."""
    match condition:
        case Clause(field=field):
            return condition.matches(facts) if field.name in facts else unknown
        case Group(joint="all"):
            return all(_settled(one, facts, unknown=unknown) for one in condition.members)
        case Group(joint="any"):
            return any(_settled(one, facts, unknown=unknown) for one in condition.members)
        case Group():
            return not any(_settled(one, facts, unknown=not unknown) for one in condition.members)
    return unknown
