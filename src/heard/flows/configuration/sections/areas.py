"""Areas."""

from __future__ import annotations

from typing import TYPE_CHECKING

from heard.domain.configuration.rules.shapes import AREAS
from heard.domain.places.models import Area
from heard.domain.places.operations import change_area, import_areas
from heard.domain.places.rules.boundary_files import BoundaryArea
from heard.domain.places.rules.shapes import BadShape, surface_of
from heard.flows.configuration.section import Section, columns_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from heard.domain.configuration.rules.keys import Item, Wrong
    from heard.kernel.actor import Actor


class Areas(Section):
    """The outlines of the council's parts."""

    shape = AREAS

    def rows(self) -> Iterable[Area]:
        """In the order in which they are tried."""
        return Area.objects.order_by("position", "name", "id")

    def said(self, row: Area) -> Item:
        """Its columns."""
        return columns_of(row, ("code", "name", "kind", "active", "geometry"))

    def wrong_in(self, item: Item) -> Iterator[Wrong]:
        """An outline that is none."""
        try:
            surface_of(item.get("geometry"))
        except BadShape as problem:
            yield ("geometry",), str(problem)

    def add(self, item: Item, actor: Actor) -> None:
        """A new area."""
        self._draw(item, actor)

    def change(self, row: Area, item: Item, actor: Actor) -> None:
        """Drawn anew, or in use or not."""
        if (row.name, row.kind, row.geometry) != (item["name"], item["kind"], item["geometry"]):
            self._draw(item, actor)
        if row.active != item["active"]:
            change_area(area_id=row.id, active=item["active"], actor=actor)

    def place(self, row: Area, position: int, actor: Actor) -> None:
        """Tried earlier or later on a shared border."""
        if row.position != position:
            change_area(area_id=row.id, position=position, actor=actor)

    def _draw(self, item: Item, actor: Actor) -> None:
        drawn = BoundaryArea(item["name"], item["code"], surface_of(item["geometry"]))
        import_areas(areas=[drawn], kind=item["kind"], actor=actor)
        if not item["active"]:
            change_area(area_id=Area.objects.get(code=item["code"]).id, active=False, actor=actor)
