"""Requests about data at the desk: in the order of their dates, nothing released before proof, every answer told."""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING, Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from heard.domain.conversations.models import Message
from heard.domain.journal.models import Entry
from heard.domain.people.models import Identity, Person
from heard.domain.privacy.models import LegalHold, RightsRequest
from heard.domain.teams.models import Role
from heard.flows.ask_right import ask_right
from heard.flows.export_person import export_person
from heard.kernel.actor import resident
from tests.town.people import PersonFactory
from tests.town.staff import StaffFactory
from tests.web.desk.pages import text_of

if TYPE_CHECKING:
    from django.test import Client

    from heard.domain.teams.models import Staff
    from tests.web.desk.conftest import Reported

QUEUE = "/desk/privacy/requests/"


@pytest.fixture
def mona(reported: Reported) -> Staff:
    """A manager of the contact centre."""
    team = reported.council.agent.memberships.get().team
    return StaffFactory(name="Mona Manager", team=team, role=Role.MANAGER)


@pytest.fixture
def clerk(mona: Staff, browser_of) -> Client:
    """Her browser."""
    return browser_of(mona)


def asked(kind: str, person: Person, **more: Any) -> RightsRequest:
    return ask_right(person, kind=kind, channel="portal", actor=resident(person.id), **more)


def address(request: RightsRequest, action: str = "") -> str:
    return f"{QUEUE}{request.id}/{action}{'/' if action else ''}"


def newest_letter() -> str:
    return Message.objects.order_by("-id").first().full_text


def test_the_queue_shows_who_asked_for_what_and_by_when(mona: Staff, browser_of, reported: Reported) -> None:
    with time_machine.travel("2026-11-24 10:00:00Z", tick=False) as time:
        asked("access", reported.case.person)
        page = text_of(browser_of(mona).get(QUEUE))
        assert "Get a copy of their data" in page
        assert "Maria Gomez" in page
        assert "Thursday 24 December 30 days left" in page
        time.move_to("2026-12-26 10:00:00Z")
        assert "Late by 2 days" in text_of(browser_of(mona).get(QUEUE))


def test_agents_and_managers_of_departments_are_kept_out(agent: Client, reported: Reported, browser_of) -> None:
    request = asked("access", reported.case.person)
    manager = browser_of(StaffFactory(team=reported.council.roads, role=Role.MANAGER))
    for browser in (agent, manager):
        assert browser.get(QUEUE).status_code == 403
        assert browser.post(address(request, "copy")).status_code == 403


def test_an_agent_takes_down_what_somebody_asks_on_the_phone_and_others_answer(
    agent: Client, reported: Reported
) -> None:
    person = f"/desk/people/{reported.case.person_id}/"
    link = f"{QUEUE}of/{reported.case.person_id}/"
    assert link in agent.get(person).content.decode()
    answer = agent.post(link, {"kind": "access", "channel": "phone", "asked_on": str(timezone.localdate())})
    assert answer["Location"] == person
    assert RightsRequest.objects.get().channel == "phone"


def test_a_letter_of_last_week_is_taken_down_with_its_own_date(mona: Staff, browser_of, reported: Reported) -> None:
    person = reported.case.person
    form = {"kind": "rectify", "channel": "letter", "asked_on": "2026-11-10", "details": "My street is wrong"}
    with time_machine.travel("2026-11-24 10:00:00Z", tick=False):
        clerk = browser_of(mona)
        answer = clerk.post(f"{QUEUE}of/{person.id}/", form)
        request = RightsRequest.objects.get()
        assert answer["Location"] == address(request)
        assert str(request.due_on) == "2026-12-10"
        refused = clerk.post(f"{QUEUE}of/{person.id}/", form | {"asked_on": "2026-11-25"})
    assert "Enter a day that is not in the future" in text_of(refused)


def test_opening_a_request_is_a_look_for_their_rights(clerk: Client, reported: Reported) -> None:
    request = asked("access", reported.case.person)
    clerk.get(address(request))
    assert Entry.objects.get(kind="person.looked").data == {"purpose": "rights"}


def test_the_copy_waits_for_proof_and_is_handed_over_at_the_counter(
    clerk: Client, reported: Reported, settings, tmp_path
) -> None:
    settings.HEARD_DATA = tmp_path
    request = asked("access", reported.case.person)
    clerk.post(address(request, "copy"))
    copy = request.copies.get()
    export_person(copy.id)
    file = f"{address(request)}copies/{copy.id}/"
    assert clerk.post(file).status_code == 404
    assert "Download it" not in text_of(clerk.get(address(request)))
    assert "show who they are" in text_of(clerk.post(address(request, "handed"), follow=True))
    clerk.post(address(request, "document"))
    assert "Download it" in text_of(clerk.get(address(request)))
    archive = zipfile.ZipFile(io.BytesIO(clerk.post(file).content))
    assert b"Maria Gomez" in archive.read("data.json")
    assert Entry.objects.get(kind="copy.fetched").actor_kind == "staff"
    clerk.post(address(request, "handed"))
    assert RightsRequest.objects.get().outcome == "given"


def test_the_link_goes_out_once_an_address_is_confirmed(clerk: Client, reported: Reported, settings, tmp_path) -> None:
    settings.HEARD_DATA = tmp_path
    request = asked("access", reported.case.person)
    clerk.post(address(request, "document"))
    clerk.post(address(request, "copy"))
    assert "being made" in text_of(clerk.get(address(request)))
    export_person(request.copies.get().id)
    assert "Send them the link" not in text_of(clerk.get(address(request)))
    assert "No address of theirs is confirmed" in text_of(clerk.post(address(request, "send"), follow=True))
    Identity.objects.update(assurance="verified")
    assert "Send them the link" in text_of(clerk.get(address(request)))
    clerk.post(address(request, "send"))
    assert re.search(r"/my-copy/\S+/", newest_letter())
    assert RightsRequest.objects.get().state == "done"


def test_erasing_needs_proof_and_a_tick_and_leaves_nothing_of_them(
    clerk: Client, reported: Reported, django_capture_on_commit_callbacks
) -> None:
    request = asked("erase", reported.case.person, details="I am moving away")
    assert "show who they are" in text_of(clerk.post(address(request, "erase"), {"sure": "on"}, follow=True))
    clerk.post(address(request, "document"))
    assert clerk.post(address(request, "erase")).status_code == 400
    with django_capture_on_commit_callbacks(execute=True):
        clerk.post(address(request, "erase"), {"sure": "on"})
    person = Person.objects.get(pk=reported.case.person_id)
    assert person.is_erased
    ended = RightsRequest.objects.get()
    assert (ended.outcome, ended.details) == ("erased", "")
    page = text_of(clerk.get(address(request)))
    assert "Deleted" in page
    assert [word for word in ("Maria", "moving away") if word in page] == []


def test_under_a_legal_hold_nothing_is_erased_and_the_page_says_so(clerk: Client, reported: Reported) -> None:
    request = asked("erase", reported.case.person)
    clerk.post(address(request, "document"))
    LegalHold.objects.create(person=reported.case.person, reason="Court", review_on="2027-01-01")
    page = text_of(clerk.get(address(request)))
    assert "There is a legal hold on this person" in page
    assert "1 January 2027" in page
    assert "Court" not in page  # the reason is for administrators
    assert "Delete what we keep about them" not in page
    clerk.post(address(request, "erase"), {"sure": "on"})
    assert RightsRequest.objects.get().stands


def test_a_hold_on_a_case_of_theirs_is_shown_too(clerk: Client, reported: Reported) -> None:
    request = asked("erase", reported.case.person)
    clerk.post(address(request, "document"))
    assert "legal hold" not in text_of(clerk.get(address(request)))
    LegalHold.objects.create(case_id=reported.case.id, reason="Court", review_on="2027-01-01")
    assert "There is a legal hold on a case of theirs" in text_of(clerk.get(address(request)))


def test_before_erasing_the_page_says_what_stays_and_what_backups_still_hold(clerk: Client, reported: Reported) -> None:
    request = asked("erase", reported.case.person)
    clerk.post(address(request, "document"))
    page = text_of(clerk.get(address(request)))
    assert "here and in every backup" not in page
    assert "the description – in the words they wrote" in page
    assert "stays in older backups" in page


def test_whom_no_mail_reaches_was_sent_nothing_and_the_page_says_what_to_do(clerk: Client, reported: Reported) -> None:
    request = asked("access", reported.case.person)
    assert "They were sent a link" in text_of(clerk.get(address(request)))
    Identity.objects.update(unusable_since=timezone.now())
    page = text_of(clerk.get(address(request)))
    assert "They were sent nothing" in page
    assert "They were sent a link" not in page
    refused = clerk.post(address(request, "refuse"), {"outcome": "law", "answer": "No."}, follow=True)
    assert "tell them by phone or by letter" in text_of(refused)
    assert "We write to them" not in text_of(refused)


def test_a_refusal_is_told_with_its_reason_and_where_to_complain(clerk: Client, reported: Reported) -> None:
    request = asked("erase", reported.case.person)
    assert clerk.post(address(request, "refuse"), {"outcome": "law"}).status_code == 400
    clerk.post(address(request, "refuse"), {"outcome": "law", "answer": "The tax law asks for ten years."})
    assert RightsRequest.objects.get().state == "refused"
    assert "The tax law asks for ten years." in newest_letter()
    assert "complain" in newest_letter()


def test_more_time_is_told_with_its_reason(clerk: Client, reported: Reported) -> None:
    request = asked("rectify", reported.case.person, details="x")
    clerk.post(address(request, "extend"), {"reason": "The archive is on paper."})
    assert "The archive is on paper." in newest_letter()
    assert "once already" in text_of(clerk.post(address(request, "extend"), {"reason": "Again"}, follow=True))


def test_restricting_marks_the_person_and_is_lifted(clerk: Client, reported: Reported) -> None:
    request = asked("restrict", reported.case.person)
    clerk.post(address(request, "grant"), {"answer": ""})
    assert "Their data is restricted" in text_of(clerk.get(address(request)))
    assert "use it for nothing else" in newest_letter()
    clerk.post(address(request, "lift"))
    assert Person.objects.get(pk=reported.case.person_id).restricted_at is None


def test_no_kind_of_request_is_granted_by_another_kinds_button(clerk: Client, reported: Reported) -> None:
    request = asked("restrict", reported.case.person)
    for action, data in (("erase", {"sure": "on"}), ("handed", {}), ("send", {})):
        clerk.post(address(request, action), data)
        assert RightsRequest.objects.get().stands
    assert clerk.post(address(request, "nothing")).status_code == 404
    assert clerk.get(address(request, "grant"))["Location"] == address(request)


def test_on_a_small_screen_the_queue_is_cards_that_name_what_they_show(clerk: Client, reported: Reported) -> None:
    asked("rectify", reported.case.person)
    page = clerk.get(QUEUE).content.decode()
    assert "heard-table-wrap--stacked" in page
    assert re.findall(r'data-label="([^"]+)"', page) == ["What", "Who", "Answer by", "Where it stands"]


def test_the_queue_asks_as_often_for_thirty_as_for_one(clerk: Client, reported: Reported) -> None:
    asked("rectify", reported.case.person)
    with CaptureQueriesContext(connection) as one:
        clerk.get(QUEUE)
    for person in PersonFactory.create_batch(30):
        asked("rectify", person)
    with CaptureQueriesContext(connection) as many:
        clerk.get(QUEUE)
    assert len(many) == len(one)
