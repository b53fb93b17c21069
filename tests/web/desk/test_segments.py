"""Segments on the desk: for managers of the department alone, counted as typed, approved by a second person."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from heard.domain.consent.models import How, Mailing, OptionalMessage, Purpose
from heard.domain.consent.operations.ledger import give
from heard.domain.consent.rules.scopes import Scope
from heard.domain.conversations.models import Delivery
from heard.domain.journal.models import Entry
from heard.domain.people.models import Assurance, Person
from heard.domain.segments.models import Segment
from heard.domain.segments.operations import add_segment, approve_segment
from heard.domain.segments.queries.vocabulary import person_vocabulary
from heard.domain.teams.models import Role, Staff
from heard.flows.send_optional_message import send_optional_message
from heard.kernel.actor import SYSTEM, resident, staff
from tests.town.cases import CaseFactory
from tests.town.conditions import typed
from tests.town.people import EmailFactory, PersonFactory
from tests.town.staff import DepartmentFactory, StaffFactory, TeamFactory
from tests.web.desk.pages import text_of

if TYPE_CHECKING:
    from django.test import Client

pytestmark = pytest.mark.django_db
NEW = "/desk/segments/new/"
SPANISH = {"field": "language", "is": "es"}
OLDER = {"field": "age", "is": "80+"}


@pytest.fixture
def manager() -> Staff:
    return StaffFactory(name="Mia Manager", team=TeamFactory(), role=Role.MANAGER)


@pytest.fixture
def browser(manager, browser_of) -> Client:
    return browser_of(manager)


def sent(*clauses: dict[str, Any], **more: str) -> dict[str, Any]:
    """What the page sends of these clauses."""
    return {
        "name": "Neighbours",
        "purpose": "To invite them",
        **typed({"all": list(clauses)}, person_vocabulary()),
        **more,
    }


def segment_of(manager: Staff, condition: dict[str, Any]) -> Segment:
    return add_segment(
        name="Neighbours",
        department=manager.memberships.get().team.department,
        condition=condition,
        purpose="To invite them",
        actor=staff(manager.id),
    )


def colleague_of(manager: Staff) -> Staff:
    return StaffFactory(team=manager.memberships.get().team, role=Role.MANAGER)


def agreed(number: int = 1, **columns: Any) -> list[Person]:
    """People who said yes to news and can be reached."""
    people = [PersonFactory(**columns) for _n in range(number)]
    for person in people:
        EmailFactory(person=person, assurance=Assurance.VERIFIED)
        give(person, Scope(purpose=Purpose.INFORMATION), how=How.PAGE, actor=resident(person.id))
    return people


def test_a_segment_is_written_as_rows_and_read_as_a_sentence(browser, manager) -> None:
    department = manager.memberships.get().team.department
    data = sent(SPANISH, {"field": "reports.any.90d", "at_least": 2}, department=str(department.id))
    answer = browser.post(NEW, data | {"save": "yes"}, follow=True)
    assert "the language is Spanish and the number of reports in the last 90 days is at least 2" in text_of(answer)
    segment = Segment.objects.get()
    assert (segment.department, segment.current.author) == (department, manager)
    assert segment.current.condition == {"all": [SPANISH, {"field": "reports.any.90d", "at_least": 2}]}
    assert "Neighbours" in text_of(browser.get("/desk/segments/"))


def test_the_number_follows_what_is_typed(browser) -> None:
    PersonFactory(language="es")
    answer = browser.post(NEW, sent(SPANISH), headers={"HX-Request": "true", "HX-Target": "segment-count"})
    assert text_of(answer) == "the language is Spanish 1 person"
    assert not Segment.objects.exists()


def test_without_a_script_a_button_counts(browser) -> None:
    PersonFactory(language="es")
    answer = browser.post(NEW, sent(SPANISH) | {"name": "", "count": "yes"})
    assert answer.status_code == 200
    page = answer.content.decode()
    assert "1 person" in page
    assert "Enter a name" not in page
    assert not Segment.objects.exists()


def test_a_mistake_in_the_condition_is_said_in_place_of_a_number(browser) -> None:
    data = sent({"field": "reports.any", "at_least": 2}) | {"condition.0.first": "many"}
    part = browser.post(NEW, data, headers={"HX-Request": "true", "HX-Target": "segment-count"})
    assert "Give a number." in text_of(part)
    assert browser.post(NEW, data | {"save": "yes"}).status_code == 400


def test_small_numbers_are_hidden_while_typing_something_sensitive(browser) -> None:
    PersonFactory(needs=["braille"])
    answer = browser.post(
        NEW, sent({"field": "need", "is": "braille"}), headers={"HX-Request": "true", "HX-Target": "segment-count"}
    )
    assert "fewer than 5 people" in text_of(answer)
    assert "sensitive" in text_of(answer)


def test_a_draft_shows_nobody_until_a_colleague_approves_it(browser, manager, browser_of) -> None:
    people = agreed(6, age_band="80+", name="Wilhelmina Okafor")
    team = manager.memberships.get().team
    for person in people:
        CaseFactory(person=person, team=team)
    segment = segment_of(manager, OLDER)
    url = f"/desk/segments/{segment.id}/"
    for query in ({"sample": "yes"}, {"purpose": "information"}):
        page = text_of(browser.get(url, query))
        assert "This is a draft" in page
        assert "Wilhelmina" not in page
        assert "Who may be written to" not in page
    assert "Approve this segment" not in text_of(browser.get(url))
    assert browser.get(f"{url}write/").status_code == 409
    assert browser.post(f"{url}approve/", {"number": "1"}).status_code == 409
    second = browser_of(colleague_of(manager))
    assert "Approve this segment" in text_of(second.get(url))
    second.post(f"{url}approve/", {"number": "1"})
    assert "Wilhelmina Okafor" in text_of(browser.get(url, {"sample": "yes"}))


def test_a_stale_approval_approves_nothing(manager, browser_of) -> None:
    segment = segment_of(manager, OLDER)
    answer = browser_of(colleague_of(manager)).post(f"/desk/segments/{segment.id}/approve/", {"number": "7"})
    assert answer.status_code == 409
    segment.refresh_from_db()
    assert segment.current.is_draft


def test_a_sample_is_written_down_as_a_look_and_only_when_asked_for(browser, manager) -> None:
    case = CaseFactory(person=PersonFactory(language="es"), team=manager.memberships.get().team)
    segment = segment_of(manager, SPANISH)
    browser.get(f"/desk/segments/{segment.id}/")
    assert not Entry.objects.filter(kind="person.looked").exists()
    browser.get(f"/desk/segments/{segment.id}/", {"sample": "yes"})
    [look] = Entry.objects.filter(kind="person.looked")
    assert (look.person_id, look.actor_id, look.subject_id) == (case.person_id, manager.id, segment.id)
    assert look.data == {"purpose": "segment"}


def test_so_few_of_a_sensitive_segment_are_not_shown(browser, manager) -> None:
    CaseFactory(person=PersonFactory(age_band="80+", name="Wilhelmina"), team=manager.memberships.get().team)
    segment = segment_of(manager, OLDER)
    approve_segment(segment, number=1, actor=staff(colleague_of(manager).id))
    page = text_of(browser.get(f"/desk/segments/{segment.id}/", {"sample": "yes"}))
    assert "fewer than 5 people" in page
    assert "Wilhelmina" not in page
    assert not Entry.objects.filter(kind="person.looked").exists()


def test_who_is_left_out_and_why(browser, manager) -> None:
    agreed(2, language="es")
    PersonFactory(language="es")
    segment = segment_of(manager, SPANISH)
    page = text_of(browser.get(f"/desk/segments/{segment.id}/", {"purpose": "information", "topic": ""}))
    assert "It may go to 2 people" in page
    assert "They have not said yes 1 person" in page


def test_writing_shows_the_letter_and_sends_it_when_told_to(browser, manager) -> None:
    agreed(2, language="es")
    PersonFactory(language="es")
    segment = segment_of(manager, SPANISH)
    url = f"/desk/segments/{segment.id}/write/"
    letter = {"purpose": "information", "topic": "", "subject": "A feast", "text": "Come on Sunday."}
    page = text_of(browser.post(url, letter | {"preview": "yes"}))
    assert "It goes to 2 people" in page
    assert "Come on Sunday. You get this because you agreed" in page
    assert not Mailing.objects.exists()
    changing = browser.post(url, letter | {"change": "yes"}).content.decode()
    assert "Come on Sunday." in changing
    page = text_of(browser.post(url, letter | {"send": "yes"}, follow=True))
    assert "It goes to 2 people." in page
    mailing = Mailing.objects.get()
    assert (mailing.subject, mailing.staff, mailing.department) == ("A feast", manager, segment.department)
    entry = Entry.objects.get(kind="segment.written_to")
    assert entry.data == {"version": 1, "mailing": str(mailing.id), "people": 2}


def test_so_few_of_a_sensitive_segment_are_not_written_to(browser, manager) -> None:
    agreed(4, age_band="80+")
    segment = segment_of(manager, OLDER)
    approve_segment(segment, number=1, actor=staff(colleague_of(manager).id))
    letter = {"purpose": "information", "topic": "", "subject": "A feast", "text": "Come.", "send": "yes"}
    answer = browser.post(f"/desk/segments/{segment.id}/write/", letter)
    assert "their answers would tell who they are" in text_of(answer)
    assert not Mailing.objects.exists()


def test_of_a_sensitive_segment_not_even_what_was_sent_is_counted_exactly(browser, manager) -> None:
    """Two letters to two segments that differ by one person would tell of them."""
    agreed(7, age_band="80+")
    segment = segment_of(manager, OLDER)
    approve_segment(segment, number=1, actor=staff(colleague_of(manager).id))
    letter = {"purpose": "information", "topic": "", "subject": "A feast", "text": "Come.", "send": "yes"}
    page = text_of(browser.post(f"/desk/segments/{segment.id}/write/", letter, follow=True))
    assert "It goes to about 5 people." in page
    assert "7 people" not in page


def test_the_wrong_people_get_nothing(manager, browser_of) -> None:
    segment = segment_of(manager, SPANISH)
    agent = browser_of(StaffFactory(team=manager.memberships.get().team, role=Role.AGENT))
    elsewhere = browser_of(StaffFactory(team=TeamFactory(), role=Role.MANAGER))
    for url in ("", f"{segment.id}/", f"{segment.id}/edit/", f"{segment.id}/write/", "new/"):
        assert agent.get(f"/desk/segments/{url}").status_code == 403
    assert "Segments" not in text_of(agent.get("/desk/"))
    for url in (f"{segment.id}/", f"{segment.id}/edit/", f"{segment.id}/write/"):
        assert elsewhere.get(f"/desk/segments/{url}").status_code == 404
    for action in ("approve", "retire", "return"):
        assert elsewhere.post(f"/desk/segments/{segment.id}/{action}/").status_code == 404
        assert agent.post(f"/desk/segments/{segment.id}/{action}/").status_code == 403
    assert "Neighbours" not in text_of(elsewhere.get("/desk/segments/"))


def test_a_manager_chooses_among_their_departments(browser) -> None:
    foreign = DepartmentFactory(name="Finance")
    assert "Finance" not in browser.get(NEW).content.decode()
    answer = browser.post(NEW, sent(SPANISH, department=str(foreign.id)) | {"save": "yes"})
    assert answer.status_code == 400


def test_a_segment_is_put_out_of_use_and_back(browser, manager) -> None:
    segment = segment_of(manager, SPANISH)
    page = text_of(browser.post(f"/desk/segments/{segment.id}/retire/", follow=True))
    assert "Use it again" in page
    assert "Who may be written to" not in page
    assert "Put out of use" in text_of(browser.post(f"/desk/segments/{segment.id}/return/", follow=True))
    assert browser.post(f"/desk/segments/{segment.id}/dance/").status_code == 404


def test_a_segment_about_something_that_is_gone_is_still_shown(browser, manager) -> None:
    segment = segment_of(manager, SPANISH)
    segment.current.condition = {"field": "gone", "is": "x"}
    segment.current.save()
    page = text_of(browser.get(f"/desk/segments/{segment.id}/"))
    assert "Cannot be used any more" in page


@pytest.mark.parametrize("url", ["/desk/segments/", "/desk/segments/{id}/", "/desk/segments/{id}/?sample=yes"])
def test_pages_cost_the_same_however_many_there_are(browser, manager, url) -> None:
    segment = segment_of(manager, SPANISH)
    team = manager.memberships.get().team
    CaseFactory(person=PersonFactory(language="es"), team=team)
    url = url.format(id=segment.id)
    browser.get(url)
    with CaptureQueriesContext(connection) as first:
        browser.get(url)
    for n in range(12):
        add_segment(name=f"{n}", department=segment.department, condition=SPANISH, purpose="Why", actor=SYSTEM)
        CaseFactory(person=PersonFactory(language="es"), team=team)
    browser.get(url)
    with CaptureQueriesContext(connection) as second:
        browser.get(url)
    assert len(second) == len(first)


LETTER = {"purpose": "information", "topic": "", "subject": "A feast", "text": "Dear {name}, come on Sunday."}
NIGHT, MORNING = datetime(2026, 11, 24, 23, tzinfo=UTC), datetime(2026, 11, 25, 10, tzinfo=UTC)


def test_in_quiet_hours_it_is_said_when_it_leaves_and_what_waits_can_be_stopped(browser_of, manager) -> None:
    agreed(2, language="es")
    PersonFactory(language="es")
    segment = segment_of(manager, SPANISH)
    url = f"/desk/segments/{segment.id}/"
    with time_machine.travel(NIGHT, tick=False):
        browser = browser_of(manager)
        assert "Quiet hours until 08:00: it leaves then." in text_of(browser.post(f"{url}write/", LETTER))
        page = text_of(browser.post(f"{url}write/", LETTER | {"send": "yes"}, follow=True))
        assert "It goes to 2 people. Quiet hours until 08:00: it leaves then." in page
        page = text_of(browser.get(url))
        assert "A feast News and events today 23:00 · Mia Manager" in page
        assert "Wait until 08:00 (quiet hours) 2 people" in page
        assert "Left out: They have not said yes 1 person" in page
        stopped = browser.post(f"{url}mailings/{Mailing.objects.get().id}/stop/", follow=True)
    assert "Left out: Somebody stopped the mailing 2 people" in text_of(stopped)
    assert "Stop what has not gone" not in text_of(stopped)
    assert Entry.objects.get(kind="mailing.stopped").data == {"people": 2}


def test_by_day_nothing_is_said_of_quiet_hours_and_what_went_and_failed_is_counted(browser_of, manager) -> None:
    agreed(3, language="es")
    segment = segment_of(manager, SPANISH)
    url = f"/desk/segments/{segment.id}/"
    with time_machine.travel(MORNING, tick=False):
        browser = browser_of(manager)
        assert "Quiet hours" not in text_of(browser.post(f"{url}write/", LETTER | {"send": "yes"}, follow=True))
        first, second, _third = OptionalMessage.objects.all()
        for optional in (first, second):
            send_optional_message(optional.id)
        second.refresh_from_db()
        Delivery.objects.filter(message=second.message_id).update(state="failed")
        page = text_of(browser.get(url))
    assert "Went 1 person" in page
    assert "Failed or came back 1 person" in page
    assert "Wait for their turn, or for the end of their own quiet hours 1 person" in page


def test_the_letter_is_shown_with_a_name_filled_in_and_the_look_is_noted(browser, manager) -> None:
    [ana] = agreed(1, language="es", name="Ana Costa")
    segment = segment_of(manager, SPANISH)
    url = f"/desk/segments/{segment.id}/write/"
    page = text_of(browser.post(url, LETTER))
    assert "Dear neighbour, come" in page  # nobody whose record the reader may see
    CaseFactory(person=ana, team=manager.memberships.get().team)
    page = text_of(browser.post(url, LETTER))
    assert "Dear Ana Costa, come on Sunday." in page
    assert Entry.objects.get(kind="person.looked").subject_id == segment.id


@pytest.mark.parametrize("step", ["preview", "send"])
def test_a_gap_that_nothing_fills_is_refused(browser, manager, step) -> None:
    agreed(1, language="es")
    segment = segment_of(manager, SPANISH)
    url = f"/desk/segments/{segment.id}/write/"
    answer = browser.post(url, LETTER | {"text": "About {reference}.", step: "yes"})
    assert answer.status_code == 400
    assert "Nothing fills {reference}. Use: {name}, {council}." in text_of(answer)
    assert "the same for everybody" in text_of(browser.post(url, LETTER | {"subject": "Dear {name}", step: "yes"}))
    assert not Mailing.objects.exists()


def test_a_mailing_of_another_segment_is_not_stopped_here(browser, manager) -> None:
    agreed(1, language="es")
    segment = segment_of(manager, SPANISH)
    other = add_segment(name="Others", department=segment.department, condition={}, purpose="Why", actor=SYSTEM)
    browser.post(f"/desk/segments/{segment.id}/write/", LETTER | {"send": "yes"})
    url = f"/desk/segments/{other.id}/mailings/{Mailing.objects.get().id}/stop/"
    assert browser.post(url).status_code == 404
    assert OptionalMessage.objects.get().state == "waiting"
