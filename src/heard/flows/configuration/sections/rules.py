"""Routing rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

from heard.domain.configuration.rules.shapes import RULES
from heard.domain.routing.models import Rule
from heard.domain.routing.operations import add_rule, change_rule
from heard.domain.teams.models import Team
from heard.flows.configuration.section import Section, columns_of, refuse_wrong_condition

if TYPE_CHECKING:
    from collections.abc import Iterable

    from heard.domain.configuration.rules.keys import Item
    from heard.kernel.actor import Actor


class Rules(Section):
    """Who gets a case."""

    shape = RULES

    def rows(self) -> Iterable[Rule]:
        """In the order in which they are tried."""
        return Rule.objects.select_related("team").order_by("position", "id")

    def said(self, row: Rule) -> Item:
        """Its columns; the team by code."""
        return columns_of(row, ("name", "condition", "priority", "active")) | {"team": row.team.code}

    def add(self, item: Item, actor: Actor) -> None:
        """A new rule, behind the others."""
        refuse_wrong_condition(item["condition"], "condition")
        add_rule(actor=actor, **_columns(item))

    def change(self, row: Rule, item: Item, actor: Actor) -> None:
        """Another condition, team or priority."""
        refuse_wrong_condition(item["condition"], "condition")
        change_rule(row, actor=actor, **_columns(item))

    def place(self, row: Rule, position: int, actor: Actor) -> None:
        """Tried earlier or later."""
        change_rule(row, position=position, actor=actor)


def _columns(item: Item) -> Item:
    return item | {"team": Team.objects.get(code=item["team"])}
