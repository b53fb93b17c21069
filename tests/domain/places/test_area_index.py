"""Which area a place lies in, on borders, in holes, and for a whole city's requests."""

from __future__ import annotations

import csv
import gzip
import json
from concurrent.futures import ThreadPoolExecutor
from uuid import UUID

import numpy as np
import pytest
import shapely

from heard.domain.places.rules.area_index import NOWHERE, AreaIndex, KnownArea
from heard.domain.places.rules.boundary_files import read_boundaries
from heard.kernel.location import Location
from tests.domain.places.outlines import SOUTH, WEST, ring, square


def index_of(**outlines: dict) -> AreaIndex:
    return AreaIndex(
        (KnownArea(UUID(int=n), code, code), outline) for n, (code, outline) in enumerate(outlines.items())
    )


def at(x: float, y: float) -> Location:
    return Location(WEST + x / 100, SOUTH + y / 100)


def code_at(index: AreaIndex, x: float, y: float) -> str | None:
    area = index.area_at(at(x, y))
    return area.code if area else None


def test_inside_outside_and_in_a_hole() -> None:
    index = index_of(ring=square(0, 0, 3, hole=ring(1, 1, 2, 2)), island=square(1.4, 1.4, 0.2))
    assert code_at(index, 0.5, 0.5) == "ring"
    assert code_at(index, 1.2, 1.2) is None
    assert code_at(index, 1.5, 1.5) == "island"
    assert code_at(index, 9, 9) is None


def test_every_part_of_a_multipolygon_counts_and_each_keeps_its_own_hole() -> None:
    parts = [square(0, 0, 3, hole=ring(1, 1, 2, 2))["coordinates"], square(5, 0)["coordinates"]]
    index = index_of(both={"type": "MultiPolygon", "coordinates": parts})
    assert [code_at(index, x, y) for x, y in ((0.5, 0.5), (1.5, 1.5), (5.5, 0.5), (4, 0.5))] == [
        "both",
        None,
        "both",
        None,
    ]


def test_on_a_shared_border_the_first_area_wins_alone_and_in_bulk() -> None:
    border = np.array([[WEST + 0.01, SOUTH + y / 1000] for y in range(11)])
    for first, second in (("left", "right"), ("right", "left")):
        outlines = {"left": square(0, 0), "right": square(1, 0)}
        index = index_of(**{first: outlines[first], second: outlines[second]})
        assert {index.area_at(Location(*point)).code for point in border} == {first}
        assert set(index.areas_at(border)) == {0}


def test_in_bulk_and_alone_the_answers_are_the_same() -> None:
    index = index_of(hole=square(0, 0, 3, hole=ring(1, 1, 2, 2)), lap=square(2.5, 0.5), far=square(4, 4))
    points = np.random.default_rng(7).uniform((WEST - 0.01, SOUTH - 0.01), (WEST + 0.06, SOUTH + 0.06), (5_000, 2))
    alone = [index.area_at(Location(*point)) for point in points]
    bulk = [None if number == NOWHERE else index.areas[number] for number in index.areas_at(points)]
    assert bulk == alone
    assert set(bulk) == {None, *index.areas}


def test_an_index_of_nothing_answers_nowhere() -> None:
    index = index_of()
    assert index.area_at(at(0, 0)) is None
    assert list(index.areas_at([(0, 0), (1, 1)])) == [NOWHERE, NOWHERE]
    assert list(index_of(a=square(0, 0)).areas_at([])) == []
    assert json.loads(index.as_geojson())["features"] == []


def test_many_threads_share_an_index() -> None:
    index = index_of(**{f"a{n}": square(n % 10, n // 10) for n in range(100)})

    def look(n: int) -> bool:
        return code_at(index, n % 10 + 0.5, n // 10 % 10 + 0.5) == f"a{n % 100}"

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(look, range(4_000)))


def test_the_map_has_every_area_with_coarser_outlines() -> None:
    circle = shapely.Point(WEST, SOUTH).buffer(0.01, quad_segs=500)
    index = index_of(circle=json.loads(shapely.to_geojson(circle)), square=square(3, 3))
    round_one, square_one = json.loads(index.as_geojson())["features"]
    assert round_one["properties"] == {"code": "circle", "name": "circle"}
    assert len(round_one["geometry"]["coordinates"][0]) < 200
    assert shapely.geometry.shape(round_one["geometry"]).area == pytest.approx(circle.area, rel=0.02)
    assert square_one["geometry"]["coordinates"] == pytest.approx(np.array(square(3, 3)["coordinates"]))


def test_requests_of_a_city_fall_into_one_neighbourhood_each(shared_data) -> None:
    boundaries = read_boundaries(
        gzip.decompress((shared_data / "boundaries/boston_neighborhoods.geojson.gz").read_bytes())
    )
    index = AreaIndex((KnownArea(UUID(int=n), a.code, a.name), a.surface.geometry) for n, a in enumerate(boundaries))
    with gzip.open(shared_data / "boston_open311/requests_2008_2017.csv.gz", "rt", encoding="utf-8") as file:
        points = np.array([(float(row["long"]), float(row["lat"])) for row in csv.DictReader(file)])
    inside = index.areas_at(points) != NOWHERE
    assert len(points) == 210_042
    assert inside.mean() == pytest.approx(0.995, abs=0.002)
    holders = sum(
        shapely.intersects_xy(shapely.geometry.shape(a.surface.geometry), *points.T).astype(int) for a in boundaries
    )
    assert set(holders) == {0, 1}
    assert ((holders == 1) == inside).all()
