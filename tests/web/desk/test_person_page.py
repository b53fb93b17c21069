"""The whole resident on the desk: what their panel says, who may change it, and that every look is written down."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from django.utils import timezone

from heard.domain.journal.models import Entry
from heard.domain.people.models import Assurance, CautionKind, HouseholdRole, MandateKind, Need
from heard.domain.people.operations.households import join_household, start_household
from heard.domain.people.operations.mandates import give_mandate
from heard.domain.people.operations.merging import merge_people
from heard.domain.people.operations.notes import add_caution, add_note
from heard.domain.people.operations.profile import update_profile
from heard.kernel import clock
from heard.kernel.actor import SYSTEM
from tests.town.cases import CaseFactory
from tests.town.people import EmailFactory, PersonFactory
from tests.web.desk.pages import text_of

if TYPE_CHECKING:
    from heard.domain.people.models import Person

pytestmark = pytest.mark.django_db

SOON = timezone.localdate() + timedelta(days=30)


@pytest.fixture
def maria(reported) -> Person:
    """Maria reported a pothole; her mother Carmen is to be called."""
    person = reported.case.person
    update_profile(
        person,
        pronouns="she/her",
        language="es",
        needs=[Need.CALL, Need.LARGE_PRINT],
        contact_hours="morning",
        birth_date=date(1979, 5, 17),
        actor=SYSTEM,
    )
    carmen = PersonFactory(name="Carmen Gomez")
    home = start_household(person, name="Gomez, 12 Elm Street", actor=SYSTEM)
    join_household(home, person=carmen, role=HouseholdRole.PARENT, lives_elsewhere=True, actor=SYSTEM)
    give_mandate(carmen, speaker=person, kind=MandateKind.CARER, until=SOON, actor=SYSTEM)
    add_note(person, text="Ask for her daughter", expires_on=SOON, actor=SYSTEM)
    add_caution(person, kind=CautionKind.DOG, reason="It bit a reader of meters", review_on=SOON, actor=SYSTEM)
    return person


def page_of(browser, person, query: str = "") -> str:
    return text_of(browser.get(f"/desk/people/{person.id}/{query}"))


TELLS = (
    "Maria Gomez", "she/her", "Call, don’t write", "Large print", "Speaks español", "Mornings", "maria@example.org",
    "Carmen Gomez", "Parent", "lives elsewhere", "May speak for Carmen Gomez", "Carer", "Ask for her daughter",
    "Dog on the premises", "It bit a reader of meters",
)  # fmt: skip


@pytest.mark.parametrize("words", TELLS)
def test_the_panel_tells_who_this_is(agent, maria, words) -> None:
    assert words in page_of(agent, maria)


def test_the_case_page_shows_the_same_beside_the_case(agent, maria, reported) -> None:
    beside = text_of(agent.get(reported.url))
    assert [words for words in TELLS if words not in beside] == []


def test_cautions_come_before_everything_else(agent, maria) -> None:
    page = agent.get(f"/desk/people/{maria.id}/").content.decode()
    assert page.index("Dog on the premises") < page.index("maria@example.org")
    assert page.index("Dog on the premises") < page.index("Call, don’t write")


def test_a_note_past_its_day_is_shown_no_more(agent, maria) -> None:
    maria.notes.update(expires_on=timezone.localdate() - timedelta(days=1))
    assert "Ask for her daughter" not in page_of(agent, maria)


def test_an_officer_reads_what_they_need_and_changes_nothing(browser_of, maria, reported) -> None:
    """A crew must know of the dog and whom to call; birth dates are for who keeps the record."""
    officer = browser_of(reported.council.officer)
    page = page_of(officer, maria)
    assert "Dog on the premises" in page
    assert "17 May 1979" not in page
    assert "Change" not in page
    assert officer.get(f"/desk/people/{maria.id}/details/").status_code == 403
    assert officer.post(f"/desk/people/{maria.id}/notes/", {"do": "note", "text": "x"}).status_code == 403


def test_an_agent_sees_the_birth_date(agent, maria) -> None:
    assert "17 May 1979" in page_of(agent, maria)


def test_household_members_are_named_and_linked_only_where_the_reader_may_know_of_them(
    agent, browser_of, maria, reported
) -> None:
    carmen = maria.speaks_for.get().person
    link = f'href="/desk/people/{carmen.id}/"'
    assert link in agent.get(f"/desk/people/{maria.id}/").content.decode()
    officer = browser_of(reported.council.officer).get(f"/desk/people/{maria.id}/").content.decode()
    assert "Carmen Gomez" in officer
    assert link not in officer


def test_what_is_open_and_what_was_asked_before(agent, maria, reported) -> None:
    before = CaseFactory(person=maria, status="closed", outcome="fixed", closed_at=clock.now())
    page = page_of(agent, maria)
    assert "1 report open" in page
    assert page.index(reported.case.reference) < page.index("What they asked before") < page.index(before.reference)


def test_a_third_report_is_recognised_on_the_person_and_on_the_case(agent, maria, reported) -> None:
    for days in (5, 9):
        at = clock.now() - timedelta(days=days)
        CaseFactory(person=maria, service=reported.council.pothole, location=reported.case.location, reported_at=at)
    assert "Third pothole since" in page_of(agent, maria)
    assert "Third pothole since" in text_of(agent.get(reported.url))


def test_who_is_restricted_is_marked(agent, maria) -> None:
    maria.restricted_at = clock.now()
    maria.save()
    assert "Restricted at their request" in page_of(agent, maria)


def test_of_somebody_erased_it_is_only_said_that_they_are_gone(agent, maria) -> None:
    maria.erased_at = clock.now()
    maria.save()
    page = agent.get(f"/desk/people/{maria.id}/")
    assert page.status_code == 410
    assert "Maria Gomez" not in text_of(page)


def looks(person) -> list[str]:
    entries = Entry.objects.filter(kind="person.looked", person_id=person.id).order_by("id")
    return [entry.data["purpose"] for entry in entries]


def test_each_look_says_what_it_was_for_and_never_stands_in_the_way(agent, maria) -> None:
    assert agent.get(f"/desk/people/{maria.id}/").status_code == 200
    assert agent.get(f"/desk/people/{maria.id}/?for=call").status_code == 200
    assert agent.get(f"/desk/people/{maria.id}/?for=nonsense").status_code == 200
    agent.get(f"/desk/people/{maria.id}/details/")
    assert looks(maria) == ["profile", "call", "correction"]


def test_a_merged_record_leads_to_the_one_that_stands_for_it(agent, maria) -> None:
    again = PersonFactory(name="Maria Gomes")
    merge_people(maria, again, reasons=["similar_name"], actor=SYSTEM)
    assert agent.get(f"/desk/people/{again.id}/")["Location"] == f"/desk/people/{maria.id}/"
    assert "2 records are shown as one" in page_of(agent, maria)


def test_contacts_of_all_merged_records_stand_on_one_page(agent, browser_of, maria, reported) -> None:
    again = PersonFactory(name="Maria Gomes")
    elsewhere = CaseFactory(person=again)
    merge_people(maria, again, reasons=[], actor=SYSTEM)
    assert elsewhere.reference in page_of(agent, maria)
    assert elsewhere.reference not in page_of(browser_of(reported.council.officer), maria)


def test_the_page_asks_a_fixed_number_of_questions(agent, maria, django_assert_max_num_queries) -> None:
    for n in range(20):
        CaseFactory(person=maria)
        EmailFactory(person=maria, value=f"maria{n}@example.org", assurance=Assurance.VERIFIED)
    with django_assert_max_num_queries(30):
        assert agent.get(f"/desk/people/{maria.id}/").status_code == 200


def test_who_is_of_the_household_is_no_suggestion_any_more(agent, maria) -> None:
    husband = PersonFactory(name="Otto Berg", email="maria@example.org")
    assert "Otto Berg" in page_of(agent, maria)
    join_household(maria.memberships.get().household, person=husband, role=HouseholdRole.PARTNER, actor=SYSTEM)
    assert "Perhaps the same person" not in page_of(agent, maria)


@pytest.mark.parametrize("address", ["7 Chapel Street", ""])
def test_a_household_called_like_its_head_is_not_said_twice(agent, reported, address) -> None:
    maria, head = reported.case.person, PersonFactory(name="Rosa Vega")
    home = start_household(head, address=address, actor=SYSTEM)
    join_household(home, person=maria, role=HouseholdRole.CHILD, actor=SYSTEM)
    page = page_of(agent, maria)
    assert page.count("Rosa Vega") == 1
    assert address in page
