"""A service that comes to the door shows nobody where that is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.urls import reverse

from heard.domain.cases.operations.erasing import forget_reporter
from heard.domain.cases.rules.places import address_for
from heard.domain.conversations.rules.links import tracking_path
from heard.domain.people.rules.masking import Known
from heard.flows.follow_case import follow_case
from heard.flows.follow_workflow import open_further_case
from heard.flows.letter_facts import letter_facts
from heard.flows.write_at_stage import letter_values
from heard.kernel.actor import SYSTEM
from tests.town.catalogue import ServiceFactory
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


def test_a_stranger_cannot_join_to_learn_whose_door_it_is(at_home: Council, client: Client, resident: Resident) -> None:
    case, _draft = resident.report()
    assert "/follow/" not in client.get(f"/cases/{case.reference}/").content.decode()
    assert client.get(reverse("portal:follow", args=[case.reference])).status_code == 404
    stranger = {"email": "stranger@example.org", "name": "", "text": ""}
    assert client.post(reverse("portal:follow", args=[case.reference]), stranger).status_code == 404
    assert [one.person_id for one in case.followers.all()] == [case.person_id]


def test_who_follows_all_the_same_reads_no_address(at_home: Council, client: Client, resident: Resident) -> None:
    case, _draft = resident.report()
    theirs = follow_case(case, name="", email="stranger@example.org", text="")
    own = case.conversations.get(person=case.person)
    assert "data-lon" not in client.get(tracking_path(theirs.id)).content.decode()
    assert "data-lon" in client.get(tracking_path(own.id)).content.decode()
    assert (letter_facts(case, theirs).place, letter_facts(case, own).place) == ("", case.address)
    assert case.address
    for message in theirs.messages.all():
        assert case.address not in message.full_text
    assert (letter_values(case)["place"], letter_values(case, reader=case.person_id)["place"]) == ("", case.address)


def test_what_was_opened_for_it_is_at_the_same_door(at_home: Council, client: Client, resident: Resident) -> None:
    case, _draft = resident.report()
    child = open_further_case(case, service=ServiceFactory(), text="Clean it.", actor=SYSTEM)
    assert child.location == case.location
    assert client.get("/map/cases.json").json()["features"] == []
    assert "data-lon" not in client.get(f"/cases/{child.reference}/").content.decode()
    assert address_for(child, None) == ""


def test_a_forgotten_reporter_leaves_no_door_behind(at_home: Council, resident: Resident) -> None:
    case, _draft = resident.report()
    exact = case.location
    assert forget_reporter(case.id, known=Known(), actor=SYSTEM)
    case.refresh_from_db()
    assert case.address == ""
    assert case.location != exact
