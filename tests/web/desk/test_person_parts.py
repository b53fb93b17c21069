"""Changing what we know of a resident: each small page, its clear errors, and that it reaches nobody else's rows."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.utils import timezone

from heard.domain.journal.models import Entry
from heard.domain.people.models import Assurance, Distinction, Household, Identity, Mandate, Merge, Person
from heard.domain.people.operations.households import start_household
from heard.domain.people.operations.merging import merge_people
from heard.domain.people.operations.notes import add_caution, add_note
from heard.domain.people.queries.profile import whole_person
from heard.domain.privacy.operations.copies import order_copy
from heard.flows.export_person import export_person
from heard.kernel.actor import SYSTEM
from tests.town.cases import CaseFactory
from tests.town.people import EmailFactory, PersonFactory, PhoneFactory
from tests.town.staff import StaffFactory
from tests.web.desk.pages import text_of

if TYPE_CHECKING:
    from django.http import HttpResponse

pytestmark = pytest.mark.django_db

SOON = timezone.localdate() + timedelta(days=30)


@pytest.fixture
def maria(reported) -> Person:
    return reported.case.person


def send(browser, person, part: str, do: str, /, **typed: Any) -> HttpResponse:
    return browser.post(f"/desk/people/{person.id}/{part}/", {"do": do, **typed})


def now(person) -> Any:
    return whole_person(person.id)


DETAILS = {
    "kind": "person", "name": "María Gómez", "other_names": "Maria Lopez\n\nМария", "pronouns": "she/her",
    "language": "es", "other_languages": ["en"], "preferred_channel": "phone", "contact_hours": "morning",
    "needs": ["call", "large_print"], "birth_date_0": "", "birth_date_day": "17", "birth_date_month": "5",
    "birth_date_year": "1979",
}  # fmt: skip


def test_details_are_changed_and_shown_again(agent, maria) -> None:
    assert send(agent, maria, "details", "details", **DETAILS).status_code == 302
    person = now(maria).person
    assert (person.name, person.language, person.needs) == ("María Gómez", "es", ["call", "large_print"])
    assert person.details["other_names"] == ["Maria Lopez", "Мария"]
    assert (person.details["birth_date"], person.age_band) == ("1979-05-17", "45-64")
    page = agent.get(f"/desk/people/{maria.id}/details/").content.decode()
    assert 'value="María Gómez"' in page
    assert 'value="1979"' in page


def test_an_impossible_birth_date_says_what_to_do_and_keeps_what_was_typed(agent, maria) -> None:
    answer = send(agent, maria, "details", "details", **DETAILS | {"birth_date_year": "2090"})
    assert answer.status_code == 400
    assert "within the last 125 years" in text_of(answer)
    assert 'value="María Gómez"' in answer.content.decode()


def test_another_address_is_added_and_proves_nothing(agent, maria) -> None:
    send(agent, maria, "reach", "add", kind="phone", value="(203) 555-0142")
    phone = maria.identities.get(kind="phone")
    assert phone.assurance == Assurance.UNVERIFIED
    wrong = send(agent, maria, "reach", "add", kind="phone", value="12")
    assert wrong.status_code == 400
    assert "too few or too many digits" in text_of(wrong)


def test_an_address_is_removed_marked_and_confirmed_by_a_document(agent, maria) -> None:
    home = EmailFactory(person=maria, kind="address", value="12 Elm Street", key="home")
    send(agent, maria, "reach", "seen", row_id=home.id)
    home.refresh_from_db()
    assert home.assurance == Assurance.VERIFIED
    email = maria.identities.get(kind="email")
    send(agent, maria, "reach", "unusable", row_id=email.id)
    email.refresh_from_db()
    assert email.unusable_since
    send(agent, maria, "reach", "remove", row_id=email.id)
    assert not maria.identities.filter(kind="email").exists()


def test_a_code_is_sent_and_a_wrong_one_confirms_nothing(agent, maria) -> None:
    email = maria.identities.get(kind="email")
    assert "A code is on its way" in text_of(
        agent.post(f"/desk/people/{maria.id}/reach/", {"do": "ask", "row_id": email.id}, follow=True)
    )
    wrong = send(agent, maria, "reach", "check", row_id=email.id, code="no")
    assert wrong.status_code == 400
    assert "Send another one" in text_of(wrong)
    email.refresh_from_db()
    assert email.assurance == Assurance.UNVERIFIED


def test_nobody_reaches_the_rows_of_another_person(agent, maria) -> None:
    other = PhoneFactory()
    note = add_note(other.person, text="Theirs", expires_on=SOON, actor=SYSTEM)
    for part, do, row in (("reach", "remove", other), ("notes", "remove_note", note)):
        assert send(agent, maria, part, do, row_id=row.id).status_code == 400
    assert Identity.objects.filter(pk=other.pk).exists()
    assert other.person.notes.exists()


def test_a_household_is_started_joined_and_left(agent, maria) -> None:
    send(agent, maria, "household", "start", name="Gomez", address="12 Elm Street", language="es", role="head")
    send(agent, maria, "household", "join", who="Carmen Gomez", role="parent", lives_elsewhere="on")
    home = now(maria).households[0]
    carmen = next(member for member in home.members if member.person.name == "Carmen Gomez")
    assert (home.household.name, carmen.role, carmen.lives_elsewhere) == ("Gomez", "parent", True)
    send(agent, maria, "household", "role", row_id=carmen.id, role="relative")
    carmen.refresh_from_db()
    assert (carmen.role, carmen.lives_elsewhere) == ("relative", False)
    send(agent, maria, "household", "change", row_id=home.household.id, name="The Gomez home", address="", language="")
    assert Household.objects.get().name == "The Gomez home"
    send(agent, maria, "household", "leave", row_id=carmen.id)
    assert len(now(maria).households[0].members) == 1


def test_somebody_known_is_found_by_half_a_name_and_chosen(agent, maria) -> None:
    carmen = PersonFactory(name="Carmen Quiñones")
    start_household(maria, actor=SYSTEM)
    typed = {"who": "carm", "role": "parent"}
    looked = send(agent, maria, "household", "join", look="yes", **typed)
    assert "Carmen Quiñones" in text_of(looked)
    unsure = send(agent, maria, "household", "join", **typed)
    assert unsure.status_code == 400
    assert "Choose who it is from the list" in text_of(unsure)
    send(agent, maria, "household", "join", person=str(carmen.id), **typed)
    assert {one.person_id for one in now(maria).households[0].members} == {maria.id, carmen.id}


def test_htmx_gets_only_who_was_found(agent, maria) -> None:
    PersonFactory(name="Carmen Quiñones")
    part = agent.post(
        f"/desk/people/{maria.id}/household/", {"do": "join", "look": "yes", "who": "carmen"},
        headers={"HX-Request": "true"},
    )  # fmt: skip
    assert "Carmen Quiñones" in text_of(part)
    assert "<html" not in part.content.decode()


def test_who_may_not_be_known_is_neither_found_nor_chosen(reported, browser_of, maria) -> None:
    """An agent of one department, who sees none of Carmen's cases."""
    carmen = PersonFactory(name="Carmen Quiñones")
    browser = browser_of(StaffFactory(team=reported.council.roads))
    start_household(maria, actor=SYSTEM)
    looked = send(browser, maria, "household", "join", look="yes", who="carmen", role="parent")
    assert "Carmen Quiñones" not in text_of(looked)
    send(browser, maria, "household", "join", who="carmen", role="parent", person=str(carmen.id))
    assert carmen.id not in {one.person_id for one in now(maria).households[0].members}
    CaseFactory(person=carmen, team=reported.council.roads)
    assert "Carmen Quiñones" in text_of(send(browser, maria, "household", "join", look="yes", who="carmen"))


def test_a_carer_speaks_until_a_day(agent, maria) -> None:
    endless = send(agent, maria, "speaking", "give", who="Carla Carer", direction="for_them", kind="carer")
    assert endless.status_code == 400
    assert "Say until which day" in text_of(endless)
    assert not Person.objects.filter(pk__in=Mandate.objects.values("speaker")).exists()
    send(agent, maria, "speaking", "give", who="Carla Carer", direction="for_them", kind="carer", until=SOON)
    mandate = now(maria).mandates[0]
    assert (mandate.speaker.name, mandate.until) == ("Carla Carer", SOON)
    assert "Carla Carer may speak for Maria Gomez" in text_of(agent.get(f"/desk/people/{maria.id}/speaking/"))
    send(agent, maria, "speaking", "end", row_id=mandate.id)
    assert now(maria).mandates == []


def test_the_resident_may_speak_for_another(agent, maria) -> None:
    send(agent, maria, "speaking", "give", who="Carmen Gomez", direction="by_them", kind="parent")
    assert now(maria).speaks_for[0].person.name == "Carmen Gomez"


def test_a_note_needs_words_and_a_day(agent, maria) -> None:
    assert send(agent, maria, "notes", "note", text="", expires_on=SOON).status_code == 400
    late = send(agent, maria, "notes", "note", text="Call first", expires_on=SOON + timedelta(days=400))
    assert "within a year" in text_of(late)
    send(agent, maria, "notes", "note", text="Call first", expires_on=SOON)
    note = now(maria).notes[0]
    assert (note.text, note.author.name) == ("Call first", "Ana Agent")
    send(agent, maria, "notes", "remove_note", row_id=note.id)
    assert now(maria).notes == []


def test_a_caution_needs_a_reason_and_is_renewed_or_ended(agent, maria) -> None:
    bare = send(agent, maria, "notes", "caution", kind="dog", reason="", review_on=SOON)
    assert "a caution without a reason helps nobody" in text_of(bare)
    send(agent, maria, "notes", "caution", kind="dog", reason="It bites", review_on=SOON)
    caution = now(maria).cautions[0]
    send(agent, maria, "notes", "renew", row_id=caution.id, review_on=SOON + timedelta(days=60))
    assert now(maria).cautions[0].review_on == SOON + timedelta(days=60)
    send(agent, maria, "notes", "end", row_id=caution.id)
    assert now(maria).cautions == []


def test_two_records_are_compared_merged_and_taken_apart(agent, maria) -> None:
    again = PersonFactory(name="Maria Gomez", email="maria@example.org")
    page = text_of(agent.get(f"/desk/people/{maria.id}/"))
    assert "Perhaps the same person" in page
    assert "Same email address" in page
    url = f"/desk/people/{maria.id}/compare/{again.id}/"
    assert "Same name" in text_of(agent.get(url))
    assert agent.post(url, {"do": "second"})["Location"] == f"/desk/people/{again.id}/"
    merge = Merge.objects.get()
    assert (merge.kept_id, merge.reasons) == (again.id, ["same_name", "same_email"])
    listed = text_of(agent.get(f"/desk/people/{again.id}/merged/"))
    assert "Same email address" in listed
    send(agent, again, "merged", "undo", row_id=merge.id)
    maria.refresh_from_db()
    assert maria.whole_id == maria.id


def test_not_the_same_person_is_remembered(agent, maria) -> None:
    again = PersonFactory(name="Maria Gomez", email="maria@example.org")
    agent.post(f"/desk/people/{maria.id}/compare/{again.id}/", {"do": "apart"})
    assert Distinction.objects.exists()
    assert "Perhaps the same person" not in text_of(agent.get(f"/desk/people/{maria.id}/"))
    refused = agent.post(f"/desk/people/{maria.id}/compare/{again.id}/", {"do": "first"})
    assert "A colleague looked and said that these are two people" in text_of(refused)


def test_two_that_were_told_apart_are_found_again_and_that_is_undone(agent, maria) -> None:
    again = PersonFactory(name="Maria Gomez", email="maria@example.org")
    compare = f"/desk/people/{maria.id}/compare/{again.id}/"
    assert "A colleague said that these are two people" not in text_of(agent.get(compare))
    agent.post(compare, {"do": "apart"})
    assert "A colleague said that these are two people" in text_of(agent.get(compare))
    for one, other in ((maria, again), (again, maria)):
        listed = agent.get(f"/desk/people/{one.id}/merged/").content.decode()
        assert f"/desk/people/{one.id}/compare/{other.id}/" in listed
        assert Distinction.objects.get().by.name in listed
    distinction = Distinction.objects.get()
    stranger = PersonFactory()
    assert send(agent, stranger, "merged", "forget", row_id=distinction.id).status_code == 400
    send(agent, maria, "merged", "forget", row_id=distinction.id)
    assert not Distinction.objects.exists()
    assert Entry.objects.filter(kind="person.distinction_removed").count() == 1
    assert "Perhaps the same person" in text_of(agent.get(f"/desk/people/{maria.id}/"))


def test_a_merge_of_another_person_cannot_be_undone_here(agent, maria) -> None:
    one, two = PersonFactory(), PersonFactory()
    merge = merge_people(one, two, reasons=[], actor=SYSTEM)
    assert send(agent, maria, "merged", "undo", row_id=merge.id).status_code == 400
    merge.refresh_from_db()
    assert merge.undone_at is None


@pytest.mark.parametrize("part", ["details", "reach", "household", "speaking", "notes", "merged"])
def test_every_part_opens_and_an_unknown_one_does_not(agent, maria, part) -> None:
    start_household(maria, actor=SYSTEM)
    add_caution(maria, kind="dog", reason="It bites", review_on=SOON, actor=SYSTEM)
    page = agent.get(f"/desk/people/{maria.id}/{part}/")
    assert page.status_code == 200
    assert "It bites" in text_of(page)
    assert agent.get(f"/desk/people/{maria.id}/nothing/").status_code == 404
    assert send(agent, maria, part, "nothing").status_code == 404


def test_a_copy_of_two_people_opens_no_more_once_they_are_taken_apart(agent, reported, settings, tmp_path) -> None:
    settings.HEARD_DATA = tmp_path
    one, other = reported.case.person, PersonFactory(name="Mario Gomez")
    merge = merge_people(one, other, reasons=[], actor=SYSTEM)
    copy = order_copy(one, request=None, actor=SYSTEM)
    export_person(copy.id)
    copy.refresh_from_db()
    assert copy.is_there
    agent.post(f"/desk/people/{one.id}/merged/", {"do": "undo", "row_id": str(merge.id)})
    merge.refresh_from_db()
    copy.refresh_from_db()
    assert merge.undone_at
    assert not copy.is_there
