"""Visitors who send too much or too strange, and how their address is known."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.test import RequestFactory

from heard.web.ui.client import client_address
from tests.web.portal.resident import Resident, photo

if TYPE_CHECKING:
    from django.test import Client

    from tests.town.council import Council

FORWARDED = "203.0.113.9, 198.51.100.7"


@pytest.mark.parametrize("behind,address", [(True, "198.51.100.7"), (False, "192.0.2.1")])
def test_a_forwarded_address_is_believed_of_our_own_proxy_alone(settings, *, behind: bool, address: str) -> None:
    settings.HEARD_BEHIND_PROXY = behind
    request = RequestFactory().get("/", REMOTE_ADDR="192.0.2.1", headers={"x-forwarded-for": FORWARDED})
    assert client_address(request) == address


@pytest.mark.parametrize(
    "address,counted",
    [("2001:db8:1:2:aaaa::1", "2001:db8:1:2::"), ("::ffff:192.0.2.1", "192.0.2.1"), ("unix:", "unix:")],
)
def test_all_addresses_of_one_customer_count_as_one(address: str, counted: str) -> None:
    assert client_address(RequestFactory().get("/", REMOTE_ADDR=address)) == counted


def test_guessing_references_and_copying_addresses_end_soon(db: None, client: Client, settings) -> None:
    settings.HEARD_REPORTS_PER_HOUR = 1
    guesses = [client.get(f"/cases/HRD-{n:04}-AAA/").status_code for n in range(10)]
    guesses += [client.get(f"/track/?reference=HRD-{n:04}-AAA").status_code for n in range(11)]
    assert guesses == [404] * 10 + [400] * 10 + [409]
    asked = [client.get(f"/addresses.json?q={n}").status_code for n in range(101)]
    assert asked == [200] * 100 + [409]


def test_photos_are_limited_too(council: Council, resident: Resident, settings) -> None:
    settings.HEARD_REPORTS_PER_HOUR = 1
    draft = resident.begin()
    sent = [resident.answer(draft, "photos", photos=[photo()], add="yes").status_code for _time in range(11)]
    assert sent == [302] * 10 + [409]


@pytest.mark.parametrize(
    "address",
    [
        "/services/?q=%00",
        "/map/?service=%00",
        "/map/cases.json?service=%00",
        "/report/?service=%00",
        "/cases/%00/",
        "/report/follow/%00/",
        "/track/?reference=%00",
    ],
)
def test_a_sign_no_text_may_hold_is_a_bad_request(db: None, client: Client, address: str) -> None:
    assert client.get(address).status_code == 400


@pytest.mark.parametrize("address", ["/t/%C3%A9/", "/t/a/", "/cases/HRD-%FF/", "/photos/nothing/", "/report/x/check/"])
def test_an_address_that_makes_no_sense_is_not_there(db: None, client: Client, address: str) -> None:
    assert client.get(address).status_code == 404
