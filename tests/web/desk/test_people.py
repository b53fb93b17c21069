"""A resident's page."""

from __future__ import annotations

import pytest

from tests.town.cases import CaseFactory
from tests.town.people import PersonFactory
from tests.web.desk.pages import text_of

pytestmark = pytest.mark.django_db


def test_contacts_are_those_the_reader_may_see(agent, browser_of, reported) -> None:
    maria = reported.case.person
    elsewhere = CaseFactory(person=maria)
    url = f"/desk/people/{maria.id}/"
    assert elsewhere.reference in text_of(agent.get(url))
    officer = text_of(browser_of(reported.council.officer).get(url))
    assert reported.case.reference in officer
    assert elsewhere.reference not in officer


def test_who_sees_none_of_their_cases_is_not_told_of_the_person(stranger, agent, reported) -> None:
    url = f"/desk/people/{reported.case.person_id}/"
    assert stranger.get(url).status_code == 404
    assert stranger.get("/desk/people/0198a1b2-0000-7000-8000-000000000000/").status_code == 404
    assert agent.get(url).status_code == 200


def test_who_shares_an_address_is_a_suggestion_only_to_those_who_may_know_of_them(agent, browser_of, reported) -> None:
    other = PersonFactory(name="Mario Gomez", email="maria@example.org")
    url = f"/desk/people/{reported.case.person_id}/"
    assert "Mario Gomez" in text_of(agent.get(url))
    assert "Mario Gomez" not in text_of(browser_of(reported.council.officer).get(url))
    CaseFactory(person=other, team=reported.council.roads)
    assert "Mario Gomez" in text_of(browser_of(reported.council.officer).get(url))
