"""Which area a place lies in: an index in memory, for one place or a million. Whence areas come, queries know."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely
from shapely.geometry import shape

from heard.kernel.location import METRES_PER_DEGREE

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

    from numpy.typing import ArrayLike, NDArray

    from heard.kernel.location import Location

NOWHERE = -1
MAP_DETAIL_M = 10
CHUNK = 100_000  # places looked up at once: bounds the memory, costs no speed


@dataclass(frozen=True, slots=True)
class KnownArea:
    """An area as the index knows it."""

    id: UUID
    code: str
    name: str


class AreaIndex:
    """Areas with their outlines, in order of precedence: on a shared border, and in an overlap, the first one wins.

    Safe to share between threads: everything that GEOS builds on first use is built here.
    """

    def __init__(self, areas: Iterable[tuple[KnownArea, dict[str, Any]]]) -> None:
        pairs = list(areas)
        self.areas = [area for area, _ in pairs]
        self._shapes = np.array([shape(geometry) for _, geometry in pairs], dtype=object)
        self._tree = shapely.STRtree(self._shapes)
        shapely.prepare(self._shapes)
        for outline in self._shapes:
            inside = outline.representative_point()
            shapely.intersects_xy(outline, inside.x, inside.y)

    def area_at(self, location: Location) -> KnownArea | None:
        """The area this place lies in, its border included."""
        candidates: list[int] = sorted(self._tree.query(shapely.Point(location.lon, location.lat)))
        for number in candidates:
            if shapely.intersects_xy(self._shapes[number], location.lon, location.lat):
                return self.areas[number]
        return None

    def areas_at(self, points: ArrayLike) -> NDArray[np.int64]:
        """For each row (lon, lat) of `points` the position of its area in `areas`; NOWHERE outside all of them."""
        table = np.asarray(points, dtype=float).reshape(-1, 2)
        chunks = [self._chunk(table[start : start + CHUNK]) for start in range(0, len(table), CHUNK)]
        return np.concatenate(chunks) if chunks else np.empty(0, dtype=np.int64)

    def _chunk(self, points: NDArray[np.float64]) -> NDArray[np.int64]:
        found = np.full(len(points), len(self.areas), dtype=np.int64)
        places, candidates = self._tree.query(shapely.points(points))  # by their boxes; the outlines decide below
        order = np.argsort(candidates, kind="stable")  # one outline after the other keeps its index in the cache
        places, candidates = places[order], candidates[order]
        inside = shapely.intersects_xy(self._shapes[candidates], points[places, 0], points[places, 1])
        np.minimum.at(found, places[inside], candidates[inside])
        found[found == len(self.areas)] = NOWHERE
        return found

    def as_geojson(self) -> str:
        """The areas for a map, as a FeatureCollection with outlines no finer than a map shows."""
        outlines = shapely.simplify(self._shapes, MAP_DETAIL_M / METRES_PER_DEGREE)
        rounded = shapely.transform(outlines, lambda coordinates: coordinates.round(5))
        features = [
            {
                "type": "Feature",
                "id": number,  # MapLibre wants numbers
                "properties": {"code": area.code, "name": area.name},
                "geometry": shapely.geometry.mapping(outline),
            }
            for number, (area, outline) in enumerate(zip(self.areas, rounded, strict=True))
        ]
        return json.dumps({"type": "FeatureCollection", "features": features}, separators=(",", ":"))
