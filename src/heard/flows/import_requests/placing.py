"""Which area each case of a batch lies in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from heard.domain.places.queries import area_index

if TYPE_CHECKING:
    from heard.domain.cases.operations.importing import PastCase


def with_areas(cases: list[PastCase]) -> list[PastCase]:
    """The same cases, each with the area its place lies in: looked up all at once."""
    index = area_index()
    placed = [case for case in cases if case.location]
    if not index.areas or not placed:
        return cases
    found = index.areas_at([(case.location.lon, case.location.lat) for case in placed if case.location])
    for case, number in zip(placed, found.tolist(), strict=True):
        case.area_id = index.areas[number].id if number >= 0 else None
    return cases
