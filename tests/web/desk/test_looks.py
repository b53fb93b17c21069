"""How colleagues look, for those who supervise them: their own departments, without names of residents."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from heard.domain.journal.models import Entry
from heard.domain.people.models import IdentityKind
from heard.domain.people.operations.identities import add_identity
from heard.domain.privacy.models import OwnStreet
from heard.domain.privacy.operations.looking import note_look
from heard.domain.teams.models import Role, Staff
from heard.flows.add_note import add_note
from heard.kernel.actor import SYSTEM, staff
from tests.town.people import PersonFactory
from tests.town.staff import StaffFactory
from tests.web.desk.pages import text_of

if TYPE_CHECKING:
    from django.test import Client

    from tests.web.desk.conftest import Reported

LOOKS = "/desk/privacy/looks/"


@pytest.fixture
def manager(reported: Reported) -> Staff:
    """Who manages Roads."""
    return StaffFactory(name="Mona Manager", team=reported.council.roads, role=Role.MANAGER)


@pytest.fixture
def eve(reported: Reported) -> Staff:
    """An agent of Roads."""
    return StaffFactory(name="Eve Gomez", team=reported.council.roads)


def opened(colleague: Staff, count: int) -> None:
    for person in PersonFactory.create_batch(count):
        note_look(person.id, staff=colleague, purpose="profile")


def test_a_manager_sees_colleagues_with_figures_and_reasons_in_words(browser_of, manager, eve, reported) -> None:
    opened(eve, 5)
    note_look(reported.case.person_id, staff=eve, purpose="call")
    page = text_of(browser_of(manager).get(LOOKS))
    assert "Eve Gomez 6 6" in page
    assert "Opened people without working on a case of theirs" in page
    assert "own family name" in page


def test_of_their_own_departments_and_never_themselves(browser_of, manager, eve, agent, reported) -> None:
    opened(manager, 6)
    opened(reported.council.agent, 6)  # of the contact centre
    page = text_of(browser_of(manager).get(LOOKS))
    assert "Mona Manager 6" not in page
    assert reported.council.agent.name not in page
    assert browser_of(manager).get(f"{LOOKS}{reported.council.agent.id}/").status_code == 404
    assert browser_of(manager).get(f"{LOOKS}{manager.id}/").status_code == 404
    assert browser_of(eve).get(LOOKS).status_code == agent.get(LOOKS).status_code == 403
    administrator = StaffFactory(is_administrator=True)
    everybody = text_of(browser_of(administrator).get(LOOKS))
    assert "Mona Manager 6" in everybody
    assert reported.council.agent.name in everybody


def test_one_colleagues_looks_name_no_resident_and_reasons_come_first(browser_of, manager, eve, reported) -> None:
    note_look(reported.case.person_id, staff=eve, purpose="case", subject=reported.case.id)
    opened(eve, 2)
    page = text_of(browser_of(manager).get(f"{LOOKS}{eve.id}/"))
    assert "Maria" not in page
    assert page.index("own family name") < page.index("The resident’s page")
    assert reported.case.reference in page


def test_working_on_their_case_explains_it(browser_of, manager, eve, reported) -> None:
    opened(eve, 4)
    note_look(reported.case.person_id, staff=eve, purpose="profile")
    assert "without working" in text_of(browser_of(manager).get(LOOKS))
    add_note(reported.case, text="Called back", actor=staff(eve.id))
    assert "without working" not in text_of(browser_of(manager).get(LOOKS))


def test_looking_at_looks_is_written_down(browser_of, manager, eve) -> None:
    browser_of(manager).get(LOOKS)
    browser_of(manager).get(f"{LOOKS}{eve.id}/?days=7")
    entries = Entry.objects.filter(kind="looks.supervised").order_by("id")
    assert [(entry.actor_id, entry.subject_id, entry.data) for entry in entries] == [
        (manager.id, None, {"days": 30}),
        (manager.id, eve.id, {"days": 7}),
    ]


def test_who_says_where_they_live_is_seen_to_look_at_neighbours(browser_of, manager, eve) -> None:
    neighbour, other = PersonFactory(), PersonFactory()
    add_identity(neighbour, kind=IdentityKind.ADDRESS, value="14 Elm Street, Riverton", actor=SYSTEM)
    add_identity(other, kind=IdentityKind.ADDRESS, value="14 Oak Street, Riverton", actor=SYSTEM)
    browser = browser_of(eve)
    assert browser.post("/desk/privacy/own-street/", {"street": "12"}).status_code == 400
    browser.post("/desk/privacy/own-street/", {"street": "12 Elm Street"})
    note_look(other.id, staff=eve, purpose="call")
    assert "own street" not in text_of(browser_of(manager).get(LOOKS)).replace("Your own street", "")
    note_look(neighbour.id, staff=eve, purpose="call")
    assert "in the colleague’s own street" in text_of(browser_of(manager).get(LOOKS))
    page = text_of(browser.get("/desk/privacy/own-street/"))
    assert "Your street is known" in page
    assert "Elm" not in page
    browser.post("/desk/privacy/own-street/", {"forget": "yes"})
    assert not OwnStreet.objects.exists()


def test_the_page_asks_as_often_for_many_looks_as_for_few(browser_of, manager, eve) -> None:
    browser = browser_of(manager)
    opened(eve, 1)
    with CaptureQueriesContext(connection) as few:
        browser.get(LOOKS)
    opened(eve, 30)
    with CaptureQueriesContext(connection) as many:
        browser.get(LOOKS)
    assert len(many) == len(few)


def test_the_way_into_privacy_leads_to_what_one_may_open(browser_of, manager, reported, agent: Client) -> None:
    assert browser_of(manager).get("/desk/privacy/")["Location"] == LOOKS
    chief = browser_of(StaffFactory(is_administrator=True))
    assert chief.get("/desk/privacy/")["Location"] == "/desk/privacy/requests/"
    assert agent.get("/desk/privacy/").status_code == 403
