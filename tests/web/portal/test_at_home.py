"""A service that comes to the door shows nobody where that is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from heard.domain.cases.operations.erasing import forget_reporter
from heard.domain.people.rules.masking import Known
from heard.kernel.actor import SYSTEM
from tests.town.places import WEST_SQUARE

if TYPE_CHECKING:
    from django.test import Client

    from tests.town.council import Council
    from tests.web.portal.resident import Resident


@pytest.fixture
def at_home(council: Council) -> Council:
    council.pothole.at_home = True
    council.pothole.save()
    return council


def test_its_place_is_on_no_public_page(at_home: Council, client: Client, resident: Resident) -> None:
    case, _draft = resident.report()
    assert client.get("/map/cases.json").json()["features"] == []
    page = client.get(f"/cases/{case.reference}/").content.decode()
    assert "data-lon" not in page
    assert at_home.area.name in page


def test_a_neighbour_is_not_told_of_it(at_home: Council, client: Client, resident: Resident) -> None:
    resident.report()
    draft = resident.begin(lon=WEST_SQUARE.lon, lat=WEST_SQUARE.lat)
    assert "/nearby/" not in client.get(f"{draft}check/").headers["Location"]


def test_a_forgotten_reporter_leaves_no_door_behind(at_home: Council, resident: Resident) -> None:
    case, _draft = resident.report()
    exact = case.location
    assert forget_reporter(case.id, known=Known(), actor=SYSTEM)
    case.refresh_from_db()
    assert case.address == ""
    assert case.location != exact
