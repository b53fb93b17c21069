"""The pages of a questionnaire in a report: branching, stops, what is asked before the place, kinds of answers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from heard.domain.cases.models import Case, Draft
from heard.domain.conversations.models import Message
from heard.domain.questions.operations import change_draft, draft_of, publish
from heard.kernel.actor import SYSTEM
from tests.domain.questions.trolley import TROLLEY
from tests.town.catalogue import ServiceFactory, asking, questionnaire
from tests.web.portal.resident import Resident, errors_in, photo

if TYPE_CHECKING:
    from django.http import HttpResponse

    from heard.domain.catalogue.models import Service
    from tests.town.council import Council

STREET = {"answers.where": "street", "answers.count": "2"}


@pytest.fixture
def trolley(council: Council) -> Service:
    """With a page before the place, branches and a stop."""
    return ServiceFactory(code="trolley", name="Trolley", questionnaire=questionnaire(TROLLEY))


def begun(resident: Resident, service: str = "trolley") -> str:
    """Past the page before the place, and the place."""
    answer = resident.client.post(f"/report/?service={service}", {"answers.mine": "no", "shown": "mine"})
    draft = re.match(r"/report/[^/]+/", answer.headers["Location"])[0]
    assert answer.headers["Location"] == f"{draft}place/"
    assert resident.answer(draft, "place", address="12 Elm Street").headers["Location"] == f"{draft}questions/trolley/"
    return draft


def finish(resident: Resident, draft: str) -> HttpResponse:
    for step, data in (("details", {"description": "It rusts"}), ("photos", {}), ("contact", {})):
        resident.answer(draft, step, **data)
    return resident.answer(draft, "check")


def test_a_report_goes_over_its_pages_to_a_case(trolley: Service, resident: Resident) -> None:
    draft = begun(resident)
    assert resident.answer(draft, "questions/trolley", **STREET).headers["Location"] == f"{draft}questions/more/"
    more = {
        "answers.shop": ["market", "corner"],
        "answers.witness_name": "Ana",
        "answers.witness_phone": "0203 5550142",
    }
    assert resident.answer(draft, "questions/more", **more).headers["Location"] == f"{draft}details/"
    assert finish(resident, draft).headers["Location"] == f"{draft}sent/"
    case = Case.objects.get()
    assert case.answers == {"mine": False, "where": "street", "count": 2, "shop": ["market", "corner"], "weight": 50}
    assert case.asked == trolley.questionnaire.versions.get()
    assert Message.objects.get(direction="in").private_answers == {"witness": {"name": "Ana", "phone": "0203 5550142"}}


def test_what_is_asked_first_comes_before_the_place(trolley: Service, resident: Resident) -> None:
    assert "Is it your shop’s own?" in resident.client.get("/report/?service=trolley").content.decode()
    draft = resident.begin("trolley")  # a script may say the place first
    assert resident.client.get(f"{draft}photos/").headers["Location"] == f"{draft}questions/before/"


def test_what_an_answer_makes_necessary_is_asked_on_the_same_page(trolley: Service, resident: Resident) -> None:
    draft = begun(resident)
    water = {"answers.where": "water", "answers.count": "1", "shown": ["where", "count"]}
    page = resident.answer(draft, "questions/trolley", **water)
    assert page.status_code == 200
    assert "How deep is the water?" in page.content.decode()
    assert not errors_in(page)
    deep = water | {"answers.depth": "30", "shown": ["where", "depth", "count"]}
    assert errors_in(resident.answer(draft, "questions/trolley", **deep)) == ["Enter 20 m or less."]
    answer = resident.answer(draft, "questions/trolley", **deep | {"answers.depth": "1,5"})
    assert answer.headers["Location"] == f"{draft}questions/more/"


def test_a_browser_with_scripts_gets_the_questions_anew(trolley: Service, resident: Resident) -> None:
    draft = begun(resident)
    page = resident.client.post(
        f"{draft}questions/trolley/", {"answers.where": "water"}, headers={"HX-Request": "true"}
    ).content.decode()
    assert page.lstrip().startswith('<div id="questions"')
    assert "How deep is the water?" in page
    assert "answers" not in Draft.objects.get().data or "where" not in Draft.objects.get().data["answers"]


def test_what_was_hidden_by_a_change_is_left_behind(trolley: Service, resident: Resident) -> None:
    draft = begun(resident)
    water = {"answers.where": "water", "answers.count": "1", "answers.depth": "2"}
    resident.answer(draft, "questions/trolley", **water)
    changed = STREET | {"answers.depth": "2", "shown": ["where", "depth", "count"]}
    assert resident.answer(draft, "questions/trolley", **changed).status_code == 302
    resident.answer(draft, "questions/more")
    finish(resident, draft)
    assert Case.objects.get().answers == {"mine": False, "where": "street", "count": 2, "weight": 50}


def test_an_answer_that_nobody_asked_for_is_refused(trolley: Service, resident: Resident) -> None:
    draft = begun(resident)
    answer = resident.answer(draft, "questions/trolley", **STREET | {"answers.depth": "2"})
    assert answer.status_code == 400
    assert "“How deep is the water?” is not asked after the other answers." in answer.content.decode()
    at_once = resident.answer(draft, "check", description="It rusts", **STREET | {"answers.depth": "2"})
    assert at_once.status_code == 400
    assert "is not asked after the other answers" in at_once.content.decode()
    assert not Case.objects.exists()


def test_it_stops_and_says_who_can_help(trolley: Service, resident: Resident) -> None:
    draft = begun(resident)
    answer = resident.answer(draft, "questions/trolley", **STREET | {"answers.where": "private"})
    assert answer.headers["Location"] == f"{draft}stop/"
    page = resident.client.get(f"{draft}stop/").content.decode()
    assert "This is private land" in page
    assert 'href="https://example.org/owners"' in page
    assert f'href="{draft}questions/trolley/"' in page
    assert finish(resident, draft).headers["Location"] == f"{draft}stop/"
    assert not Case.objects.exists()
    resident.answer(draft, "questions/trolley", **STREET)
    assert resident.client.get(f"{draft}stop/").headers["Location"] == f"{draft}questions/more/"


def test_a_stop_before_the_place_asks_for_no_place(council: Council, resident: Resident) -> None:
    stops = [{"code": "own", "title": "It is yours", "when": {"field": "answers.mine", "is": True}}]
    ServiceFactory(code="own", questionnaire=questionnaire(TROLLEY | {"stops": stops, "translations": {}}))
    answer = resident.client.post("/report/?service=own", {"answers.mine": "yes", "shown": "mine"})
    assert answer.headers["Location"].endswith("/stop/")


def test_everything_at_once_with_its_answers(trolley: Service, resident: Resident) -> None:
    draft = resident.begin("trolley")
    answers = STREET | {"answers.mine": "no", "answers.seen": "2026-11-20"}
    assert resident.answer(draft, "check", description="It rusts", **answers).headers["Location"] == f"{draft}sent/"
    assert Case.objects.get().answers["seen"] == "2026-11-20"


def test_a_missing_answer_at_once_names_its_page(trolley: Service, resident: Resident) -> None:
    draft = resident.begin("trolley")
    answer = resident.answer(draft, "check", description="It rusts", **STREET)
    assert answer.status_code == 400
    assert (
        f'<a href="{draft}questions/before/">Answer this question: Is it your shop’s own?</a>'
        in answer.content.decode()
    )


def test_the_report_keeps_the_version_it_was_begun_with(trolley: Service, resident: Resident) -> None:
    draft = begun(resident)
    resident.answer(draft, "questions/trolley", **STREET)
    changed = draft_of(trolley.questionnaire, actor=SYSTEM)
    page = {
        "code": "other",
        "title": "Other",
        "questions": [{"code": "new", "kind": "text", "label": "New?", "required": True}],
    }
    publish(change_draft(changed, definition={"pages": [page]}, actor=SYSTEM), actor=SYSTEM)
    resident.answer(draft, "questions/more")
    assert finish(resident, draft).headers["Location"] == f"{draft}sent/"
    assert Case.objects.get().asked.number == 1


def test_the_check_shows_each_answer_with_its_page(trolley: Service, resident: Resident) -> None:
    draft = begun(resident)
    resident.answer(draft, "questions/trolley", **STREET)
    resident.answer(draft, "questions/more")
    for step, data in (("details", {"description": "It rusts"}), ("photos", {}), ("contact", {})):
        resident.answer(draft, step, **data)
    page = resident.client.get(f"{draft}check/").content.decode()
    assert "In the street" in page
    assert "50 kg" in page
    assert f'href="{draft}questions/trolley/"' in page


def test_the_pages_speak_the_residents_language(trolley: Service, resident: Resident) -> None:
    draft = begun(resident)
    page = resident.client.get(f"{draft}questions/trolley/", headers={"Accept-Language": "es"}).content.decode()
    assert "El carrito" in page
    assert "¿Dónde está?" in page


def test_a_photo_answers_a_question(council: Council, resident: Resident) -> None:
    ServiceFactory(code="mark", questionnaire=asking({"code": "picture", "kind": "file", "required": True}))
    draft = resident.begin("mark")
    assert errors_in(resident.answer(draft, "questions/details")) == ["Answer this question: picture?"]
    assert resident.answer(draft, "questions/details", **{"answers.picture": photo()}).status_code == 302
    finish(resident, draft)
    message = Message.objects.get(direction="in")
    assert message.private_answers == {"picture": [message.attachments.get().key]}


def test_a_place_is_an_answer_with_its_own_map(council: Council, resident: Resident) -> None:
    ServiceFactory(
        code="from", questionnaire=asking({"code": "other-end", "kind": "place", "label": "Where does it end?"})
    )
    draft = resident.begin("from")
    assert 'data-lon="id_answers.other-end_0"' in resident.client.get(f"{draft}questions/details/").content.decode()
    given: dict[str, Any] = {"answers.other-end_lon": "-72.9", "answers.other-end_lat": "41.3"}
    assert resident.answer(draft, "questions/details", **given).status_code == 302
    finish(resident, draft)
    assert Case.objects.get().answers == {"other-end": {"lon": -72.9, "lat": 41.3}}
