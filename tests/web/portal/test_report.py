"""The whole way of a report, page by page and without scripts."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from heard.domain.cases.models import Case, Draft
from heard.domain.conversations.models import Attachment
from heard.domain.people.models import Person
from tests.town.catalogue import ServiceFactory, asking
from tests.town.places import WEST_SQUARE
from tests.web.portal.resident import Resident, errors_in, photo

if TYPE_CHECKING:
    from tests.town.council import Council


def test_a_report_goes_from_the_first_page_to_the_last(council: Council, resident: Resident) -> None:
    draft = resident.begin(address="12 elm street")
    assert resident.answer(draft, "details", description="A deep hole").headers["Location"] == f"{draft}photos/"
    assert resident.answer(draft, "photos", photos=[photo()]).headers["Location"] == f"{draft}contact/"
    contact = {"name": "Rosa", "email": "rosa@example.org", "phone": "", "language": "es"}
    assert resident.answer(draft, "contact", **contact).headers["Location"] == f"{draft}check/"
    page = resident.client.get(f"{draft}check/").content.decode()
    assert all(words in page for words in ("Pothole", "12 Elm Street", "A deep hole", "Rosa", "rosa@example.org"))
    assert resident.answer(draft, "check").headers["Location"] == f"{draft}sent/"
    case = Case.objects.get()
    assert (case.service, case.team, case.area) == (council.pothole, council.roads, council.area)
    assert (case.description, case.address, case.location) == ("A deep hole", "12 Elm Street", WEST_SQUARE)
    assert (case.person.name, case.person.language) == ("Rosa", "es")
    assert Attachment.objects.get().thumbnail_key


def test_the_last_page_says_reference_date_and_link(council: Council, resident: Resident) -> None:
    case, draft = resident.report(email="rosa@example.org")
    page = resident.client.get(f"{draft}sent/").content.decode()
    assert case.reference in page
    assert "Roads North has your report: Pothole." in page
    assert "Roads North plans to deal with it <strong>by Tuesday 1 December" in page
    assert resident.client.get(resident.tracking_link(draft)).status_code == 200


def test_the_last_page_says_where_the_confirmation_goes_and_names_no_address(
    council: Council, resident: Resident
) -> None:
    _case, draft = resident.report(email="rosa@example.org")
    page = resident.client.get(f"{draft}sent/").content.decode()
    assert "A confirmation is on its way to r…@example.org." in page
    assert "rosa@" not in page


def test_the_last_page_says_that_the_link_is_all_there_is(council: Council, resident: Resident) -> None:
    _case, draft = resident.report()
    page = resident.client.get(f"{draft}sent/").content.decode()
    assert "You gave no email address: keep this link." in page
    assert "confirmation is on its way" not in page


def test_nothing_is_kept_before_something_is_said(council: Council, resident: Resident) -> None:
    assert resident.client.get("/report/?service=pothole").status_code == 200
    assert resident.client.post("/report/?service=pothole", {"address": ""}).status_code == 400
    assert not Draft.objects.exists()


def test_sent_twice_is_one_case(council: Council, resident: Resident) -> None:
    case, draft = resident.report()
    assert resident.answer(draft, "check").headers["Location"] == f"{draft}sent/"
    assert Case.objects.get() == case


def test_a_sent_draft_forgets_what_was_written(council: Council, resident: Resident) -> None:
    resident.report(name="Rosa", email="rosa@example.org")
    assert set(Draft.objects.get().data) == {"conversation", "joined"}


def test_every_page_but_the_last_one_answered_can_be_opened_again(council: Council, resident: Resident) -> None:
    draft = resident.begin()
    resident.answer(draft, "details", description="A deep hole")
    assert "A deep hole" in resident.client.get(f"{draft}details/").content.decode()
    assert "12 Elm Street" in resident.client.get(f"{draft}place/").content.decode()
    assert resident.client.get(f"{draft}check/").headers["Location"] == f"{draft}photos/"


def test_a_change_goes_back_to_the_check(council: Council, resident: Resident) -> None:
    draft = resident.begin()
    for step, data in (("details", {"description": "A hole"}), ("photos", {}), ("contact", {})):
        resident.answer(draft, step, **data)
    assert resident.answer(draft, "details", description="Two holes").headers["Location"] == f"{draft}check/"
    assert "Two holes" in resident.client.get(f"{draft}check/").content.decode()


def test_another_service_asks_its_own_questions(council: Council, resident: Resident) -> None:
    questions = asking({"code": "lamp", "label": "Which lamp?", "required": True})
    ServiceFactory(code="lamp", name="Street light", questionnaire=questions)
    draft = resident.begin()
    for step, data in (("details", {"description": "Dark"}), ("photos", {}), ("contact", {})):
        resident.answer(draft, step, **data)
    assert resident.answer(draft, "service", service="lamp").headers["Location"] == f"{draft}questions/details/"
    missing = resident.answer(draft, "questions/details")
    assert (missing.status_code, errors_in(missing)) == (400, ["Answer this question: Which lamp?"])
    assert resident.answer(draft, "questions/details", **{"answers.lamp": "17"}).status_code == 302
    resident.answer(draft, "details", description="Dark")
    resident.answer(draft, "check")
    assert Case.objects.get().answers == {"lamp": "17"}


def test_a_wrong_answer_is_named_beside_its_question(council: Council, resident: Resident) -> None:
    ServiceFactory(code="hole", questionnaire=asking({"code": "deep", "label": "How deep?", "kind": "number"}))
    draft = resident.begin("hole")
    wrong = resident.answer(draft, "questions/details", **{"answers.deep": "very"})
    assert (wrong.status_code, errors_in(wrong)) == (400, ["Enter a number."])
    assert 'value="very"' in wrong.content.decode()


def test_contact_details_are_needed_where_the_service_needs_them(council: Council, resident: Resident) -> None:
    ServiceFactory(code="bulky", needs_contact=True)
    draft = resident.begin("bulky")
    answer = resident.answer(draft, "contact", name="Rosa")
    assert errors_in(answer) == ["Enter an email address or a phone number, so that we can reach you."]
    assert resident.answer(draft, "contact", phone="(203) 555-0142").status_code == 302


@pytest.mark.parametrize(
    "given,sentence",
    [
        ({"email": "rosa"}, "Enter an email address like name@example.com."),
        ({"phone": "twelve"}, "Enter a phone number, with its area code."),
    ],
)
def test_a_mistyped_contact_is_said_and_kept(
    council: Council, resident: Resident, given: dict[str, str], sentence: str
) -> None:
    answer = resident.answer(resident.begin(), "contact", **given)
    assert (answer.status_code, errors_in(answer)) == (400, [sentence])
    assert next(iter(given.values())) in answer.content.decode()


def test_everything_at_once_to_the_last_page(council: Council, resident: Resident) -> None:
    draft = resident.begin()
    answer = resident.answer(
        draft, "check", description="A deep hole", email="rosa@example.org", name="Rosa", photos=[photo()]
    )
    assert answer.headers["Location"] == f"{draft}sent/"
    case = Case.objects.get()
    assert (case.description, case.person.name, Attachment.objects.count()) == ("A deep hole", "Rosa", 1)


def test_what_is_missing_at_once_is_said_with_the_page_to_mend_it(council: Council, resident: Resident) -> None:
    draft = resident.begin()
    answer = resident.answer(draft, "check", email="rosa@")
    page = answer.content.decode()
    assert answer.status_code == 400
    assert f'<a href="{draft}details/">Tell us what is wrong.</a>' in page or "Enter an email address" in page
    assert not Case.objects.exists()


def test_nobody_needs_a_name(council: Council, resident: Resident) -> None:
    case, _draft = resident.report()
    assert Person.objects.get().identities.count() == 0
    assert case.person.name == ""


def test_too_many_reports_an_hour_are_refused_with_a_sentence(council: Council, resident: Resident, settings) -> None:
    settings.HEARD_REPORTS_PER_HOUR = 1
    resident.report()
    draft = resident.begin()
    resident.answer(draft, "details", description="Another hole")
    answer = resident.answer(draft, "check")
    assert answer.status_code == 409
    assert "Try again in an hour" in answer.content.decode()
    assert Case.objects.count() == 1


def test_an_unknown_service_leads_to_all_of_them(council: Council, resident: Resident) -> None:
    assert resident.client.get("/report/?service=nothing").headers["Location"] == "/report/"
    assert "/report/?service=pothole" in resident.client.get("/report/").content.decode()


def test_a_draft_survives_and_names_its_day(council: Council, resident: Resident) -> None:
    resident.begin()
    assert Draft.objects.get().changed_at == datetime(2026, 11, 24, 10, tzinfo=UTC)
