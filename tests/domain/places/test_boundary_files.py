"""Boundary files as councils export them, right and wrong."""

from __future__ import annotations

import gzip
import json

import pytest

from heard.domain.places.rules.boundary_files import MAX_AREAS, read_boundaries
from heard.kernel.errors import InvalidInput
from heard.kernel.location import Location
from tests.domain.places.outlines import WEST, collection, feature, ring, square

HERE = Location(-72.5, 41.3)


def refusal(content: str | bytes, **options: object) -> str:
    with pytest.raises(InvalidInput) as refused:
        read_boundaries(content, **options)
    return refused.value.fields["file"]


def test_areas_come_in_the_order_of_the_file_with_code_and_box() -> None:
    north, south = read_boundaries(
        collection(feature("North End", square(0, 1)), feature("South", square(0, 0), CODE="S1"))
    )
    assert (north.name, north.code, south.code) == ("North End", "north-end", "s1")
    assert north.surface.box == pytest.approx((WEST, 41.01, WEST + 0.01, 41.02))
    assert north.surface.geometry["type"] == "Polygon"
    assert not north.surface.mended


def test_the_name_may_be_another_property_and_a_number() -> None:
    (area,) = read_boundaries(collection(feature(None, square(0, 0), BoroCD=305)), name_property="BOROCD")
    assert (area.name, area.code) == ("305", "305")


def test_an_outline_that_crosses_itself_is_mended() -> None:
    bow_tie = [[-72, 41], [-71.98, 41.02], [-71.98, 41], [-72, 41.02], [-72, 41]]
    (area,) = read_boundaries(collection(feature("Bow", {"type": "Polygon", "coordinates": [bow_tie]})))
    assert area.surface.mended
    assert area.surface.geometry["type"] == "MultiPolygon"
    assert len(area.surface.geometry["coordinates"]) == 2


def test_mending_leaves_no_lines_over() -> None:
    spike = [[-72, 41], [-71.98, 41], [-71.98, 41.02], [-71.98, 41.05], [-71.98, 41.02], [-72, 41.02], [-72, 41]]
    (area,) = read_boundaries(collection(feature("Spike", {"type": "Polygon", "coordinates": [spike]})))
    assert area.surface.geometry["type"] == "Polygon"
    assert area.surface.box[3] == 41.02


def test_heights_are_dropped_and_rings_closed() -> None:
    open_ring = [[*point, 12.0] for point in ring(0, 0, 1, 1)[:-1]]
    (area,) = read_boundaries(collection(feature("A", {"type": "Polygon", "coordinates": [open_ring]})))
    points = area.surface.geometry["coordinates"][0]
    assert points[0] == points[-1]
    assert all(len(point) == 2 for point in points)


@pytest.mark.parametrize(
    "geometry, says",
    [
        (None, "must be a Polygon"),
        ({"type": "Point", "coordinates": [-72, 41]}, "must be a Polygon"),
        ({"type": "Polygon", "coordinates": [[[0, 0], [1, 1]]]}, "too few points"),
        ({"type": "Polygon", "coordinates": "here"}, "cannot be read"),
        ({"type": "Polygon"}, "cannot be read"),
        ({"type": "Polygon", "coordinates": []}, "no points"),
        ({"type": "Polygon", "coordinates": [[[0, 0], [1, 1], [2, 2], [0, 0]]]}, "no surface"),
        ({"type": "Polygon", "coordinates": [[[41, -122], [42, -122], [42, -121], [41, -122]]]}, "longitude first"),
        ({"type": "Polygon", "coordinates": [[[530000, 180000], [531000, 180000], [531000, 181000]]]}, "national grid"),
    ],
)
def test_a_geometry_that_is_no_surface_is_told_by_name(geometry, says) -> None:
    told = refusal(collection(feature("Quayside", geometry)))
    assert told.startswith("Quayside: ")
    assert says in told


def test_swapped_coordinates_that_are_still_on_earth_are_known_by_the_council() -> None:
    swapped = collection(
        feature("A", {"type": "Polygon", "coordinates": [[[lat, lon] for lon, lat in ring(0, 0, 1, 1)]]})
    )
    assert len(read_boundaries(swapped)) == 1
    assert "longitude first" in refusal(swapped, near=HERE)
    assert len(read_boundaries(collection(feature("A", square(0, 0))), near=HERE)) == 1
    assert len(read_boundaries(collection(feature("A", square(0, 0))), near=Location(10, 50))) == 1  # far, not swapped


def test_every_problem_is_told_at_once() -> None:
    told = refusal(
        collection(
            feature("", square(0, 0)),
            "nothing",
            feature("A", None),
            feature("B", square(0, 0)),
            feature("B", square(1, 1)),
        )
    )
    for part in ("Feature 1 has no name", "Feature 2 has no name", "A: ", "2 areas are called “B”"):
        assert part in told


def test_many_problems_are_counted() -> None:
    assert "And 20 more problems." in refusal(collection(*[feature("", None)] * 30))


def test_two_names_with_one_code_are_refused() -> None:
    assert "code “north-end”" in refusal(
        collection(feature("North End", square(0, 0)), feature("North, End", square(1, 1)))
    )


@pytest.mark.parametrize(
    "content, says",
    [
        (b"\xff\xfe\x00", "not a GeoJSON"),
        ("name,area\n", "not a GeoJSON"),
        ("[" * 100_000, "not a GeoJSON"),
        (
            collection(feature("A", {"type": "Polygon", "coordinates": [[[0, 0], [float("nan"), 1], [2, 0]]]})),
            "not a GeoJSON",
        ),
        (collection(feature("A", square(0, 0))).replace("41.0]", "1e999]"), "not numbers"),
        ("[]", "not a FeatureCollection"),
        ('{"type": "Feature"}', "not a FeatureCollection"),
        ('{"type": "FeatureCollection", "features": {}}', "not a FeatureCollection"),
        (collection(), "no areas"),
        (collection(*[None] * (MAX_AREAS + 1)), "more than 5000"),
    ],
)
def test_a_file_that_holds_no_boundaries_is_refused(content, says) -> None:
    assert says in refusal(content)


def test_real_boundaries(shared_data) -> None:
    folder = shared_data / "boundaries"
    boston = read_boundaries(gzip.decompress((folder / "boston_neighborhoods.geojson.gz").read_bytes()))
    assert len(boston) == 26
    assert sum(area.surface.mended for area in boston) == 4
    haven = (folder / "new_haven_neighborhoods.geojson").read_bytes()
    assert {area.name for area in read_boundaries(haven)} == {
        f["properties"]["name"] for f in json.loads(haven)["features"]
    }
    districts = gzip.decompress((folder / "nyc_community_districts.geojson.gz").read_bytes())
    assert len(read_boundaries(districts, name_property="BoroCD")) == 71
