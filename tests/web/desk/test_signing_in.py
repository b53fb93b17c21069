"""Signing in and out, and the door every page of the desk stands behind."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from heard.web.desk.signing_in import PER_ACCOUNT
from tests.town.staff import PASSWORD, StaffFactory, TeamFactory

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.http import HttpResponse

pytestmark = pytest.mark.django_db
SIGN_IN = "/desk/sign-in/"
OPEN_TO_ALL = {"sign_in", "sign_out"}


def sign_in(client: Client, email: str, password: str = PASSWORD, **more: Any) -> HttpResponse:
    return client.post(SIGN_IN, {"email": email, "password": password, **more})


def test_who_gives_the_right_password_comes_to_the_inbox(client) -> None:
    person = StaffFactory(password=PASSWORD)
    answer = sign_in(client, person.email.upper())
    assert answer.status_code == 302
    assert answer["Location"] == "/desk/"
    assert client.session["_auth_user_id"] == str(person.id)


def test_an_unknown_address_and_a_wrong_password_read_the_same(client) -> None:
    person = StaffFactory(password=PASSWORD)
    wrong = sign_in(client, person.email, "something else entirely")
    unknown = sign_in(client, "nobody@council.example", "something else entirely")
    assert wrong.status_code == unknown.status_code == 400
    plain = [
        re.sub(r'value="[^"]*"|[\w-]+@council.example|FToken": "\w+|nonce\S+', "", page.content.decode())
        for page in (wrong, unknown)
    ]
    assert plain[0] == plain[1]
    assert "is not right" in plain[0]


def test_somebody_who_left_cannot_sign_in_nor_go_on(client) -> None:
    person = StaffFactory(password=PASSWORD)
    sign_in(client, person.email)
    person.is_active = False
    person.save()
    assert client.get("/desk/").status_code == 302
    assert sign_in(client, person.email).status_code == 400


def test_the_session_gets_a_new_key(client) -> None:
    person = StaffFactory(password=PASSWORD)
    client.get(SIGN_IN)
    session = client.session
    session["planted"] = "yes"
    session.save()
    before = session.session_key
    client.cookies["sessionid"] = before
    sign_in(client, person.email)
    assert client.session.session_key != before


def test_too_many_attempts_on_one_account_are_refused_even_with_the_right_password(client) -> None:
    person = StaffFactory(password=PASSWORD)
    for _attempt in range(PER_ACCOUNT):
        sign_in(client, person.email, "guess")
    answer = sign_in(client, person.email)
    assert answer.status_code == 400
    assert "Too many attempts" in answer.content.decode()


def test_too_many_attempts_from_one_address_are_refused(client, monkeypatch) -> None:
    monkeypatch.setattr("heard.web.desk.signing_in.PER_ADDRESS", 3)
    person = StaffFactory(password=PASSWORD)
    for attempt in range(3):
        sign_in(client, f"guess{attempt}@council.example", "guess")
    assert sign_in(client, person.email).status_code == 400
    assert sign_in(client, person.email, REMOTE_ADDR="192.0.2.7").status_code == 400


def test_an_office_that_comes_to_work_from_one_address_gets_in(monkeypatch) -> None:
    monkeypatch.setattr("heard.web.desk.signing_in.PER_ADDRESS", 3)
    people = [StaffFactory(password=PASSWORD) for _person in range(5)]
    for person in people:
        assert sign_in(Client(), person.email).status_code == 302


def test_the_next_page_is_only_ever_one_of_ours(client) -> None:
    person = StaffFactory(password=PASSWORD)
    assert sign_in(client, person.email, next="https://evil.example/")["Location"] == "/desk/"
    client.logout()
    assert sign_in(client, person.email, next="/desk/mentions/")["Location"] == "/desk/mentions/"


def test_signing_out_is_a_post(client) -> None:
    client.force_login(StaffFactory(team=TeamFactory()))
    assert client.get("/desk/sign-out/").status_code == 405
    assert client.post("/desk/sign-out/").status_code == 302
    assert "_auth_user_id" not in client.session


def every_desk_url() -> list[str]:
    """Each URL of the desk with made-up arguments."""
    made_up = {"uuid": "0198a1b2-0000-7000-8000-000000000000", "str": "HRD-2222-222", "slug": "note", "int": "1"}

    def walk(patterns: list[Any], prefix: str) -> Iterator[str]:
        for pattern in patterns:
            route = prefix + str(pattern.pattern)
            if isinstance(pattern, URLResolver):
                yield from walk(pattern.url_patterns, route)
            elif isinstance(pattern, URLPattern) and pattern.name not in OPEN_TO_ALL:
                yield "/" + re.sub(r"<(?:(\w+):)?\w+>", lambda match: made_up[match[1] or "str"], route)

    desk = next(one for one in get_resolver().url_patterns if str(one.pattern) == "desk/")
    return list(walk(desk.url_patterns, "desk/"))


def test_every_page_of_the_desk_sends_a_stranger_to_the_sign_in(client) -> None:
    urls = every_desk_url()
    assert len(urls) > 8
    for url in urls:
        for ask in (client.get, client.post):
            answer = ask(url)
            refused = answer.status_code in {404, 405}  # not there, or not to be asked so: nothing is told
            assert refused or answer["Location"].startswith(reverse("desk:sign_in")), f"{ask.__name__} {url}"


def test_htmx_is_told_to_load_the_sign_in_whole(client) -> None:
    answer = client.get("/desk/", headers={"HX-Request": "true"})
    assert answer.status_code == 401
    assert answer["HX-Redirect"].startswith(SIGN_IN)
