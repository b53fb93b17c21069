"""What is known about places: areas by location, addresses by text and by nearness."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from django.contrib.postgres.search import TrigramSimilarity
from django.db import connection
from django.db.models import Q

from heard.domain.places.models import Address, Area
from heard.domain.places.rules.addresses import beginnings, loose_beginnings, reading_order, searchable, words_of
from heard.domain.places.rules.area_index import AreaIndex, KnownArea
from heard.kernel.location import Location, Nearness, box_around, distance_m

if TYPE_CHECKING:
    from django.db.models import QuerySet

CANDIDATES = 200  # ranked in memory; more never reach the list
LOOSE_CANDIDATES = 1_000  # ranked by the database, some four milliseconds
SHORTEST_SEARCH, LONGEST_SEARCH = 2, 200
ON_THE_DOORSTEP_M = 100


@dataclass(frozen=True)
class _AreasOnce:
    """The active areas as they were at one version of the table."""

    version: tuple[int, int]
    index: AreaIndex

    @cached_property
    def geojson(self) -> str:
        return self.index.as_geojson()


# One for the process. Replaced whole, never changed: threads that look need no lock.
_latest: _AreasOnce | None = None


def area_index() -> AreaIndex:
    """The index of the active areas. One small query; the outlines are read again only when an area has changed."""
    return _areas().index


def area_at(location: Location) -> KnownArea | None:
    """The active area this place lies in."""
    return area_index().area_at(location)


def has_areas() -> bool:
    """Whether the council has drawn any area in use: without one, no place is outside."""
    return bool(area_index().areas)


def areas_geojson() -> str:
    """The active areas for a map, as GeoJSON text."""
    return _areas().geojson


def all_areas() -> QuerySet[Area]:
    """Every area, for lists and choices: without its outline."""
    return Area.objects.defer("geometry")


def active_areas() -> QuerySet[Area]:
    """The areas in use, for lists and choices: without their outlines."""
    return all_areas().filter(active=True)


def council_place() -> Location | None:
    """Some place of the council, to tell a boundary file of another part of the world; None before there is any."""
    if area := all_areas().first():
        return Location((area.west + area.east) / 2, (area.south + area.north) / 2)
    address = Address.objects.first()
    return address.location if address else None


def addresses_matching(text: str, *, near: Location | None = None, limit: int = 8) -> list[Address]:
    """The addresses that somebody who types this may mean, best first: each word typed begins one of theirs.

    Where there is none, the nearest to what was typed. `near` puts those around it first.
    """
    text = text[:LONGEST_SEARCH]
    if len("".join(words_of(text))) < SHORTEST_SEARCH:
        return []
    found = list(_in_order_of_nearness(_holding(beginnings(text)), near)[:CANDIDATES])
    if not found:
        return _resembling(text, limit=limit)
    numbers = {word for word in words_of(text) if word[0].isdigit()}

    def rank(address: Address) -> tuple[object, ...]:
        away = distance_m(near, address.location) if near else 0
        return address.number.lower() not in numbers, away, reading_order(address.street, address.number)

    return sorted(found, key=rank)[:limit]


def nearest_address(location: Location, *, within_m: float = ON_THE_DOORSTEP_M) -> Address | None:
    """The address nearest to this place, if there is one that near."""
    around = Address.objects.filter(location__within=box_around(location, within_m))
    # The index counts in degrees, which are longer to the north than to the east: the nearest is among its first few.
    few = around.order_by(Nearness("location", location))[:16]
    nearest = min(few, key=lambda address: distance_m(location, address.location), default=None)
    return nearest if nearest and distance_m(location, nearest.location) <= within_m else None


def _areas() -> _AreasOnce:
    global _latest  # noqa: PLW0603 -- the process's one copy
    known, version = _latest, _version()
    if known is None or known.version != version:
        rows = Area.objects.filter(active=True).values_list("id", "code", "name", "geometry")
        index = AreaIndex((KnownArea(key, code, name), geometry) for key, code, name, geometry in rows)
        _latest = known = _AreasOnce(version, index)
    return known


def _version() -> tuple[int, int]:
    """Another pair after every change of the table: each row's `xmin` is the transaction that wrote it last.

    A newest `changed_at` would miss the transaction that began first and commits last.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*), coalesce(sum(xmin::text::bigint), 0) FROM places_area")
        rows, transactions = cursor.fetchone()
    return rows, int(transactions)


def _holding(words: list[list[str]]) -> QuerySet[Address]:
    found = Address.objects.all()
    for ways in words:
        one_of = Q()
        for way in ways:
            one_of |= Q(search__contains=f" {way}")  # the space: at a word's beginning
        found = found.filter(one_of)
    return found


def _in_order_of_nearness(addresses: QuerySet[Address], near: Location | None) -> QuerySet[Address]:
    return addresses.order_by(Nearness("location", near)) if near else addresses.order_by()


def _resembling(text: str, *, limit: int) -> list[Address]:
    some = _holding(loose_beginnings(text)).order_by().values("id")[:LOOSE_CANDIDATES]
    likeness = TrigramSimilarity("search", searchable(text))
    return list(Address.objects.filter(id__in=some).order_by(likeness.desc(), "text")[:limit])
