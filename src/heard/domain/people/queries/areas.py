"""In which area somebody lives, where their address is one that the council knows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from heard.domain.people.rules.addresses import address_words
from heard.domain.places.queries import addresses_matching, area_at

if TYPE_CHECKING:
    from uuid import UUID

FEW = 3


def area_of_address(text: str) -> UUID | None:
    """By the known address with this street and number, if there is just one such area; a likely one is not enough."""
    words = set(address_words(text))
    first_line = text.partition(",")[0].partition("\n")[0]  # what follows, such as the town, is seldom in a street list
    named = [
        address
        for address in addresses_matching(first_line, limit=FEW)
        if address.number and words >= {*address_words(address.street), *address_words(address.number)}
    ]
    areas = {area.id for area in (area_at(address.location) for address in named) if area}
    return areas.pop() if len(areas) == 1 else None
