"""The wrong person gets nothing: every page of somebody's report in the making, opened from another browser."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from heard.domain.cases.models import Case, Draft
from heard.kernel import tokens
from heard.web.portal.report import steps
from heard.web.portal.report.browser import COOKIE
from tests.web.portal.resident import Resident, fetch, photo

if TYPE_CHECKING:
    from django.test import Client

    from tests.town.council import Council


@pytest.fixture
def draft(council: Council, resident: Resident) -> str:
    """Somebody's report, ready to be sent."""
    path = resident.begin()
    resident.answer(path, "details", description="My secret")
    resident.answer(path, "photos", photos=[photo()])
    resident.answer(path, "contact", name="Rosa", email="rosa@example.org")
    return path


@pytest.mark.parametrize("page", [*steps.ORDER, steps.STOP, "questions/details", "sent", "nothing"])
def test_no_page_of_it_opens_elsewhere(draft: str, stranger: Client, page: str) -> None:
    assert stranger.get(f"{draft}{page}/").status_code == 404
    assert stranger.post(f"{draft}{page}/", {"description": "Changed", "address": "14 Elm Street"}).status_code == 404
    assert Draft.objects.get().data["description"] == "My secret"
    assert not Case.objects.exists()


def test_its_photos_do_not_open_elsewhere(draft: str, resident: Resident, stranger: Client) -> None:
    key = Draft.objects.get().data["photos"][0]["key"]
    assert fetch(resident.client, f"{draft}photos/{key}/").status_code == 200
    assert fetch(stranger, f"{draft}photos/{key}/").status_code == 404


def test_a_photo_of_another_draft_does_not_open_by_its_key(draft: str, council: Council, stranger: Client) -> None:
    key = Draft.objects.get().data["photos"][0]["key"]
    own = Resident(stranger).begin()
    assert fetch(stranger, f"{own}photos/{key}/").status_code == 404


def test_a_cookie_made_by_hand_opens_nothing(draft: str, stranger: Client) -> None:
    stranger.cookies[COOKIE] = tokens.sign("something else", [draft.split("/")[2]])
    assert stranger.get(f"{draft}check/").status_code == 404


def test_the_cookie_is_not_for_scripts(draft: str, resident: Resident) -> None:
    cookie = resident.client.cookies[COOKIE]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Lax", "/report/")


def test_after_sending_only_its_browser_sees_the_link(draft: str, resident: Resident, stranger: Client) -> None:
    resident.answer(draft, "check")
    assert resident.client.get(f"{draft}sent/").status_code == 200
    assert stranger.get(f"{draft}sent/").status_code == 404
