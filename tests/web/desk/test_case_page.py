"""The case page: what it shows, to whom, and in how many queries."""

from __future__ import annotations

import pytest

from tests.web.desk.pages import text_of

pytestmark = pytest.mark.django_db


def test_the_page_says_what_it_is_where_it_stands_and_what_to_do(agent, reported) -> None:
    page = text_of(agent.get(reported.url))
    for words in (
        reported.case.reference,
        "Pothole",
        "12 Elm Street",
        "Roads North",
        "Maria Gomez",
        "maria@example.org",
    ):
        assert words in page
    assert "A deep hole beside the bus stop" in page
    assert "Nobody owns this case yet" in page


def test_who_may_not_see_it_gets_the_same_answer_as_for_a_case_that_is_not_there(stranger, reported) -> None:
    hidden = stranger.get(reported.url)
    missing = stranger.get("/desk/cases/HRD-2222-222/")
    assert hidden.status_code == missing.status_code == 404
    assert text_of(hidden) == text_of(missing)
    for part in ("case-head", "case-timeline", "case-aside", "case-near", "case-viewers", "case-reply"):
        assert stranger.get(reported.url, headers={"HX-Request": "true", "HX-Target": part}).status_code == 404
