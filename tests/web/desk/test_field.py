"""The officer's round: what is theirs, nearest first, a photo, done."""

from __future__ import annotations

import re
from datetime import timedelta
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from PIL import Image

from heard.domain.cases.models import Case
from heard.domain.conversations.models import Attachment, Direction, Message
from heard.domain.conversations.queries.attachments import public_photos_of
from heard.kernel import clock
from heard.kernel.location import Location
from heard.web.desk.field.views import distance_in_words
from tests.town.cases import CaseFactory
from tests.town.places import WEST_SQUARE
from tests.town.sealed import the_one_saying
from tests.web.desk.pages import text_of

if TYPE_CHECKING:
    from django.test import Client

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(reported, browser_of) -> Client:
    """Otis of Roads North, outside."""
    return browser_of(reported.council.officer)


def references(answer) -> list[str]:
    return re.findall(r'heard-stop__link" href="/desk/field/([\w-]+)/', answer.content.decode())


def photo(name: str = "hole.jpg") -> BytesIO:
    file = BytesIO()
    Image.new("RGB", (640, 480), "grey").save(file, "JPEG")
    file.seek(0)
    file.name = name
    return file


def test_the_round_is_ones_own_and_ones_teams_due_first(officer, reported) -> None:
    roads, otis = reported.council.roads, reported.council.officer
    soon = CaseFactory(team=roads, resolve_by=clock.now() + timedelta(minutes=5))
    own = CaseFactory(owner=otis, resolve_by=clock.now() + timedelta(minutes=10))
    CaseFactory(team=roads, status="closed", outcome="fixed")
    CaseFactory()
    CaseFactory(owner=otis, confidential=True)
    assert references(officer.get("/desk/field/")) == [soon.reference, own.reference, reported.case.reference]


def test_nearest_first_for_a_phone_that_says_where_it_is(officer, reported) -> None:
    near = CaseFactory(team=reported.council.roads, location=Location(-72.9505, 41.30))
    far = CaseFactory(team=reported.council.roads, location=Location(-72.97, 41.30))
    CaseFactory(team=reported.council.roads, location=None)
    answer = officer.post("/desk/field/", {"lon": "-72.9505", "lat": "41.30"})
    assert references(answer) == [near.reference, reported.case.reference, far.reference]
    assert "0 m · " in text_of(answer)
    assert "40 m · " in text_of(answer)
    assert "1.6 km · " in text_of(answer)


def test_a_place_that_is_none_leaves_the_list_by_date(officer, reported) -> None:
    assert references(officer.post("/desk/field/", {"lon": "here", "lat": "200"})) == [reported.case.reference]


def test_the_wrong_person_sees_and_does_nothing(stranger, client, reported) -> None:
    url = f"/desk/field/{reported.case.reference}/"
    assert references(stranger.get("/desk/field/")) == []
    assert stranger.get(url).status_code == 404
    assert client.get(url).status_code == 302
    for action in ("note", "done"):
        assert stranger.post(f"{url}{action}/", {"text": "Mine", "outcome": "fixed"}).status_code == 404
        assert client.post(f"{url}{action}/").status_code == 302
    assert Case.objects.get(pk=reported.case.pk).is_open


def test_directions_open_the_phones_own_map(officer, reported) -> None:
    page = officer.get(f"/desk/field/{reported.case.reference}/").content.decode()
    assert f'href="geo:{WEST_SQUARE.lat:.6f},{WEST_SQUARE.lon:.6f}?q=' in page


def test_a_photo_alone_is_a_note(officer, reported) -> None:
    url = f"/desk/field/{reported.case.reference}/"
    assert officer.post(f"{url}note/", {"text": ""}).status_code == 400
    assert officer.post(f"{url}note/", {"text": "", "photos": photo()}).status_code == 302
    kept = Attachment.objects.get()
    assert kept.message.direction == Direction.NOTE
    assert not kept.public
    assert kept.thumbnail_key


def test_what_is_no_photo_is_told_beside_the_field(officer, reported) -> None:
    file = BytesIO(b"MZ not a picture")
    file.name = "hole.jpg"
    answer = officer.post(f"/desk/field/{reported.case.reference}/note/", {"text": "See", "photos": file})
    assert answer.status_code == 400
    assert answer.context["noting"].errors["photos"]
    assert not Attachment.objects.exists()


@pytest.mark.parametrize("public", [True, False])
def test_done_closes_the_case_tells_and_shows_what_was_allowed(officer, reported, public) -> None:
    data = {"outcome": "fixed", "text": "Filled and level", "photos": photo(), **({"public": "on"} if public else {})}
    answer = officer.post(f"/desk/field/{reported.case.reference}/done/", data)
    assert answer["Location"] == "/desk/field/"
    case = Case.objects.get(pk=reported.case.pk)
    assert (case.status, case.outcome) == ("closed", "fixed")
    assert len(public_photos_of(case.id)) == (1 if public else 0)
    told = the_one_saying(Message, text="Filled and level")
    assert told.conversation == reported.conversation
    assert told.deliveries.get().address == "maria@example.org"


def test_done_needs_words(officer, reported) -> None:
    answer = officer.post(f"/desk/field/{reported.case.reference}/done/", {"outcome": "fixed", "text": ""})
    assert answer.status_code == 400
    assert "Say what was done" in text_of(answer)


def test_done_twice_is_said_and_not_broken(officer, reported) -> None:
    url = f"/desk/field/{reported.case.reference}/done/"
    officer.post(url, {"outcome": "fixed", "text": "Filled"})
    assert officer.post(url, {"outcome": "fixed", "text": "Filled"}).status_code == 400


def test_as_many_queries_for_fifty_as_for_one(officer, reported) -> None:
    here = {"lon": "-72.95", "lat": "41.30"}
    asked = (lambda: officer.get("/desk/field/"), lambda: officer.post("/desk/field/", here))
    counts = []
    for ask in asked:
        with CaptureQueriesContext(connection) as queries:
            ask()
        counts.append(len(queries))
    CaseFactory.create_batch(49, team=reported.council.roads, location=WEST_SQUARE)
    for ask, before in zip(asked, counts, strict=True):
        with CaptureQueriesContext(connection) as queries:
            ask()
        assert len(queries) == before


@pytest.mark.parametrize("metres, words", [(3, "0 m"), (84, "80 m"), (1449, "1.4 km")])
def test_distances_read_as_people_say_them(metres, words) -> None:
    assert distance_in_words(metres) == words
