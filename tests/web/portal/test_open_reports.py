"""The public map: open reports as a list and as points, nothing confidential, the same few queries however many."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from heard.domain.cases.models import Outcome, Status
from heard.kernel import clock
from tests.town.cases import CaseFactory
from tests.town.catalogue import ServiceFactory
from tests.town.places import EAST_SQUARE, WEST_SQUARE

if TYPE_CHECKING:
    from django.test import Client

    from tests.town.council import Council

WEST_BOX = "-73.00,41.25,-72.90,41.35"


def points(client: Client, **query: str) -> list[str]:
    answer = client.get("/map/cases.json", query)
    assert answer.status_code == 200
    return [feature["properties"]["id"] for feature in answer.json()["features"]]


def test_only_open_public_reports_with_a_place_are_shown(council: Council, client: Client) -> None:
    shown = CaseFactory(location=WEST_SQUARE)
    CaseFactory(location=WEST_SQUARE, status=Status.CLOSED, outcome=Outcome.FIXED)
    CaseFactory(location=WEST_SQUARE, service=ServiceFactory(name="Abuse", confidential=True))
    CaseFactory(location=None)
    assert points(client) == [shown.reference]
    page = client.get("/map/").content.decode()
    assert page.count("heard-row__link") == 1
    assert "Abuse" not in page


def test_points_are_those_of_the_box_and_of_the_service(council: Council, client: Client) -> None:
    west, east = CaseFactory(location=WEST_SQUARE), CaseFactory(location=EAST_SQUARE)
    assert points(client, bbox=WEST_BOX) == [west.reference]
    assert points(client, service=east.service.code) == [east.reference]


def test_points_say_nothing_anybody_wrote(council: Council, client: Client) -> None:
    case = CaseFactory(location=WEST_SQUARE, address="12 Elm Street, top floor", description="Call me")
    (feature,) = client.get("/map/cases.json").json()["features"]
    assert feature["properties"] == {
        "id": case.reference, "title": case.service.name, "url": f"/cases/{case.reference}/"
    }  # fmt: skip


@pytest.mark.parametrize("bbox", ["1,2,3", "a,b,c,d", "10,10,5,20", "nan,0,1,1", "0,0,500,1"])
def test_a_bad_box_is_refused(council: Council, client: Client, bbox: str) -> None:
    answer = client.get("/map/cases.json", {"bbox": bbox})
    assert answer.status_code == 400
    assert "west,south,east,north" in answer.content.decode()


def test_the_list_goes_on_page_by_page_without_gaps(council: Council, client: Client) -> None:
    now = clock.now()
    cases = [CaseFactory(location=WEST_SQUARE, reported_at=now - timedelta(hours=n // 3)) for n in range(60)]
    seen: list[str] = []
    address = "/map/"
    while address:
        context = client.get(address).context
        seen += [case.reference for case in context["cases"]]
        address = f"/map/{context['older']}" if context["older"] else ""
    assert sorted(seen) == sorted(case.reference for case in cases)
    assert len(seen) == len(set(seen))


@pytest.mark.parametrize("bookmark", ["nonsense", "a:b:c", ""])
def test_a_mangled_bookmark_begins_anew(council: Council, client: Client, bookmark: str) -> None:
    CaseFactory(location=WEST_SQUARE)
    assert len(client.get("/map/", {"after": bookmark}).context["cases"]) == 1


@pytest.mark.parametrize("rows", [1, 50])
def test_page_and_points_take_the_same_queries_however_many(
    council: Council, client: Client, django_assert_num_queries, rows: int
) -> None:
    CaseFactory.create_batch(rows, location=WEST_SQUARE, area=council.area)
    with django_assert_num_queries(2):
        client.get("/map/")
    with django_assert_num_queries(1):
        client.get("/map/cases.json")


def test_areas_are_sent_once(council: Council, client: Client) -> None:
    first = client.get("/areas.json")
    assert [feature["properties"]["name"] for feature in first.json()["features"]] == ["Westside"]
    again = client.get("/areas.json", headers={"if-none-match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_addresses_are_found_as_they_are_typed(council: Council, client: Client) -> None:
    assert {found["text"] for found in client.get("/addresses.json?q=elm").json()["addresses"]} == {
        "12 Elm Street",
        "14 Elm Street",
    }
    assert client.get("/addresses.json").json() == {"addresses": []}
