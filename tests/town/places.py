"""The town's land: two square neighbourhoods side by side, Westside and Eastside, and addresses on them."""

from __future__ import annotations

from typing import Any

import factory
from factory.django import DjangoModelFactory

from heard.domain.places.models import Address, Area
from heard.domain.places.rules.addresses import searchable
from heard.kernel.location import Location

WEST_SQUARE = Location(-72.95, 41.30)  # in the middle of Westside
EAST_SQUARE = Location(-72.85, 41.30)  # in the middle of Eastside
ELSEWHERE = Location(-71.06, 42.36)


def square(centre: Location, *, half: float = 0.05) -> dict[str, Any]:
    """A square as GeoJSON, `half` degrees from its centre to each side."""
    west, east, south, north = centre.lon - half, centre.lon + half, centre.lat - half, centre.lat + half
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}


class AreaFactory(DjangoModelFactory):
    """A square neighbourhood around `centre`; Westside unless told otherwise."""

    name = factory.Sequence(lambda n: f"Neighbourhood {n}")
    code = factory.Sequence(lambda n: f"neighbourhood-{n}")
    geometry = factory.LazyAttribute(lambda area: square(area.centre))
    west = factory.LazyAttribute(lambda area: area.centre.lon - 0.05)
    east = factory.LazyAttribute(lambda area: area.centre.lon + 0.05)
    south = factory.LazyAttribute(lambda area: area.centre.lat - 0.05)
    north = factory.LazyAttribute(lambda area: area.centre.lat + 0.05)

    class Meta:
        model = Area

    class Params:
        centre = WEST_SQUARE


class AddressFactory(DjangoModelFactory):
    """A house on Elm Street, in Westside."""

    number = factory.Sequence(lambda n: str(n + 1))
    street = "Elm Street"
    text = factory.LazyAttribute(lambda address: f"{address.number} {address.street}")
    location = WEST_SQUARE
    search = factory.LazyAttribute(lambda address: searchable(address.text))

    class Meta:
        model = Address
