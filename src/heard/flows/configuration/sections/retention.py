"""What is kept for how long."""

from __future__ import annotations

from typing import TYPE_CHECKING

from heard.domain.catalogue.models import Service
from heard.domain.configuration.rules.shapes import RETENTION
from heard.domain.privacy.models import RetentionRule
from heard.domain.privacy.operations.retention import add_rule, change_rule, switch_rule
from heard.flows.configuration.section import Section, columns_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from heard.domain.configuration.rules.keys import Item
    from heard.kernel.actor import Actor


class Retention(Section):
    """A rule for each kind and service. It is off unless the file switches it on."""

    shape = RETENTION

    def rows(self) -> Iterable[RetentionRule]:
        """All of them."""
        return RetentionRule.objects.select_related("service").order_by("kind", "service__code")

    def said(self, row: RetentionRule) -> Item:
        """Its columns; the service by code."""
        return columns_of(row, ("kind", "keep_days", "active")) | {"service": row.service.code if row.service else ""}

    def add(self, item: Item, actor: Actor) -> None:
        """A new rule."""
        row = add_rule(**_columns(item), actor=actor)
        switch_rule(row, on=item["active"], actor=actor)

    def change(self, row: RetentionRule, item: Item, actor: Actor) -> None:
        """Other days, on or off."""
        change_rule(row, **_columns(item), actor=actor)
        switch_rule(row, on=item["active"], actor=actor)


def _columns(item: Item) -> Item:
    service = Service.objects.get(code=item["service"]) if item["service"] else None
    return {"kind": item["kind"], "keep_days": item["keep_days"], "service": service}
