"""Calendars."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from heard.domain.configuration.rules.keys import whole
from heard.domain.configuration.rules.shapes import CALENDARS
from heard.domain.teams.models import Calendar
from heard.domain.teams.operations import add_calendar
from heard.flows.change_calendar import change_calendar
from heard.flows.configuration.section import Section, columns_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from heard.domain.configuration.rules.keys import Item
    from heard.kernel.actor import Actor


class Calendars(Section):
    """Known by their names."""

    shape = CALENDARS

    def rows(self) -> Iterable[Calendar]:
        """All of them."""
        return Calendar.objects.order_by("name")

    def said(self, row: Calendar) -> Item:
        """Its columns."""
        return columns_of(row, (key.name for key in self.shape.keys))

    def add(self, item: Item, actor: Actor) -> Calendar:
        """A new calendar."""
        return add_calendar(**whole(item, self.shape.keys), actor=actor)

    def change(self, row: Any, item: Item, actor: Actor) -> None:
        """Other hours: dates of open cases follow."""
        change_calendar(row, actor=actor, **item)
