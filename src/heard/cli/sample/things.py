"""What stands in the sample council's streets: a lamp before every few houses, and a school in most neighbourhoods."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from heard.domain.assets.models import Layer
from heard.domain.assets.operations import import_assets
from heard.domain.assets.rules.register import AssetRow
from heard.kernel.actor import SYSTEM
from heard.kernel.location import Location

if TYPE_CHECKING:
    from heard.domain.places.rules.addresses import AddressRow

HOUSES_PER_LAMP = 4
HOUSES_PER_SCHOOL = 260
TO_THE_KERB = 0.00004  # degrees: some four metres


def set_up_things(homes: list[AddressRow]) -> None:
    """Registers of lamps and schools, brought in as a council would."""
    for code, rows in (("street-lights", _lamps(homes)), ("schools", _schools(homes))):
        import_assets(Layer.objects.get(code=code), rows=rows, retire=False, actor=SYSTEM)


def _lamps(homes: list[AddressRow]) -> list[AssetRow]:
    kinds = ("LED", "LED", "LED", "sodium")
    return [
        AssetRow(
            f"L-{1000 + number}",
            Location(round(home.location.lon + TO_THE_KERB, 6), home.location.lat),
            attributes={"street": home.street, "lamp": kinds[number % len(kinds)]},
        )
        for number, home in enumerate(homes[::HOUSES_PER_LAMP])
    ]


def _schools(homes: list[AddressRow]) -> list[AssetRow]:
    by_area: dict[str, list[AddressRow]] = defaultdict(list)
    for home in homes:
        by_area[home.locality].append(home)
    middles = [(area, houses[len(houses) // 2]) for area, houses in by_area.items() if len(houses) > HOUSES_PER_SCHOOL]
    return [
        AssetRow(f"S-{number}", home.location, name=f"{area} School")
        for number, (area, home) in enumerate(middles, start=1)
    ]
