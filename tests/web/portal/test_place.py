"""Where it is: by pin, by address, by a photo, by words nobody can find."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from heard.domain.cases.models import Draft
from heard.kernel.location import Location
from tests.town.catalogue import ServiceFactory
from tests.town.places import ELSEWHERE, WEST_SQUARE
from tests.web.portal.resident import Resident, errors_in, photo

if TYPE_CHECKING:
    from tests.town.council import Council

START = "/report/?service=pothole"


def place() -> dict[str, object]:
    return Draft.objects.get().data["place"]


def test_a_pin_takes_the_nearest_address(council: Council, resident: Resident) -> None:
    resident.begin(lon=WEST_SQUARE.lon, lat=WEST_SQUARE.lat)
    assert place()["address"] in {"12 Elm Street", "14 Elm Street"}


def test_a_pin_outside_is_refused_and_says_who_we_are(council: Council, resident: Resident) -> None:
    answer = resident.client.post(START, {"lon": ELSEWHERE.lon, "lat": ELSEWHERE.lat})
    assert answer.status_code == 400
    assert errors_in(answer)[0].startswith("This place is outside Your council.")
    assert not Draft.objects.exists()


def test_addresses_found_are_offered_to_choose_from(council: Council, resident: Resident) -> None:
    answer = resident.client.post(START, {"address": "elm", "find": "yes"})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "12 Elm Street" in page
    assert "14 Elm Street" in page
    assert "None of these" in page


def test_choosing_one_of_them_goes_on(council: Council, resident: Resident) -> None:
    page = resident.client.post(START, {"address": "elm", "find": "yes"}).context["form"]
    key = next(key for key, text in page.fields["found"].widget.choices if text == "14 Elm Street")
    resident.begin(address="elm", found=key)
    assert place() == {"lon": WEST_SQUARE.lon, "lat": WEST_SQUARE.lat, "address": "14 Elm Street"}


def test_choosing_none_keeps_the_words(council: Council, resident: Resident) -> None:
    resident.begin(address="elm", found="none")
    assert place() == {"address": "elm"}


def test_continuing_without_choosing_asks_to_choose(council: Council, resident: Resident) -> None:
    answer = resident.client.post(START, {"address": "elm", "found": ""})
    assert errors_in(answer) == ["Choose one of these, or change the address."]


def test_an_address_nobody_knows_is_taken_the_second_time(council: Council, resident: Resident) -> None:
    answer = resident.client.post(START, {"address": "Zyzzyva Quay 3", "as_written": ""})
    assert errors_in(answer)[0].startswith("We could not find this address.")
    assert 'name="as_written" value="Zyzzyva Quay 3"' in answer.content.decode()
    resident.begin(address="Zyzzyva Quay 3", as_written="Zyzzyva Quay 3")
    assert place() == {"address": "Zyzzyva Quay 3"}


@pytest.mark.parametrize("sent", [{"address": "   "}, {"lon": "x", "lat": "y"}, {"lon": "200", "lat": "10"}])
def test_no_place_is_asked_for_again(council: Council, resident: Resident, sent: dict[str, str]) -> None:
    answer = resident.client.post(START, sent)
    assert answer.status_code == 400
    assert "There is a problem" in answer.content.decode()


def test_a_service_without_a_place_goes_on_without(council: Council, resident: Resident) -> None:
    ServiceFactory(code="question", needs_location=False)
    draft = resident.begin("question", address="")
    assert place() == {}
    assert resident.client.get(f"{draft}details/").status_code == 200


def test_a_photo_puts_the_pin_and_stays_with_the_report(council: Council, resident: Resident) -> None:
    answer = resident.client.post(START, {"photo": photo(place=(-72.95, 41.30))})
    draft = Draft.objects.get()
    assert answer.headers["Location"] == f"/report/{draft.id}/place/"
    assert Location(draft.data["place"]["lon"], draft.data["place"]["lat"]) == WEST_SQUARE
    assert len(draft.data["photos"]) == 1
    page = resident.client.get(answer.headers["Location"]).content.decode()
    assert "This is where your photo was taken" in page
    assert 'name="lon" value="-72.95"' in page


def test_a_photo_without_a_place_says_so(council: Council, resident: Resident) -> None:
    answer = resident.client.post(START, {"photo": photo()})
    assert errors_in(answer) == ["This photo does not say where it was taken. Enter the address instead."]
    assert '<details class="govuk-details" open>' in answer.content.decode()


def test_the_fold_of_the_photo_is_shut_until_something_is_wrong_with_it(council: Council, resident: Resident) -> None:
    assert '<details class="govuk-details">' in resident.client.get(START).content.decode()


def test_words_changed_after_the_search_are_searched_again(council: Council, resident: Resident) -> None:
    answer = resident.client.post(START, {"address": "Zyzzyva Quay 3", "found": "gone"})
    assert errors_in(answer)[0].startswith("We could not find this address.")
