"""Layers. What lies in them is imported, and no part of the set-up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from heard.domain.assets.models import Layer
from heard.domain.assets.operations import add_layer, change_layer
from heard.domain.configuration.rules.shapes import LAYERS
from heard.flows.configuration.section import Section, columns_of, part

if TYPE_CHECKING:
    from collections.abc import Iterable

    from heard.domain.configuration.rules.keys import Item
    from heard.kernel.actor import Actor


class Layers(Section):
    """Kinds of things on the map."""

    shape = LAYERS

    def rows(self) -> Iterable[Layer]:
        """In their order."""
        return Layer.objects.order_by("position", "name")

    def said(self, row: Layer) -> Item:
        """Its columns."""
        return columns_of(row, (key.name for key in self.shape.keys))

    def add(self, item: Item, actor: Actor) -> None:
        """A new layer."""
        add_layer(actor=actor, **item)

    def change(self, row: Layer, item: Item, actor: Actor) -> None:
        """Anything but its code."""
        change_layer(row, actor=actor, **part(item, "code"))

    def place(self, row: Layer, position: int, actor: Actor) -> None:
        """Shown earlier or later."""
        change_layer(row, position=position, actor=actor)
