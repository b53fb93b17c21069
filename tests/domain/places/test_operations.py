"""Importing areas and addresses, and finding them again."""

from __future__ import annotations

import json
from typing import Any
from uuid import uuid4

import pytest

from heard.domain.journal.models import Entry
from heard.domain.places import queries
from heard.domain.places.models import Address, Area
from heard.domain.places.operations import AreasImported, change_area, import_addresses, import_areas
from heard.domain.places.rules.addresses import AddressRow
from heard.domain.places.rules.boundary_files import read_boundaries
from heard.kernel.actor import SYSTEM, Actor, staff
from heard.kernel.location import Location, distance_m
from tests.domain.places.outlines import SOUTH, WEST, collection, feature, square

pytestmark = pytest.mark.django_db

INSIDE_LEFT = Location(WEST + 0.005, SOUTH + 0.005)
INSIDE_RIGHT = Location(WEST + 0.015, SOUTH + 0.005)


def imported(*features: Any, actor: Actor = SYSTEM) -> AreasImported:
    return import_areas(actor=actor, areas=read_boundaries(collection(*features)))


def left_and_right() -> AreasImported:
    return imported(feature("Left", square(0, 0)), feature("Right", square(1, 0)))


def addresses(*texts: str, east: float = 0.0) -> None:
    """Addresses like "12 Elm Street, Town", each a hundred metres or so east of the one before."""
    rows = []
    for n, text in enumerate(texts):
        number, street = text.split(",")[0].split(" ", 1)
        location = Location(WEST + east + n / 1000, SOUTH)
        rows.append(AddressRow(text=text, number=number, street=street, location=location))
    import_addresses(actor=SYSTEM, rows=rows)


def texts_matching(text: str, **options: Any) -> list[str]:
    return [address.text for address in queries.addresses_matching(text, **options)]


def test_areas_are_created_then_known_by_their_code() -> None:
    first = left_and_right()
    assert (first.created, first.changed, first.unchanged) == (["Left", "Right"], [], [])
    again = imported(
        feature("Left", square(0, 0)), feature("The Right", square(1, 0), code="right"), feature("Top", square(0, 1))
    )
    assert (again.created, again.changed, again.unchanged) == (["Top"], ["The Right"], ["Left"])
    assert [(area.code, area.position) for area in Area.objects.all()] == [("left", 0), ("right", 1), ("top", 2)]


def test_what_the_file_leaves_out_stays_and_is_told() -> None:
    left_and_right()
    assert imported(feature("Left", square(0, 0))).absent == ["Right"]
    assert queries.active_areas().count() == 2


def test_mended_outlines_are_told() -> None:
    bow_tie = [[-72, 41], [-71.98, 41.02], [-71.98, 41], [-72, 41.02], [-72, 41]]
    assert imported(feature("Bow", {"type": "Polygon", "coordinates": [bow_tie]})).mended == ["Bow"]


def test_an_import_is_one_entry_of_the_journal() -> None:
    somebody = staff(uuid4())
    imported(feature("Left", square(0, 0)), actor=somebody)
    entry = Entry.objects.get()
    assert (entry.kind, entry.actor_id, entry.data) == ("areas.imported", somebody.id, {"created": 1, "changed": 0})


def test_a_changed_area_is_found_anew_at_once() -> None:
    left_and_right()
    assert queries.area_at(INSIDE_LEFT).code == "left"
    assert queries.area_at(Location(WEST - 1, SOUTH)) is None
    imported(feature("Left", square(5, 5)))
    assert queries.area_at(INSIDE_LEFT) is None
    right = Area.objects.get(code="right")
    change_area(actor=SYSTEM, area_id=right.id, name="Right of the river")
    assert queries.area_at(INSIDE_RIGHT).name == "Right of the river"
    change_area(actor=SYSTEM, area_id=right.id, active=False)
    assert queries.area_at(INSIDE_RIGHT) is None
    assert [area.code for area in queries.active_areas()] == ["left"]
    entry = Entry.objects.order_by("-id").first()
    assert (entry.kind, entry.subject_id, entry.data) == (
        "area.changed",
        right.id,
        {"code": "right", "fields": ["active"]},
    )


def test_a_new_order_decides_on_the_border() -> None:
    left_and_right()
    border = Location(WEST + 0.01, SOUTH + 0.005)
    assert queries.area_at(border).code == "left"
    change_area(actor=SYSTEM, area_id=Area.objects.get(code="left").id, position=9)
    assert queries.area_at(border).code == "right"


def test_areas_that_did_not_change_cost_one_query(django_assert_num_queries) -> None:
    left_and_right()
    queries.area_at(INSIDE_LEFT)
    index = queries.area_index()
    for look in (lambda: queries.area_at(INSIDE_LEFT), queries.area_index, queries.areas_geojson):
        with django_assert_num_queries(1):
            look()
    assert queries.area_index() is index


def test_the_map_shows_active_areas() -> None:
    left_and_right()
    names = [each["properties"]["name"] for each in json.loads(queries.areas_geojson())["features"]]
    assert names == ["Left", "Right"]


def test_a_place_of_the_council_is_known_as_soon_as_there_is_one() -> None:
    assert queries.council_place() is None
    addresses("1 Elm Street")
    assert queries.council_place() == Location(WEST, SOUTH)
    left_and_right()
    assert distance_m(queries.council_place(), INSIDE_LEFT) < 1


def test_addresses_are_added_once_and_moved_after() -> None:
    row = AddressRow(street="Elm Street", number="1", location=Location(WEST, SOUTH))
    moved = AddressRow(street="Elm Street", number="1", location=Location(WEST + 1, SOUTH))
    first = import_addresses(actor=SYSTEM, rows=iter([row, row]))
    assert (first.read, first.added) == (2, 1)
    before = Address.objects.get()
    second = import_addresses(actor=SYSTEM, rows=[moved])
    assert (second.read, second.added) == (1, 0)
    after = Address.objects.get()
    assert (after.id, after.location) == (before.id, moved.location)
    assert list(Entry.objects.values_list("kind", flat=True)) == ["addresses.imported"] * 2


def test_more_addresses_than_one_batch() -> None:
    rows = (AddressRow(street="Long Lane", number=str(n), location=Location(WEST, SOUTH)) for n in range(4_500))
    assert import_addresses(actor=SYSTEM, rows=rows).added == 4_500


def test_the_words_typed_begin_the_words_of_the_address() -> None:
    addresses(
        "12 Elm Street, Northside", "120 Elm Street, Northside", "12 Elmham Road, Southside", "7 Oak Road, Northside"
    )
    assert texts_matching("elm str 12") == ["12 Elm Street, Northside", "120 Elm Street, Northside"]
    assert texts_matching("12 elm rd") == ["12 Elmham Road, Southside"]
    assert texts_matching("ÓAK") == ["7 Oak Road, Northside"]
    assert texts_matching("northside oak") == ["7 Oak Road, Northside"]
    assert texts_matching("2 elm") == []


def test_the_number_typed_comes_first_then_the_order_of_the_street() -> None:
    addresses("10 Elm Street", "2 Elm Street", "12 Elm Street", "1 Elm Street", "1 Ash Street")
    assert texts_matching("elm") == ["1 Elm Street", "2 Elm Street", "10 Elm Street", "12 Elm Street"]
    assert texts_matching("1 elm") == ["1 Elm Street", "10 Elm Street", "12 Elm Street"]
    assert texts_matching("elm", limit=1) == ["1 Elm Street"]


def test_near_puts_those_around_first() -> None:
    addresses("1 Elm Street, East", "1 Elm Street, West")
    assert texts_matching("1 elm", near=Location(WEST + 1, SOUTH)) == ["1 Elm Street, West", "1 Elm Street, East"]
    assert texts_matching("1 elm", near=Location(WEST - 1, SOUTH)) == ["1 Elm Street, East", "1 Elm Street, West"]
    addresses("10 Elm Street, North", east=1)
    assert texts_matching("1 elm", near=Location(WEST + 1, SOUTH))[-1] == "10 Elm Street, North"


def test_a_slip_of_the_finger_still_finds_it() -> None:
    addresses("12 Elmfield Road", "12 Elm Road", "14 Elmfield Road", "12 Oakwood Road", "3 Elmstead Close")
    assert texts_matching("12 elmfeild raod")[0] == "12 Elmfield Road"
    assert texts_matching("oakwoud rode") == ["12 Oakwood Road"]


@pytest.mark.parametrize("text", ["", "e", "  ,", "%", "__", "zzz 99"])
def test_nothing_much_typed_finds_nothing(text) -> None:
    addresses("12 Elm Street")
    assert texts_matching(text) == []


def test_the_nearest_address_is_the_nearest_in_metres() -> None:
    north, east = Location(WEST, SOUTH + 0.0005), Location(WEST + 0.0006, SOUTH)  # 56 m and 50 m
    rows = [AddressRow(street=street, location=place) for street, place in (("North", north), ("East", east))]
    import_addresses(actor=SYSTEM, rows=rows)
    here = Location(WEST, SOUTH)
    assert queries.nearest_address(here).street == "East"
    assert queries.nearest_address(here, within_m=30) is None
    assert queries.nearest_address(Location(0, 0)) is None
