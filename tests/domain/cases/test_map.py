"""The map of open cases: the same cases whether one by one or counted by cell."""

from __future__ import annotations

import random
from collections import Counter
from typing import Any

import h3
import pytest

from heard.domain.cases.models import Case, Outcome, Status
from heard.domain.cases.queries import CaseFilters, map_cells
from heard.domain.cases.queries import map as case_map
from heard.domain.teams.queries import standing_of
from heard.kernel import clock
from heard.kernel.location import CELL_RESOLUTION, Location, cell
from tests.town.cases import CaseFactory
from tests.town.catalogue import ServiceFactory
from tests.town.places import WEST_SQUARE
from tests.town.staff import StaffFactory, TeamFactory

pytestmark = pytest.mark.django_db

TOWN = (WEST_SQUARE.lon - 0.05, WEST_SQUARE.lat - 0.05, WEST_SQUARE.lon + 0.05, WEST_SQUARE.lat + 0.05)
BLOCK = (WEST_SQUARE.lon - 0.005, WEST_SQUARE.lat - 0.005, WEST_SQUARE.lon + 0.005, WEST_SQUARE.lat + 0.005)


def case_at(place, **more: Any) -> Case:
    return CaseFactory(location=place, cell=cell(place), **more)


@pytest.fixture
def scattered() -> list[Case]:
    """Forty open cases all over the town, always the same ones."""
    chance, team, service = random.Random(1), TeamFactory(), ServiceFactory()
    places = [Location(chance.uniform(TOWN[0], TOWN[2]), chance.uniform(TOWN[1], TOWN[3])) for _ in range(40)]
    return [case_at(place, team=team, service=service) for place in places]


@pytest.mark.parametrize("box", [TOWN, BLOCK])
def test_few_cases_are_drawn_one_by_one(scattered, box, django_assert_num_queries) -> None:
    inside = case_at(WEST_SQUARE)
    case_at(WEST_SQUARE, status=Status.CLOSED, outcome=Outcome.FIXED, closed_at=clock.now())
    case_at(Location(-71.06, 42.36))
    with django_assert_num_queries(2):
        drawn = map_cells(box, zoom=12)
        assert all(case.service.name for case in drawn.cases)
    assert inside in drawn.cases
    assert drawn.clusters == []
    assert len(drawn.cases) == (41 if box == TOWN else len(drawn.cases))


@pytest.mark.parametrize("zoom", [8, 11, 13, 16])
def test_many_are_counted_by_the_cell_h3_puts_them_in(scattered, zoom, monkeypatch, django_assert_num_queries) -> None:
    monkeypatch.setattr(case_map, "MOST_SINGLE", 10)
    with django_assert_num_queries(2):
        drawn = map_cells(TOWN, zoom=zoom)
    resolution = case_map.resolution_for(TOWN, zoom)
    parents = Counter(h3.cell_to_parent(h3.int_to_str(case.cell), resolution) for case in scattered)
    assert sorted(cluster.count for cluster in drawn.clusters) == sorted(parents.values())
    for cluster in drawn.clusters:
        if cluster.count == 1:
            assert any(Location(cluster.lon, cluster.lat) == case.location for case in scattered)


def test_cells_grow_finer_with_zoom_and_never_too_many() -> None:
    resolutions = [case_map.resolution_for(TOWN, zoom) for zoom in range(1, 23)]
    assert resolutions == sorted(resolutions)
    assert resolutions[-1] <= CELL_RESOLUTION
    assert case_map.resolution_for((-180, -90, 180, 90), 22) == case_map.COARSEST


def test_the_public_map_shows_nothing_confidential_and_the_desk_what_one_may_see() -> None:
    hidden = ServiceFactory(confidential=True)
    team = TeamFactory()
    open_case, secret = case_at(WEST_SQUARE), case_at(WEST_SQUARE, service=hidden, team=team)
    assert map_cells(TOWN, 12).cases == [open_case]
    assert map_cells(TOWN, 12, standing=standing_of(StaffFactory(team=team))).cases == [secret]


def test_filters_narrow_the_map(scattered) -> None:
    service = ServiceFactory()
    wanted = case_at(WEST_SQUARE, service=service)
    assert map_cells(TOWN, 12, CaseFilters(service=service)).cases == [wanted]
