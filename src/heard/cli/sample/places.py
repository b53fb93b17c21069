"""The sample council's land: real outlines of neighbourhoods, with invented streets and houses on them."""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import numpy as np
import shapely
from shapely import affinity
from shapely.geometry import MultiLineString, shape

from heard.cli.sample.street_names import street_names
from heard.domain.places.rules.addresses import AddressRow
from heard.domain.places.rules.boundary_files import read_boundaries
from heard.kernel.location import METRES_PER_DEGREE, Location

if TYPE_CHECKING:
    from collections.abc import Iterator

    from shapely.geometry.base import BaseGeometry

    from heard.domain.places.rules.boundary_files import BoundaryArea

BOUNDARIES = Path(__file__).with_name("new_haven_neighborhoods.geojson")

# Metres. Together they make some six thousand addresses, so that from anywhere in the city one is not far.
BETWEEN_STREETS = 180
BETWEEN_CROSS_STREETS = 300
BETWEEN_HOUSES = 68
PER_NUMBER = 16
FROM_THE_MIDDLE = 11
FROM_THE_BORDER = 20
SHORTEST_STREET = 120

# Below 00501 no postcode was ever given out in the country whose style this is.
FIRST_POSTCODE = 301


def sample_areas() -> list[BoundaryArea]:
    """The neighbourhoods, ready for `import_areas`."""
    return read_boundaries(BOUNDARIES.read_bytes())


def sample_addresses(*, seed: int) -> list[AddressRow]:
    """The houses of all neighbourhoods, ready for `import_addresses`."""
    random = Random(seed)  # noqa: S311 -- believable, not secret
    names = street_names(random)
    return [
        house
        for number, area in enumerate(sample_areas())
        for street in _streets(area, random)
        for house in _houses(street, next(names), area.name, f"00{FIRST_POSTCODE + number}", random)
    ]


@dataclass(frozen=True, slots=True)
class _Street:
    """A straight street, in metres from `corner`: `across` is a step to its right-hand side."""

    corner: Location
    start: np.ndarray
    along: np.ndarray
    length: float

    @property
    def across(self) -> np.ndarray:
        return np.array([self.along[1], -self.along[0]])

    def place(self, metres: float, to_the_right: float) -> Location:
        east, north = self.start + metres * self.along + to_the_right * self.across
        lat = self.corner.lat + north / METRES_PER_DEGREE
        lon = self.corner.lon + east / (METRES_PER_DEGREE * math.cos(math.radians(self.corner.lat)))
        return Location(round(float(lon), 6), round(float(lat), 6))


def _streets(area: BoundaryArea, random: Random) -> Iterator[_Street]:
    """A grid of streets, turned as this neighbourhood happened to be laid out."""
    west, south, _east, _north = area.surface.box
    corner = Location(west, south)
    inside = _in_metres(shape(area.surface.geometry), corner).buffer(-FROM_THE_BORDER)
    turn = random.uniform(-25, 25)
    grid = affinity.rotate(_grid(affinity.rotate(inside, -turn, origin=(0, 0)).bounds, random), turn, origin=(0, 0))
    for stretch in shapely.get_parts(shapely.intersection(shapely.get_parts(grid), inside)):
        if stretch.length >= SHORTEST_STREET:
            start, end = shapely.get_coordinates(stretch)
            yield _Street(corner, start, (end - start) / stretch.length, stretch.length)


def _in_metres(geometry: BaseGeometry, corner: Location) -> BaseGeometry:
    scale = METRES_PER_DEGREE * np.array([math.cos(math.radians(corner.lat)), 1])
    return shapely.transform(geometry, lambda points: (points - [corner.lon, corner.lat]) * scale)


def _grid(bounds: tuple[float, float, float, float], random: Random) -> MultiLineString:
    west, south, east, north = bounds
    streets = [((x, south), (x, north)) for x in _spaced(west, east, BETWEEN_STREETS, random)]
    cross_streets = [((west, y), (east, y)) for y in _spaced(south, north, BETWEEN_CROSS_STREETS, random)]
    return MultiLineString(streets + cross_streets)


def _spaced(start: float, end: float, distance: float, random: Random) -> Iterator[float]:
    at = start + random.uniform(0.2, 0.8) * distance
    while at < end:
        yield at
        at += random.uniform(0.8, 1.2) * distance


def _houses(street: _Street, name: str, locality: str, postcode: str, random: Random) -> Iterator[AddressRow]:
    """Odd numbers on the left, even ones on the right, higher the further along."""
    right = random.random() < 0.5  # noqa: PLR2004 -- a coin
    for metres in _spaced(0, street.length, BETWEEN_HOUSES, random):
        number = 2 * int(metres / PER_NUMBER) + (2 if right else 1)
        location = street.place(metres, FROM_THE_MIDDLE if right else -FROM_THE_MIDDLE)
        yield AddressRow(street=name, number=str(number), locality=locality, postcode=postcode, location=location)
        right = not right
