"""The front door: the shelves, the search in residents' own words, how to reach a human."""

from __future__ import annotations

import gzip
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.contrib.staticfiles import finders

from tests.town.catalogue import ServiceFactory, ServiceGroupFactory

if TYPE_CHECKING:
    from django.test import Client

    from tests.town.council import Council

MOST_BYTES = 100_000
ASSET = re.compile(r'(?:href|src)="/static/([^"#]+\.(?:css|js|svg))')


def test_services_stand_on_their_shelves(council: Council, client: Client) -> None:
    page = client.get("/").content.decode()
    assert council.pothole.group.name in page
    assert 'href="/report/?service=pothole"' in page


def test_a_service_that_is_not_offered_is_not_shown(council: Council, client: Client) -> None:
    ServiceFactory(name="Gas lamps", active=False)
    assert "Gas lamps" not in client.get("/").content.decode()
    assert client.get("/report/?service=gas-lamps").status_code == 302


@pytest.mark.parametrize("words", ["hole in the road", "pothole", "pot hoel", "there is a hole in my street"])
def test_a_service_is_found_by_a_residents_words(council: Council, client: Client, words: str) -> None:
    ServiceFactory(name="Library card", description="Borrow books")
    page = client.get("/services/", {"q": words}).content.decode()
    assert 'href="/report/?service=pothole"' in page


def test_words_nobody_knows_show_everything_and_a_human(council: Council, client: Client) -> None:
    page = client.get("/services/", {"q": "xylophone"}).content.decode()
    assert "We found nothing for" in page
    assert 'href="/report/?service=pothole"' in page
    assert 'href="/help/"' in page


def test_words_are_escaped(council: Council, client: Client) -> None:
    assert "<script>alert" not in client.get("/services/", {"q": "<script>alert(1)</script>"}).content.decode()


def test_how_to_reach_a_human(council: Council, client: Client, settings) -> None:
    settings.HEARD_COUNCIL = {**settings.HEARD_COUNCIL, "phone": "203 555 0100"}
    page = client.get("/help/").content.decode()
    assert 'href="tel:203 555 0100"' in page
    assert settings.HEARD_MAIL_FROM in page


@pytest.mark.parametrize("shelves", [1, 50])
def test_the_home_page_asks_the_database_three_times(
    council: Council, client: Client, django_assert_num_queries, shelves: int
) -> None:
    for _shelf in range(shelves):
        ServiceFactory.create_batch(2, group=ServiceGroupFactory())
    with django_assert_num_queries(3):
        client.get("/")


def test_many_services_stand_on_a_page_for_each_shelf(council: Council, client: Client) -> None:
    shelves = [ServiceGroupFactory(name=f"Theme {number}") for number in range(10)]
    for shelf in shelves:
        ServiceFactory.create_batch(4, group=shelf)
    home = client.get("/").content.decode()
    assert f'href="/services/?group={shelves[3].code}"' in home
    assert 'href="/report/?service=' not in home
    page = client.get("/services/", {"group": shelves[3].code}).content.decode()
    assert page.count('href="/report/?service=') == 4
    assert "Theme 3" in page
    assert "Theme 4" not in page


def test_the_home_page_is_light(council: Council, client: Client) -> None:
    for _shelf in range(10):
        ServiceFactory.create_batch(6, group=ServiceGroupFactory())
    answer = client.get("/")
    assets = {finders.find(name) for name in ASSET.findall(answer.content.decode())}
    bodies = [answer.content, *(Path(path).read_bytes() for path in assets)]
    assert sum(len(gzip.compress(body)) for body in bodies) < MOST_BYTES
    assert b"maplibre" not in answer.content
