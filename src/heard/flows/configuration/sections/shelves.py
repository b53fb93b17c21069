"""Groups of services, and life events."""

from __future__ import annotations

from typing import TYPE_CHECKING

from heard.domain.catalogue.models import LifeEvent, ServiceGroup
from heard.domain.catalogue.operations import add_group, add_life_event, change_group, change_life_event
from heard.domain.configuration.rules.shapes import GROUPS, LIFE_EVENTS
from heard.flows.configuration.section import Section, columns_of, part

if TYPE_CHECKING:
    from collections.abc import Iterable

    from heard.domain.configuration.rules.keys import Item
    from heard.kernel.actor import Actor


class Groups(Section):
    """The shelves of the catalogue."""

    shape = GROUPS

    def rows(self) -> Iterable[ServiceGroup]:
        """In their order."""
        return ServiceGroup.objects.order_by("position", "name")

    def said(self, row: ServiceGroup) -> Item:
        """Its columns."""
        return columns_of(row, ("code", "name", "icon"))

    def add(self, item: Item, actor: Actor) -> None:
        """A new shelf."""
        add_group(actor=actor, **item)

    def change(self, row: ServiceGroup, item: Item, actor: Actor) -> None:
        """Another name or icon."""
        change_group(row, actor=actor, **part(item, "code"))

    def place(self, row: ServiceGroup, position: int, actor: Actor) -> None:
        """Shown earlier or later."""
        change_group(row, position=position, actor=actor)


class LifeEvents(Section):
    """Times of life that bring services together."""

    shape = LIFE_EVENTS

    def rows(self) -> Iterable[LifeEvent]:
        """In their order."""
        return LifeEvent.objects.order_by("position", "name")

    def said(self, row: LifeEvent) -> Item:
        """Its columns."""
        return columns_of(row, ("code", "name", "icon"))

    def add(self, item: Item, actor: Actor) -> None:
        """A new one."""
        add_life_event(actor=actor, **item)

    def change(self, row: LifeEvent, item: Item, actor: Actor) -> None:
        """Another name or icon."""
        change_life_event(row, actor=actor, **part(item, "code"))

    def place(self, row: LifeEvent, position: int, actor: Actor) -> None:
        """Shown earlier or later."""
        change_life_event(row, position=position, actor=actor)
