"""Calling a colleague by @: who is called in vain is said, and a call is heard on every page."""

from __future__ import annotations

from urllib.parse import quote

import pytest

from tests.web.desk.pages import text_of

pytestmark = pytest.mark.django_db


def test_a_note_that_calls_nobody_is_kept_and_says_so(agent, reported) -> None:
    text = "@otis and @den, write to maria@example.org"
    page = text_of(agent.post(f"{reported.url}note/", {"text": text}, follow=True))
    assert "Note added. Nobody is called @den. Use the part of the address before the @." in page
    assert text in page


def test_a_note_that_calls_a_colleague_says_no_more(agent, reported) -> None:
    assert "Nobody is called" not in text_of(agent.post(f"{reported.url}note/", {"text": "@Otis look"}, follow=True))


@pytest.mark.parametrize("page", ["/desk/", "/desk/mentions/", "/desk/record/"])
def test_every_page_listens_to_what_is_for_its_reader(browser_of, reported, page) -> None:
    otis = reported.council.officer
    html = browser_of(otis).get(page).content.decode()
    assert f"topic={quote(f'staff:{otis.id}')}" in html
    assert f'hx-trigger="live:staff:{otis.id} from:body"' in html
