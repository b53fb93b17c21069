"""By reference: what anybody may see, and nothing more."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from heard.domain.conversations.models import Attachment
from heard.flows.add_note import add_note
from heard.kernel.actor import staff
from tests.town.catalogue import ServiceFactory, asking
from tests.town.imported import NUMBER, imported_case
from tests.web.portal.resident import Resident, errors_in, fetch, photo

if TYPE_CHECKING:
    from django.test import Client

    from tests.town.council import Council

PRIVATE = ("Rosa", "rosa@example.org", "555-0142", "bus stop", "12 Elm Street", "14 Elm Street", "Otis", "Ana")


def test_the_public_page_shows_where_it_stands(council: Council, resident: Resident, stranger: Client) -> None:
    case, _draft = resident.report(name="Rosa", email="rosa@example.org", phone="(203) 555-0142")
    add_note(case, text="Otis should look", actor=staff(council.agent.id))
    page = stranger.get(f"/cases/{case.reference}/").content.decode()
    assert all(words in page for words in ("Pothole", "Received", "Westside", "Roads North", "by Tuesday 1 December"))
    assert [words for words in PRIVATE if words in page] == []


def test_only_public_answers_are_shown(council: Council, resident: Resident) -> None:
    deep = {"code": "deep", "label": "How deep?", "kind": "number", "public": True}
    council.pothole.questionnaire = asking(deep, {"code": "key", "label": "Who has the key?"})
    council.pothole.save()
    draft = resident.begin()
    given = {"answers.deep": "30", "answers.key": "My neighbour Ines", "description": "A hole"}
    assert resident.answer(draft, "check", **given).status_code == 302
    reference = resident.client.get(f"{draft}sent/").context["case"].reference
    page = resident.client.get(f"/cases/{reference}/").content.decode()
    assert "How deep?" in page
    assert "Ines" not in page


@pytest.mark.parametrize("typed", ["{}", " {} ", "lower"])
def test_the_reference_is_found_however_it_is_typed(council: Council, resident: Resident, typed: str) -> None:
    case, _draft = resident.report()
    written = case.reference.lower().replace("-", " ") if typed == "lower" else typed.format(case.reference)
    answer = resident.client.get("/track/", {"reference": written})
    assert answer.headers["Location"] == f"/cases/{case.reference}/"


def test_an_address_typed_loosely_leads_to_the_proper_page(council: Council, resident: Resident) -> None:
    case, _draft = resident.report()
    answer = resident.client.get(f"/cases/{case.reference.lower().replace('-', '')}/")
    assert answer["Location"] == f"/cases/{case.reference}/"


def test_a_mistyped_reference_is_said_to_be_mistyped(council: Council, resident: Resident) -> None:
    case, _draft = resident.report()
    wrong = case.reference[:-1] + ("2" if case.reference[-1] != "2" else "3")
    answer = resident.client.get("/track/", {"reference": wrong})
    assert answer.status_code == 400
    assert errors_in(answer)[0].startswith("Check the reference: one of its letters or digits is wrong")


def test_unknown_and_confidential_read_the_same(council: Council, resident: Resident, stranger: Client) -> None:
    ServiceFactory(code="abuse", confidential=True)
    draft = resident.begin("abuse")
    resident.answer(draft, "check", description="Somebody is harmed")
    secret = resident.client.get(f"{draft}sent/").context["case"].reference
    unknown = "HRD-2222-22" + next(
        sign for sign in "23456789ABCDEFGHJKLMNPQRSTVWXYZ"
        if "Check the reference" not in stranger.get("/track/", {"reference": f"HRD-2222-22{sign}"}).content.decode()
    )  # fmt: skip
    answers = [stranger.get("/track/", {"reference": reference}) for reference in (secret, unknown)]
    assert [errors_in(answer) for answer in answers] == [
        ["No public report has this reference. If you have the link we sent you, open that."]
    ] * 2
    assert [stranger.get(f"/cases/{reference}/").status_code for reference in (secret, unknown)] == [404, 404]


def test_a_photo_is_public_once_staff_say_so(council: Council, resident: Resident, stranger: Client) -> None:
    draft = resident.begin()
    resident.answer(draft, "check", description="A hole", photos=[photo()])
    attachment = Attachment.objects.get()
    case = attachment.message.conversation.case
    assert fetch(stranger, f"/photos/{attachment.id}/").status_code == 404
    assert f"/photos/{attachment.id}/" not in stranger.get(f"/cases/{case.reference}/").content.decode()
    Attachment.objects.update(public=True)
    answer = fetch(stranger, f"/photos/{attachment.id}/?small")
    assert (answer.status_code, answer.headers["X-Content-Type-Options"]) == (200, "nosniff")
    assert answer.headers["Content-Security-Policy"].startswith("sandbox")
    assert f"/photos/{attachment.id}/" in stranger.get(f"/cases/{case.reference}/").content.decode()
    case.confidential = True
    case.save()
    assert fetch(stranger, f"/photos/{attachment.id}/").status_code == 404


@pytest.mark.parametrize("life", [{}, {"closed_at": None, "status": "received", "outcome": "", "outcome_note": ""}])
def test_an_imported_case_has_its_public_page_without_anybodys_words(
    council: Council, stranger: Client, life: dict[str, Any]
) -> None:
    old = imported_case(council, address="12 Elm Street", **life)
    answer = stranger.get(f"/cases/{old.reference}/")
    page = answer.content.decode()
    assert answer.status_code == 200
    assert ("Received" if life else "Closed: Fixed") in page
    assert [words for words in ("Ines", "asphalt", NUMBER, *PRIVATE) if words in page] == []
