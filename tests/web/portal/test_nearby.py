"""Reported before? Others' open reports close by, and "that's mine too"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from heard.domain.cases.models import Case, Draft, Follower, Outcome, Status
from heard.domain.conversations.models import Message
from tests.town.cases import CaseFactory
from tests.town.catalogue import ServiceFactory, asking
from tests.town.places import EAST_SQUARE, WEST_SQUARE, AreaFactory
from tests.town.sealed import the_one_saying
from tests.web.portal.resident import Resident, errors_in

if TYPE_CHECKING:
    from django.test import Client

    from tests.town.council import Council

HERE = {"lon": WEST_SQUARE.lon, "lat": WEST_SQUARE.lat}


def hole(council: Council, **more: object) -> Case:
    return CaseFactory(service=council.pothole, team=council.roads, **({"location": WEST_SQUARE} | more))


def join(resident: Resident, case: Case, **more: str) -> object:
    page = resident.client.get(f"/report/follow/{case.reference}/").content.decode()
    ticket = re.search(r'name="ticket" value="([^"]+)"', page)[1]
    return resident.client.post(f"/report/follow/{case.reference}/", {"ticket": ticket} | more)


def test_open_reports_close_by_are_shown(council: Council, resident: Resident) -> None:
    case = hole(council)
    hole(council, location=EAST_SQUARE)
    hole(council, status=Status.CLOSED, outcome=Outcome.FIXED)
    CaseFactory(location=WEST_SQUARE)
    answer = resident.client.post("/report/?service=pothole", HERE)
    assert answer.headers["Location"].endswith("/nearby/")
    page = resident.client.get(answer.headers["Location"]).content.decode()
    assert page.count('name="report"') == 1
    assert case.reference in page
    assert case.description not in page


def test_what_others_answered_in_public_tells_the_reports_apart(council: Council, resident: Resident) -> None:
    deep = {"code": "deep", "label": "How deep?", "public": True}
    council.pothole.questionnaire = asking(deep, {"code": "who", "label": "Who saw it?"})
    council.pothole.save()
    hole(council, answers={"deep": "To the knee", "who": "Ines"})
    page = resident.client.get(f"{resident.begin(**HERE)}nearby/").content.decode()
    assert "How deep? To the knee" in page
    assert "Ines" not in page


def test_without_any_close_by_the_page_is_passed_over(council: Council, resident: Resident) -> None:
    draft = resident.begin(**HERE)
    assert resident.client.get(f"{draft}nearby/").headers["Location"] == f"{draft}details/"


def test_mine_is_different_goes_on(council: Council, resident: Resident) -> None:
    hole(council)
    draft = resident.begin(**HERE)
    assert resident.answer(draft, "nearby").headers["Location"] == f"{draft}details/"


def test_another_place_is_asked_about_again(council: Council, resident: Resident) -> None:
    hole(council, location=EAST_SQUARE)
    AreaFactory(centre=EAST_SQUARE)
    draft = resident.begin(**HERE)
    moved = resident.answer(draft, "place", lon=EAST_SQUARE.lon, lat=EAST_SQUARE.lat)
    assert moved.headers["Location"] == f"{draft}nearby/"


def test_joining_from_a_report_in_the_making(council: Council, resident: Resident) -> None:
    case = hole(council)
    draft = resident.begin(**HERE)
    page = resident.answer(draft, "nearby", report=case.reference).headers["Location"]
    ticket = re.search(r'name="ticket" value="([^"]+)"', resident.client.get(page).content.decode())[1]
    answer = resident.client.post(page, {"ticket": ticket, "email": "ben@example.org", "text": "It grew"})
    assert answer.headers["Location"] == f"{draft}sent/"
    assert Case.objects.get() == case
    assert Follower.objects.get(case=case).person.identities.get().value == "ben@example.org"
    assert the_one_saying(Message, text="It grew").conversation.case == case
    after = resident.client.get(f"{draft}sent/").content.decode()
    assert "We added your voice" in after
    assert case.reference in after
    assert resident.client.get(f"{draft}details/").headers["Location"] == f"{draft}sent/"


def test_joining_twice_is_one_voice(council: Council, resident: Resident) -> None:
    case = hole(council)
    page = resident.client.get(f"/report/follow/{case.reference}/").content.decode()
    ticket = re.search(r'name="ticket" value="([^"]+)"', page)[1]
    sent = {"ticket": ticket, "email": "ben@example.org"}
    first = resident.client.post(f"/report/follow/{case.reference}/", sent)
    again = resident.client.post(f"/report/follow/{case.reference}/", sent)
    assert first.headers["Location"] == again.headers["Location"]
    assert Follower.objects.filter(case=case).count() == 1


def test_a_follower_reads_their_own_words_and_nobody_elses(council: Council, resident: Resident) -> None:
    case = hole(council, description="The reporter's own words", address="12 Elm Street, top floor")
    draft = join(resident, case, email="ben@example.org", text="Mine too").headers["Location"].removesuffix("sent/")
    page = resident.client.get(resident.tracking_link(draft)).content.decode()
    assert "Mine too" in page
    assert "The reporter" not in page
    assert "top floor" not in page


def test_an_address_is_needed_to_be_told(council: Council, resident: Resident) -> None:
    answer = join(resident, hole(council), email="ben@")
    assert errors_in(answer) == ["Enter an email address like name@example.com."]
    answer = join(resident, hole(council))
    assert errors_in(answer) == ["Enter your email address, so that we can tell you more."]
    assert not Draft.objects.exists()


def test_a_ticket_opens_nobody_elses_draft(council: Council, resident: Resident, stranger: Client) -> None:
    case = hole(council)
    draft = resident.begin(**HERE)
    page = stranger.get(f"/report/follow/{case.reference}/?report={draft.split('/')[2]}").content.decode()
    ticket = re.search(r'name="ticket" value="([^"]+)"', page)[1]
    answer = stranger.post(f"/report/follow/{case.reference}/", {"ticket": ticket, "email": "eve@example.org"})
    assert draft not in answer.headers["Location"]
    other = CaseFactory(location=WEST_SQUARE)
    sent = stranger.post(f"/report/follow/{other.reference}/", {"ticket": ticket, "email": "eve@example.org"})
    assert sent.status_code == 404


def test_a_closed_report_cannot_be_joined(council: Council, resident: Resident) -> None:
    answer = join(resident, hole(council, status=Status.CLOSED, outcome=Outcome.FIXED), email="ben@example.org")
    assert answer.status_code == 409


def test_a_confidential_report_is_not_there_to_join(council: Council, resident: Resident) -> None:
    secret = CaseFactory(service=ServiceFactory(confidential=True))
    assert resident.client.get(f"/report/follow/{secret.reference}/").status_code == 404
    assert resident.client.post(f"/report/follow/{secret.reference}/", {"email": "a@example.org"}).status_code == 404
