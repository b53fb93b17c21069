"""Every page that shows who somebody is writes the look down, with what it was for."""

from __future__ import annotations

import pytest

from heard.domain.journal.models import Entry
from heard.flows.ask_right import ask_right
from heard.kernel.actor import SYSTEM
from tests.town.conversations import ConversationFactory, MessageFactory
from tests.town.people import PersonFactory, PhoneFactory
from tests.town.staff import StaffFactory

NUMBER = "+12035550142"


def purposes(person_id) -> list[str]:
    return [look.data["purpose"] for look in Entry.objects.filter(kind="person.looked", person_id=person_id)]


def test_everybody_a_search_shows_is_looked_at(agent, stranger, reported) -> None:
    other = PersonFactory(email="maria@example.org")
    stranger.post("/desk/search/", {"q": "maria@example.org"})  # is shown nobody
    assert purposes(other.id) == []
    agent.post("/desk/search/", {"q": "maria@example.org"})
    assert purposes(other.id) == purposes(reported.case.person_id) == ["search"]


@pytest.mark.parametrize("origin, purpose", [("phone", "call"), ("walk_in", "walk_in")])
def test_whoever_is_chosen_while_recording_a_contact_is_looked_at(agent, reported, origin, purpose) -> None:
    PhoneFactory(person=reported.case.person, value=NUMBER)
    agent.post("/desk/record/", {"phone": NUMBER, "origin": origin})
    assert purposes(reported.case.person_id) == ["search"]
    agent.post("/desk/record/", {"phone": NUMBER, "origin": origin, "person": reported.case.person_id})
    assert sorted(purposes(reported.case.person_id)) == sorted(["search", purpose])


def test_a_conversation_in_the_tray_is_a_look_at_its_sender(agent, reported) -> None:
    waiting = ConversationFactory(to_sort=True)
    MessageFactory(conversation=waiting)
    agent.get(f"/desk/sort/{waiting.id}/")
    assert purposes(waiting.person_id) == ["sorting"]


def test_followers_whose_words_stand_on_the_case_are_looked_at(agent, reported) -> None:
    follower = ConversationFactory(case=reported.case, to_sort=False)
    agent.get(reported.url)
    assert purposes(follower.person_id) == ["case"]


def test_a_stop_in_the_field_is_a_look(agent, reported) -> None:
    agent.get(f"/desk/field/{reported.case.reference}/")
    assert purposes(reported.case.person_id) == ["case"]


def test_whoever_is_found_for_a_household_or_a_mandate_is_looked_at(agent, reported) -> None:
    other = PersonFactory(email="maria@example.org")
    page = f"/desk/people/{reported.case.person_id}/household/"
    agent.post(page, {"do": "join", "who": "maria@example.org", "look": "yes"})
    assert purposes(other.id) == ["search"]


def test_whoever_stands_in_the_queue_of_requests_is_looked_at(browser_of, reported) -> None:
    ask_right(reported.case.person, kind="access", channel="phone", actor=SYSTEM)
    browser_of(StaffFactory(is_administrator=True)).get("/desk/privacy/requests/")
    assert purposes(reported.case.person_id) == ["rights"]
