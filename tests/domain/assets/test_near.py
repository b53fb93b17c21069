"""What is near: the same metres from the database and by hand, within one layer, and nothing that is gone."""

import random

import pytest

from heard.domain.assets.models import Asset
from heard.domain.assets.queries import asset_in, assets_called, assets_near, metres_to_nearest, nearest_of_layer
from heard.domain.cases.models import Case
from heard.kernel.location import Location, distance_m
from tests.town.assets import AssetFactory, LayerFactory
from tests.town.cases import CaseFactory
from tests.town.places import WEST_SQUARE

pytestmark = pytest.mark.django_db
NORTH = Location(WEST_SQUARE.lon, WEST_SQUARE.lat + 0.001)  # 111 metres
EAST = Location(WEST_SQUARE.lon + 0.0012, WEST_SQUARE.lat)  # more degrees, but 100 metres


def test_degrees_of_longitude_are_shorter() -> None:
    lights = LayerFactory(code="lights")
    AssetFactory(layer=lights, code="north", location=NORTH)
    AssetFactory(layer=lights, code="east", location=EAST)

    assert nearest_of_layer("lights", WEST_SQUARE) == pytest.approx(distance_m(WEST_SQUARE, EAST))
    assert [near.asset.code for near in assets_near("lights", WEST_SQUARE)] == ["east", "north"]


def test_any_place_has_the_same_nearest_as_by_hand() -> None:
    chance = random.Random(4)
    lights = LayerFactory(code="lights")
    places = [Location(chance.uniform(-73, -72.9), chance.uniform(41.2, 41.3)) for _ in range(150)]
    Asset.objects.bulk_create(Asset(layer=lights, code=str(n), location=place) for n, place in enumerate(places))

    for _ in range(100):
        here = Location(chance.uniform(-73.05, -72.85), chance.uniform(41.15, 41.35))
        nearest = min(distance_m(here, place) for place in places)
        assert nearest_of_layer("lights", here) == pytest.approx(nearest, abs=0.001)


def test_only_of_this_layer_and_only_what_is_there_still() -> None:
    AssetFactory(location=WEST_SQUARE)
    schools = LayerFactory(code="schools")
    AssetFactory(layer=schools, active=False, location=WEST_SQUARE)

    assert nearest_of_layer("schools", WEST_SQUARE) is None
    assert nearest_of_layer("nothing-like-it", WEST_SQUARE) is None
    assert assets_near("schools", WEST_SQUARE) == []


def test_cases_are_filtered_by_the_same_metres() -> None:
    AssetFactory(layer=LayerFactory(code="schools"), location=EAST)
    near, far = CaseFactory(location=WEST_SQUARE), CaseFactory(location=Location(-72.0, 41.3))
    CaseFactory(location=None)
    metres = nearest_of_layer("schools", WEST_SQUARE)

    cases = Case.objects.annotate(away=metres_to_nearest("schools"))

    assert list(cases.filter(away__lte=metres)) == [near]
    assert list(cases.filter(away__gt=metres)) == [far]


def test_a_thing_is_found_by_what_stands_on_it() -> None:
    lamp = AssetFactory(layer=LayerFactory(code="lights"), code="L-1042", name="Elm Street, opposite 4")

    assert asset_in("lights", " l-1042 ") == lamp
    assert assets_called("lights", "L-10") == assets_called("lights", "elm") == [lamp]
    assert assets_called("lights", "x") == []
