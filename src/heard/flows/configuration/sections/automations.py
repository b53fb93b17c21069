"""Automations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from heard.domain.automation.models import Automation
from heard.domain.automation.operations import add_automation, change_automation, switch_off, switch_on
from heard.domain.configuration.rules.shapes import AUTOMATIONS
from heard.flows.configuration.section import Section, columns_of, part

if TYPE_CHECKING:
    from collections.abc import Iterable

    from heard.domain.configuration.rules.keys import Item
    from heard.kernel.actor import Actor


class Automations(Section):
    """What happens by itself. One is off unless the file switches it on."""

    shape = AUTOMATIONS

    def rows(self) -> Iterable[Automation]:
        """In the order in which they are tried."""
        return Automation.objects.order_by("position", "id")

    def said(self, row: Automation) -> Item:
        """Its columns."""
        return columns_of(row, (key.name for key in self.shape.keys))

    def add(self, item: Item, actor: Actor) -> None:
        """A new automation, behind the others."""
        row = add_automation(actor=actor, **part(item, "active"))
        if item["active"]:
            switch_on(row, actor=actor)

    def change(self, row: Automation, item: Item, actor: Actor) -> None:
        """Other words; on or off."""
        change_automation(row, actor=actor, **part(item, "code", "active"))
        switch = switch_on if item["active"] else switch_off
        switch(row, actor=actor)

    def rest(self, row: Automation, actor: Actor) -> None:
        """Off."""
        switch_off(row, actor=actor)

    def place(self, row: Automation, position: int, actor: Actor) -> None:
        """Tried earlier or later."""
        change_automation(row, position=position, actor=actor)
