"""Changing the routing rules."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction

from heard.domain.cases.queries.vocabulary import case_vocabulary
from heard.domain.criteria.rules import parse
from heard.domain.journal.operations import record
from heard.domain.routing.models import Rule
from heard.kernel.checked import added, changed, renumbered

if TYPE_CHECKING:
    from heard.domain.teams.models import Team
    from heard.kernel.actor import Actor


SAYS = ("condition", "team", "priority")  # what a rule says; its name and its place are beside it


@transaction.atomic
def add_rule(
    *, name: str, condition: dict[str, Any], team: Team, actor: Actor, priority: str = "", active: bool = True
) -> Rule:
    """A new rule, tried after all others. InvalidCondition says what its condition gets wrong."""
    parse(condition, case_vocabulary())
    last = Rule.objects.order_by("-position").values_list("position", flat=True).first()
    position = 1 if last is None else last + 1
    rule = added(Rule(position=position, name=name, condition=condition, team=team, priority=priority, active=active))
    record("rule.added", actor=actor, subject=rule.id, team=str(team.id))
    return rule


@transaction.atomic
def change_rule(rule: Rule, *, actor: Actor, **columns: Any) -> None:
    """Another condition, team or priority, or out of use. InvalidCondition says what a condition gets wrong.

    What it says counts its version up: cases keep which they were routed by.
    """
    if "condition" in columns:
        parse(columns["condition"], case_vocabulary())
    if any(getattr(rule, name) != columns[name] for name in SAYS if name in columns):
        columns["version"] = rule.version + 1
    if names := [name for name in changed(rule, columns) if name != "version"]:
        record("rule.changed", actor=actor, subject=rule.id, version=rule.version, fields=names)


@transaction.atomic
def move_rule(rule: Rule, *, step: int, actor: Actor) -> None:
    """Tried one place earlier (-1) or later (+1)."""
    Rule.objects.bulk_update(renumbered(Rule.objects.all(), rule, step=step), ["position"])
    record("rule.moved", actor=actor, subject=rule.id, step=step)


@transaction.atomic
def move_before(rule: Rule, *, other: Rule, actor: Actor) -> None:
    """Tried right before another one that stands above it."""
    while Rule.objects.get(pk=rule.pk).position > Rule.objects.get(pk=other.pk).position:
        move_rule(rule, step=-1, actor=actor)
