"""The council's addresses, from a file into the address search. Lines without a place are counted, not kept."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from typing import TYPE_CHECKING

from heard.domain.places import operations
from heard.domain.places.rules.addresses import AddressRow
from heard.kernel.errors import Refused
from heard.kernel.location import Location

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from heard.domain.places.operations import AddressesImported
    from heard.kernel.actor import Actor

# Our columns, each with the names it has in common files (capitals do not matter).
NAMES = {
    "street": ("street", "street_name", "road"),
    "number": ("number", "house_number", "housenumber"),
    "locality": ("locality", "city", "town", "district"),
    "postcode": ("postcode", "zip", "postal_code"),
    "text": ("text", "address", "full_address"),
    "lat": ("lat", "latitude", "y"),
    "lon": ("lon", "long", "longitude", "lng", "x"),
}


@dataclass(slots=True)
class _Reading:
    """The rows of a file, and which lines were none."""

    columns: dict[str, str]
    passed_over: int = 0

    def rows(self, lines: Iterable[dict[str, str]]) -> Iterator[AddressRow]:
        for line in lines:
            cells = {name: (line.get(column) or "").strip() for name, column in self.columns.items()}
            lon, lat = cells.pop("lon"), cells.pop("lat")
            try:
                place = Location(float(lon), float(lat))
            except ValueError:
                self.passed_over += 1
                continue
            if cells.get("street") or cells.get("text"):
                yield AddressRow(street=cells.pop("street", ""), location=place, **cells)
            else:
                self.passed_over += 1


def import_addresses(file: Path, *, actor: Actor) -> tuple[AddressesImported, int]:
    """Read a CSV file with a header line; what was done, and how many lines were passed over."""
    with file.open(encoding="utf-8-sig", newline="") as opened:
        lines = csv.DictReader(opened)
        reading = _Reading(_columns(lines.fieldnames or ()))
        done = operations.import_addresses(actor=actor, rows=reading.rows(lines))
    return done, reading.passed_over


def _columns(header: Iterable[str]) -> dict[str, str]:
    given = {name.strip().lower(): name for name in header}
    found = {
        ours: given[name] for ours, names in NAMES.items() if (name := next((one for one in names if one in given), ""))
    }
    if not {"lat", "lon"} <= set(found) or not {"street", "text"} & set(found):
        raise Refused("The file needs a header line with the columns street (or address), lat and lon.")
    return found
