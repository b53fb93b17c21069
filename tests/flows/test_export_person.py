"""A copy of everything about a person: nothing forgotten, nobody else in it, readable in any script."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.apps import apps

from heard.domain.cases.models import Origin
from heard.domain.consent.models import How
from heard.domain.consent.operations.ledger import give
from heard.domain.consent.rules.scopes import Scope
from heard.domain.conversations.models import Attachment, Direction, Message
from heard.domain.conversations.rules.links import tracking_path
from heard.domain.people.models import Caution, Household, Mandate, Member, Merge, Person, PersonNote, Topic
from heard.domain.privacy.operations.copies import fetch_copy, order_copy
from heard.domain.privacy.operations.looking import note_look
from heard.domain.privacy.rules.links import my_data_path
from heard.domain.teams.models import Staff
from heard.domain.vault.fields import SealedText
from heard.flows.add_note import add_note
from heard.flows.export_person import export_person
from heard.flows.export_person.gathering import everything_about
from heard.flows.export_person.parts import LEFT_OUT, PARTS
from heard.flows.export_person.readable import readable
from heard.flows.report_issue import Report, report_issue
from heard.flows.send_reply import send_reply
from heard.kernel import clock, files
from heard.kernel.actor import SYSTEM, resident, staff
from heard.kernel.documents import Document
from tests.town.conversations import MessageFactory
from tests.town.council import Council, small_council
from tests.town.people import PersonFactory, PhoneFactory

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.django_db
TODAY = clock.now().date()


@pytest.fixture
def council(settings, tmp_path: Path) -> Council:
    settings.HEARD_DATA = tmp_path
    return small_council()


def reported(council: Council, **more: Any) -> Person:
    report = Report(
        service=council.pothole, origin=Origin.WEB, description="A deep hole", address="12 Elm Street", **more
    )
    return report_issue(report, actor=resident(None)).person


def copy_of(person: Person) -> zipfile.ZipFile:
    copy = order_copy(person, request=None, actor=SYSTEM)
    export_person(copy.id)
    copy.refresh_from_db()
    return zipfile.ZipFile(io.BytesIO(fetch_copy(copy, actor=SYSTEM)))


def data_of(person: Person) -> dict[str, Any]:
    return json.loads(copy_of(person).read("data.json"))


def test_a_file_that_a_stranger_sent_into_the_conversation_is_not_theirs(council: Council) -> None:
    person = reported(council, name="Rosa", email="rosa@example.org")
    said = Message.objects.get(conversation__person=person, direction=Direction.IN)
    held = MessageFactory(conversation=said.conversation, person=PersonFactory(), held=True)
    for message, name in ((said, "mine.pdf"), (held, "strangers.pdf")):
        Attachment.objects.create(message=message, name=name, size=5, key=files.put(name.encode()))
    assert [file["name"] for file in data_of(person)["attachments"]] == ["mine.pdf"]
    assert not any("strangers" in name for name in copy_of(person).namelist())


def test_every_table_that_names_a_person_or_holds_sealed_words_is_in_the_copy_or_says_why_not() -> None:
    covered = {part.model for part in PARTS} | set(LEFT_OUT)
    assert not {part.model for part in PARTS} & set(LEFT_OUT)
    for model in apps.get_models():
        columns = model._meta.concrete_fields
        names = any(column.is_relation and column.related_model is Person for column in columns)
        sealed = any(isinstance(column, SealedText) for column in columns)
        assert model in covered or not (names or sealed), f"say in flows/export_person/parts.py what becomes of {model}"


def test_what_was_said_both_ways_and_noted_is_in_it_and_staff_are_roles(council: Council) -> None:
    person = reported(council, name="Zoë O’Brien", email="zoe@example.org")
    case = person.cases.get()
    send_reply(case, conversation=case.conversations.get(), text="We come on Friday.", actor=staff(council.officer.id))
    add_note(case, text="Third one this month", actor=staff(council.agent.id))
    note_look(person.id, staff=council.agent, purpose="call")
    data = data_of(person)
    said = {message["text"]: message["staff"] for message in data["messages"]}
    assert said["A deep hole"] is None
    assert said["We come on Friday."] == f"Officer, {council.officer.memberships.get().team.department.name}"
    assert said["Third one this month"].startswith("Agent")
    assert [identity["value"] for identity in data["identities"]] == ["zoe@example.org"]
    assert [(case["service_name"], case["address"]) for case in data["cases"]] == [("Pothole", "12 Elm Street")]
    assert [look["purpose"] for look in data["looks"]] == ["call"]
    assert "person.added" in {step["kind"] for step in data["history"]}
    text = json.dumps(data, ensure_ascii=False)
    assert [one for one in (council.agent.name, council.officer.name, council.agent.email) if one in text] == []


def test_a_note_that_calls_a_colleague_names_their_role(council: Council) -> None:
    person = reported(council, name="Zoë O’Brien", email="zoe@example.org")
    login = council.officer.email.split("@")[0]
    add_note(person.cases.get(), text=f"@{login} please look, @nobody.known", actor=staff(council.agent.id))
    Staff.objects.filter(pk=council.officer.pk).update(is_active=False)
    (note,) = [message for message in data_of(person)["messages"] if message["direction"] == "note"]
    department = council.officer.memberships.get().team.department.name
    assert note["text"] == f"@Officer, {department} please look, @nobody.known"


def test_links_that_let_their_reader_in_are_cut_and_others_are_not(council: Council, settings) -> None:
    person = reported(council, name="Zoë O’Brien", email="zoe@example.org")
    link = f"{settings.HEARD_URL}{tracking_path(person.conversations.get().id)}"
    words = f"See {link} and {settings.HEARD_URL}{my_data_path(person.id)}, https://example.org/t/news/"
    send_reply(person.cases.get(), conversation=person.conversations.get(), text=words, actor=staff(council.agent.id))
    text = json.dumps(data_of(person), ensure_ascii=False)
    assert f"{settings.HEARD_URL}/t/[link removed]/" in text
    assert f"{settings.HEARD_URL}/my-data/[link removed]/" in text
    assert "https://example.org/t/news/" in text
    assert [token for token in (link.split("/")[-2], my_data_path(person.id).split("/")[-2]) if token in text] == []


def test_the_paper_has_words_where_the_data_has_codes(council: Council, monkeypatch: pytest.MonkeyPatch) -> None:
    zoe = reported(council, name="Zoë", email="zoe@example.org")
    topic = Topic.objects.create(code="library-events", name="Library evenings")
    zoe.language, zoe.interests, zoe.age_band = "es", [topic.code], "25-44"
    zoe.details = {"birth_date": "1990-05-03"}
    zoe.save()
    give(zoe, Scope(purpose="information", topic=topic.code, channel="email"), how=How.PAGE, actor=SYSTEM)
    said: list[str] = []
    monkeypatch.setattr(Document, "facts", lambda _paper, rows: said.extend(text for row in rows for text in row))
    readable(everything_about(Person.objects.get(pk=zoe.pk)).data | {"files_left_out": []}, language="en")
    for words in ("Spanish", "3 May 1990", "Library evenings", "25 to 44"):
        assert any(words in one for one in said), words
    assert [one for one in said if "library-events" in one or one in {"es", "25-44", "1990-05-03"}] == []
    assert any("(Library evenings, Email)" in one for one in said)


def test_all_records_of_the_whole_are_in_it(council: Council) -> None:
    person = reported(council, name="Zoë O’Brien", email="zoe@example.org")
    same = PersonFactory(name="Zoe OBrien", phone="+12035550142")
    Merge.objects.create(kept=person, other=same)
    Person.objects.filter(pk=same.pk).update(whole_id=person.whole_id)
    for record in (person, Person.objects.get(pk=same.pk)):
        data = data_of(record)
        assert {row["name"] for row in data["records"]} == {"Zoë O’Brien", "Zoe OBrien"}
        assert {row["value"] for row in data["identities"]} == {"zoe@example.org", "+12035550142"}
        assert data["merges"][0]["other"] == str(same.id)


def test_other_people_are_what_they_are_to_you_not_who_they_are(council: Council) -> None:
    zoe, ben = PersonFactory(name="Zoë O’Brien"), PersonFactory(name="Ben Secret", email="ben@example.org")
    home = Household.objects.create(name="Secret, 12 Elm Street", address="12 Elm Street")
    Member.objects.create(household=home, person=zoe, role="partner")
    Member.objects.create(household=home, person=ben, role="head")
    Mandate.objects.create(person=ben, speaker=zoe, kind="carer", since=TODAY)
    data = data_of(zoe)
    assert [(row["role"], row["household_address"]) for row in data["households"]] == [("partner", "12 Elm Street")]
    assert [(row["person"], row["speaker"]) for row in data["mandates"]] == [("somebody else", str(zoe.id))]
    text = json.dumps(data, ensure_ascii=False)
    assert [word for word in ("Ben", "Secret", "ben@example.org", str(ben.id)) if word in text] == []


def test_what_a_stranger_sent_into_their_conversation_is_not_in_it(council: Council) -> None:
    zoe, ben = reported(council, name="Zoë", email="zoe@example.org"), PersonFactory(name="Ben")
    conversation = zoe.conversations.get()
    Message.objects.create(
        conversation=conversation, direction=Direction.IN, channel="email", person=ben, text="I saw it too", held=True
    )
    assert "I saw it too" not in json.dumps(data_of(zoe))
    assert "I saw it too" in json.dumps(data_of(ben))


def test_notes_are_in_it_and_the_reason_of_a_caution_is_held_back_and_said_to_be(council: Council) -> None:
    zoe = PersonFactory(name="Zoë")
    PersonNote.objects.create(person=zoe, text="Rings at night", expires_on=TODAY)
    Caution.objects.create(person=zoe, kind="dog", reason="Her neighbour Ben says", review_on=TODAY + timedelta(days=9))
    data = data_of(zoe)
    assert [note["text"] for note in data["notes"]] == ["Rings at night"]
    assert [caution["kind"] for caution in data["cautions"]] == ["dog"]
    assert "neighbour" not in json.dumps(data)
    assert "cautions.reason" in data["held_back"]


def test_their_files_are_in_it_under_harmless_names_and_a_lost_one_is_named(council: Council) -> None:
    zoe = reported(council, name="Zoë", email="zoe@example.org")
    message = zoe.conversations.get().messages.first()
    held = Attachment.objects.create(
        message=message, name="../../hole.jpg", content_type="image/jpeg", size=5, key=files.put(b"photo")
    )
    lost = Attachment.objects.create(message=message, name="lost.pdf", content_type="x/y", size=1, key="0" * 64)
    archive = copy_of(zoe)
    (name,) = [name for name in archive.namelist() if name.startswith("files/")]
    assert name.startswith(f"files/{held.id}/")
    assert name.count("/") == 2
    assert archive.read(name) == b"photo"
    data = json.loads(archive.read("data.json"))
    assert data["files_left_out"] == [f"files/{lost.id}/lost.pdf"]
    assert name in {row["key"] for row in data["attachments"]}


@pytest.mark.parametrize(
    "name", ["Zoë O’Brien", "Дмитрий Łoś", "محمد بن عبد الله", "हिन्दी", "李小龍", "עולם", "🙂 Smile", "\x07bell"]
)
def test_the_paper_is_made_for_a_name_in_any_script(council: Council, name: str) -> None:
    zoe = reported(council, name=name, email="zoe@example.org")
    PhoneFactory(person=zoe)
    archive = copy_of(zoe)
    assert archive.read("your-data.pdf").startswith(b"%PDF-")
    assert archive.testzip() is None


def test_the_copy_of_somebody_erased_is_not_made(council: Council) -> None:
    zoe = PersonFactory(name="Zoë")
    copy = order_copy(zoe, request=None, actor=SYSTEM)
    Person.objects.filter(pk=zoe.pk).update(erased_at=clock.now())
    export_person(copy.id)
    copy.refresh_from_db()
    assert not copy.is_there
