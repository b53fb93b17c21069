"""The land of the sample council."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING
from uuid import UUID

import numpy as np
import pytest

from heard.cli.sample.places import BOUNDARIES, sample_addresses, sample_areas
from heard.domain.places.rules.area_index import NOWHERE, AreaIndex, KnownArea
from heard.kernel.location import distance_m

if TYPE_CHECKING:
    from heard.domain.places.rules.addresses import AddressRow


@pytest.fixture(scope="module")
def addresses() -> list[AddressRow]:
    return sample_addresses(seed=1)


def test_the_outlines_come_with_their_licence_and_their_source() -> None:
    assert len(sample_areas()) == 20
    assert "MIT License" in BOUNDARIES.with_suffix(".LICENCE.txt").read_text()
    assert "click_that_hood" in BOUNDARIES.with_suffix(".SOURCE.txt").read_text()


def test_a_seed_gives_the_same_city_and_another_seed_another_one(addresses) -> None:
    assert sample_addresses(seed=1) == addresses
    assert sample_addresses(seed=2) != addresses


def test_about_six_thousand_houses_no_two_with_one_address(addresses) -> None:
    assert 5_500 < len(addresses) < 6_500
    assert len({house.line for house in addresses}) == len(addresses)


def test_every_house_stands_in_the_neighbourhood_of_its_address(addresses) -> None:
    index = AreaIndex(
        (KnownArea(UUID(int=n), a.code, a.name), a.surface.geometry) for n, a in enumerate(sample_areas())
    )
    found = index.areas_at([(house.location.lon, house.location.lat) for house in addresses])
    names = [None if number == NOWHERE else index.areas[number].name for number in found]
    assert names == [house.locality for house in addresses]
    assert set(names) == {area.name for area in sample_areas()}


def test_a_street_is_straight_with_odd_numbers_on_one_side(addresses) -> None:
    longest = Counter(house.street for house in addresses).most_common(1)[0][0]
    street = [house for house in addresses if house.street == longest]
    numbers = [int(house.number) for house in street]
    assert numbers == sorted(numbers)
    assert {number % 2 for number in numbers} == {0, 1}
    for side in (0, 1):
        points = np.array([(h.location.lon, h.location.lat) for h in street if int(h.number) % 2 == side])
        first, *_, last = np.diff(points, axis=0)
        assert np.allclose(first / np.linalg.norm(first), last / np.linalg.norm(last), atol=1e-2)
    assert distance_m(street[0].location, street[-1].location) < 16 * (numbers[-1] + 2)
