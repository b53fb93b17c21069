"""A person is erased: what named them is gone, what the council did stays, and their keys are destroyed for good."""

from __future__ import annotations

import threading
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from django.apps import apps
from django.db import connection, connections, transaction

from heard.domain.cases.models import Case, Draft, Follower
from heard.domain.conversations.models import Attachment, Delivery, DeliveryState, Direction, Envelope, Message
from heard.domain.conversations.operations.messages import NewAttachment, add_message
from heard.domain.journal.models import Entry
from heard.domain.people.models import Caution, Household, Identity, IdentityKind, Mandate, Member, Person, PersonNote
from heard.domain.people.operations import merging
from heard.domain.people.queries.people import people_with
from heard.domain.privacy.models import Copy, Erasure, ErasureReason, LegalHold, RightsRequest
from heard.domain.vault.fields import SealedText
from heard.domain.vault.locks import slot_of, unlock
from heard.flows.add_note import add_note
from heard.flows.close_case import close_case
from heard.flows.deliver_message import deliver_message
from heard.flows.erase_again import erase_again
from heard.flows.erase_person import erase_person
from heard.flows.finish_erasure import finish_erasure, finish_erasures
from heard.flows.follow_case import follow_case
from heard.flows.report_issue import report_issue
from heard.flows.send_reply import send_reply
from heard.kernel import clock, files
from heard.kernel.actor import SYSTEM, resident, staff
from heard.kernel.crypto.tree import Forgotten
from heard.kernel.errors import Refused
from heard.ports.registry import council_keys
from tests.flows.test_report_issue import report
from tests.town.conversations import ConversationFactory, EnvelopeFactory, MessageFactory
from tests.town.people import EmailFactory, PersonFactory

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from pytest_django import DjangoCaptureOnCommitCallbacks
    from pytest_django.fixtures import SettingsWrapper

    from tests.town.council import Council

HOME = "12 Elm Street"


@pytest.fixture
def case(council: Council, settings: SettingsWrapper, tmp_path: Path) -> Case:
    """Rosa Okafor reported a hole at her own door, with a photo; her neighbour follows, and colleagues speak of her."""
    settings.HEARD_DATA = tmp_path
    photo = NewAttachment("rosa.jpg", "image/jpeg", 5, files.put(b"photo"), files.put(b"small"))
    case = report_issue(
        report(council, name="Rosa Okafor", address=HOME, description="A hole. Okafor, 12 elm street", photos=(photo,)),
        actor=resident(None),
    )
    rosa = case.person
    Identity.objects.create(person=rosa, kind=IdentityKind.ADDRESS, value=f"{HOME}, Westside", key="home")
    PersonNote.objects.create(person=rosa, text="Rosa speaks softly", expires_on=date(2027, 1, 1))
    Caution.objects.create(person=rosa, kind="dog", reason="Rosa's dog bites", review_on=date(2027, 1, 1))
    agent = staff(council.agent.id)
    send_reply(case, conversation=case.conversations.get(), text="Dear Rosa, we come tomorrow", actor=agent)
    add_note(case, text="Okafor called twice", actor=agent)
    EnvelopeFactory(message=case.conversations.get().messages.first(), raw=b"From: Rosa", state="done")
    neighbour = follow_case(
        case, name="Noor", email="noor@example.org", text="Rosa Okafor told me", actor=resident(None)
    )
    said = Message(conversation=neighbour, direction=Direction.NOTE, channel="desk", text="Knows Rosa Okafor")
    add_message(said, actor=agent)
    mail = Message(conversation=case.conversations.get(person=rosa), direction=Direction.IN, channel="email")
    mail.external_id = "417@okafors.example"
    add_message(mail, actor=resident(rosa.id))
    return case


def erase(person: Person, commit: DjangoCaptureOnCommitCallbacks, reason: str = "request") -> dict[str, int]:
    """As on the desk: the transaction is committed, and what follows it is done."""
    with commit(execute=True):
        return erase_person(person, actor=SYSTEM, reason=reason).counts


def everything_in_the_database() -> str:
    """Each row of each table as PostgreSQL shows it, and every sealed column as it opens."""
    shown = []
    with connection.cursor() as cursor:
        for model in apps.get_models():
            cursor.execute(f'SELECT t::text FROM "{model._meta.db_table}" t')
            shown += [row[0] for row in cursor.fetchall()]
    for model in apps.get_models():
        names = [field.attname for field in model._meta.fields if isinstance(field, SealedText)]
        shown += [str(getattr(row, name)) for row in model._default_manager.all() for name in names]
    return "\n".join(shown).lower()


def test_nothing_in_the_database_names_them(case: Case, django_capture_on_commit_callbacks) -> None:
    assert "okafor" in everything_in_the_database()
    Message.objects.get(conversation__person=case.person, direction=Direction.NOTE)  # there was something to remove
    erase(case.person, django_capture_on_commit_callbacks)
    left = everything_in_the_database()
    for word in ("rosa@example.org", "12 elm street", "softly", "from: rosa"):
        assert word not in left
    # What the neighbour wrote is the neighbour's; nobody else says her name.
    assert left.count("okafor") == left.count("rosa okafor told me")
    assert not Message.objects.exclude(external_key="").exists()


def test_the_case_stays_a_fact_of_the_council(case: Case, django_capture_on_commit_callbacks) -> None:
    place, before = case.location, Case.objects.get(pk=case.pk)
    erase(case.person, django_capture_on_commit_callbacks)
    after = Case.objects.get(pk=case.pk)
    assert (after.reference, after.service, after.status, after.area, after.cell, after.person_id) == (
        before.reference, before.service, before.status, before.area, before.cell, before.person_id,
    )  # fmt: skip
    assert after.description == "A hole. [name], [address]"
    assert after.address == ""
    assert after.location != place  # the middle of its cell: not a front door


def test_a_case_elsewhere_keeps_its_place(case: Case, django_capture_on_commit_callbacks) -> None:
    Case.objects.filter(pk=case.pk).update(address="112 Elm Street")
    erase(case.person, django_capture_on_commit_callbacks)
    after = Case.objects.get(pk=case.pk)
    assert (after.address, after.location) == ("112 Elm Street", case.location)


def test_what_is_counted_stays_and_what_is_theirs_goes(case: Case, django_capture_on_commit_callbacks) -> None:
    Person.objects.filter(pk=case.person_id).update(language="es", area=case.area, needs=["braille"], age_band="80+")
    erase(case.person, django_capture_on_commit_callbacks)
    person = Person.objects.get(pk=case.person_id)
    assert person.is_erased
    assert (person.name, person.details, person.tokens) == ("", {}, [])
    assert (person.language, person.area) == ("es", case.area)
    assert (person.needs, person.interests, person.age_band, person.preferred_channel) == ([], [], "", "")
    assert not Identity.objects.filter(person=person).exists()
    assert not PersonNote.objects.exists()
    assert not Caution.objects.exists()
    assert not Follower.objects.filter(person=person).exists()
    assert people_with(email="rosa@example.org") == []


def test_every_record_of_the_whole_is_erased(case: Case, django_capture_on_commit_callbacks) -> None:
    other = PersonFactory(name="R. Okafor", email="rosa2@example.org")
    Person.objects.filter(pk=other.pk).update(whole_id=case.person_id)
    message = MessageFactory(conversation=ConversationFactory(person=other), text="Okafor here")
    assert erase(other, django_capture_on_commit_callbacks)["people"] == 2
    assert Message.objects.get(pk=message.pk).is_erased
    assert Person.objects.get(pk=case.person_id).is_erased


def test_the_keys_of_everything_about_them_are_destroyed(case: Case, django_capture_on_commit_callbacks) -> None:
    draft = Draft.objects.create(data={"name": "Rosa"}, sent_as=case)
    alone = Household.objects.create(name="Okafor, 12 Elm Street")
    Member.objects.create(household=alone, person=case.person)
    nobodys = ConversationFactory(person=None)
    MessageFactory(conversation=nobodys, person=case.person, text="I forgot to say who I am: Rosa")
    envelope = Envelope.objects.get()
    locks = [one.lock() for one in (case.person, draft, alone, nobodys, envelope, case.conversations.first())]
    erase(case.person, django_capture_on_commit_callbacks)
    for lock in locks:
        with pytest.raises(Forgotten):
            unlock(lock)
    assert not Household.objects.exists()


def test_what_others_share_stays_theirs(case: Case, django_capture_on_commit_callbacks) -> None:
    shared = Household.objects.create(name="The house on Elm Street")
    other = PersonFactory(name="Ben")
    for person in (case.person, other):
        Member.objects.create(household=shared, person=person)
    Mandate.objects.create(person=other, speaker=case.person, kind="carer", since=date(2026, 1, 1))
    erase(case.person, django_capture_on_commit_callbacks)
    assert Household.objects.get().name == "The house on Elm Street"
    assert [member.person for member in shared.members.all()] == [other]
    assert not Mandate.objects.exists()
    assert Person.objects.get(pk=other.pk).name == "Ben"


def test_somebody_elses_key_is_never_destroyed(case: Case, django_capture_on_commit_callbacks) -> None:
    """A conversation that an agent gave to Rosa is still sealed under the key of the person it began with."""
    ben = PersonFactory(name="Ben", email="ben@example.org")
    moved = ConversationFactory(person=ben)
    type(moved).objects.filter(pk=moved.pk).update(person=case.person)
    erase(case.person, django_capture_on_commit_callbacks)
    assert Person.objects.get(pk=ben.pk).name == "Ben"


def test_what_is_written_afterwards_can_be_read_and_erased_again(
    case: Case, council: Council, django_capture_on_commit_callbacks
) -> None:
    erase(case.person, django_capture_on_commit_callbacks)
    note = add_note(case, text="The hole is filled", actor=staff(council.agent.id))
    assert Message.objects.get(pk=note.pk).text == "The hole is filled"
    erase(case.person, django_capture_on_commit_callbacks)
    assert Message.objects.get(pk=note.pk).is_erased


def test_nobody_can_answer_them_any_more(case: Case, council: Council, django_capture_on_commit_callbacks) -> None:
    conversation = case.conversations.get(person=case.person)
    erase(case.person, django_capture_on_commit_callbacks)
    conversation = case.conversations.get(pk=conversation.pk)
    agent = staff(council.agent.id)
    with pytest.raises(Refused, match="removed"):
        send_reply(case, conversation=conversation, text="Hello", actor=agent)
    written = conversation.messages.count()
    close_case(case, outcome="fixed", text="Filled", actor=agent)
    assert conversation.messages.count() == written  # the neighbour alone is told
    assert Message.objects.order_by("-id").first().conversation.person.name == "Noor"


def test_mail_under_way_stops(case: Case, django_capture_on_commit_callbacks) -> None:
    under_way = Delivery.objects.filter(message__conversation__person=case.person)
    assert {delivery.state for delivery in under_way} == {DeliveryState.QUEUED}
    erase(case.person, django_capture_on_commit_callbacks)
    for delivery in under_way:
        deliver_message(delivery.id)
        delivery.refresh_from_db()
        assert (delivery.state, delivery.attempts, delivery.address) == (DeliveryState.FAILED, 0, "")


def test_files_go_unless_somebody_else_has_them(case: Case, django_capture_on_commit_callbacks) -> None:
    photo = Attachment.objects.get()
    public = files.put(b"public")
    shared = files.put(b"shared")
    Attachment.objects.create(message=photo.message, name="rosa2.jpg", size=1, key=public, public=True)
    Attachment.objects.create(message=photo.message, name="rosa3.jpg", size=1, key=shared)
    Attachment.objects.create(message=MessageFactory(), name="noor.jpg", size=1, key=shared)
    erase(case.person, django_capture_on_commit_callbacks)
    assert not files.exists(photo.key)
    assert not files.exists(photo.thumbnail_key)
    assert files.exists(public)
    assert files.exists(shared)
    assert sorted(one.name for one in Attachment.objects.all()) == ["", "noor.jpg"]


def test_copies_of_their_data_and_the_words_of_their_requests_go(
    case: Case, django_capture_on_commit_callbacks
) -> None:
    request = RightsRequest.objects.create(
        person=case.person, kind="access", channel="phone", due_on=date(2027, 1, 1), details="I am Rosa"
    )
    copy = Copy.objects.create(person=case.person, request=request, key=files.put(b"sealed copy"))
    erase(case.person, django_capture_on_commit_callbacks)
    assert not files.exists(copy.key)
    assert Copy.objects.get().key == ""
    request.refresh_from_db()
    assert (request.details, request.kind) == ("", "access")


@pytest.mark.parametrize("held", ["person", "case"])
def test_a_legal_hold_refuses(case: Case, held: str, django_capture_on_commit_callbacks) -> None:
    other = PersonFactory()  # the hold is on another record of the same person
    Person.objects.filter(pk=other.pk).update(whole_id=case.person_id)
    on = {"person": other} if held == "person" else {"case_id": case.id}
    hold = LegalHold.objects.create(reason="An inquiry", review_on=date(2027, 1, 1), **on)
    with pytest.raises(Refused, match="legal hold"):
        erase(case.person, django_capture_on_commit_callbacks)
    assert Person.objects.get(pk=case.person_id).name == "Rosa Okafor"
    LegalHold.objects.filter(pk=hold.pk).update(ended_at=clock.now())
    assert erase(case.person, django_capture_on_commit_callbacks)["people"] == 2


def test_the_journal_tells_of_it_by_ids_and_counts(case: Case, django_capture_on_commit_callbacks) -> None:
    counts = erase(case.person, django_capture_on_commit_callbacks)
    entry = Entry.objects.get(kind="person.erased")
    assert (entry.person_id, entry.subject_id) == (case.person_id, Erasure.objects.get().id)
    assert entry.data == {"reason": "request", "counts": counts}
    assert Entry.objects.get(kind="case.resident_erased").case_id == case.id


@pytest.mark.django_db(transaction=True)
def test_rolled_back_nothing_is_lost() -> None:
    ben = PersonFactory(name="Ben")
    with transaction.atomic():
        erase_person(ben, actor=SYSTEM, reason=ErasureReason.REQUEST)
        transaction.set_rollback(True)
    assert Person.objects.get(pk=ben.pk).name == "Ben"
    assert Erasure.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_a_record_that_is_merged_meanwhile_is_erased_as_well(monkeypatch: pytest.MonkeyPatch) -> None:
    """An agent merges while the erasure begins: it waits, and finds both records."""
    ben, again = PersonFactory(name="Ben"), PersonFactory(name="Ben")
    merged, go_on = threading.Event(), threading.Event()
    recompute = merging._recompute

    def slowly(records: Iterable[Person]) -> None:
        recompute(records)
        merged.set()
        go_on.wait(5)

    def run(do: Callable[[], object]) -> threading.Thread:
        def then_close() -> None:
            do()
            connections.close_all()

        thread = threading.Thread(target=then_close)
        thread.start()
        return thread

    monkeypatch.setattr(merging, "_recompute", slowly)
    agent = run(lambda: merging.merge_people(ben, again, reasons=[], actor=SYSTEM))
    assert merged.wait(5)
    eraser = run(lambda: erase_person(ben, actor=SYSTEM, reason=ErasureReason.REQUEST))
    eraser.join(0.5)
    go_on.set()
    agent.join(5)
    eraser.join(5)
    assert [one.is_erased for one in Person.objects.all()] == [True, True]


@pytest.mark.django_db(transaction=True)
def test_a_crash_before_the_keys_go_is_made_good(monkeypatch: pytest.MonkeyPatch) -> None:
    """The process dies between the commit and the key file: the keeper is not there to be asked."""
    ben = PersonFactory(name="Ben", email="ben@example.org")
    lock, keeper = ben.lock(), council_keys.get("council")
    with monkeypatch.context() as broken:
        broken.setattr(type(keeper), "forget", _dies)
        erase_person(ben, actor=SYSTEM, reason=ErasureReason.REQUEST)
    assert unlock(lock)  # forgotten by the database, and the key is still there
    erasure = Erasure.objects.get()
    assert (erasure.done_at, erasure.slots) == (None, [slot_of(lock)])
    assert finish_erasures() == 1
    with pytest.raises(Forgotten):
        unlock(lock)
    erasure.refresh_from_db()
    assert erasure.done_at
    assert erasure.slots == []
    finish_erasure(erasure.id)  # a second job changes nothing
    assert finish_erasures() == 0


def _dies(_keeper: object, _slots: object) -> None:
    raise OSError("no such device")


def test_a_restored_row_is_known_to_be_erased(case: Case, django_capture_on_commit_callbacks) -> None:
    """Yesterday's rows, put back: the key is gone, so they say so instead of breaking."""
    before = list(Person.objects.filter(pk=case.person_id).values_list("pk", "key"))
    EmailFactory(person=case.person)
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE yesterday AS SELECT * FROM people_person WHERE id = %s", before[0][:1])
    erase(case.person, django_capture_on_commit_callbacks)
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE people_person p SET name = y.name, key = y.key, erased_at = NULL FROM yesterday y WHERE y.id = p.id"
        )
    restored = Person.objects.get(pk=case.person_id)
    assert (restored.erased_at, restored.name, restored.is_erased) == (None, "", True)


HANDLED = {
    "cases.Draft": {"data"},
    "conversations.Attachment": {"name"},
    "conversations.Conversation": {"subject"},
    "conversations.Delivery": {"address", "error"},
    "conversations.Envelope": {"raw", "sender", "recipients", "reason"},
    "conversations.Message": {"subject", "text", "full_text", "html", "participants", "external_id", "private_answers"},
    "people.Caution": {"reason"},
    "people.Household": {"name", "address"},
    "people.Identity": {"value"},
    "people.Person": {"name", "details"},
    "people.PersonNote": {"text"},
    "privacy.RightsRequest": {"details", "extension_reason", "answer"},
}
NOT_THEIRS = {"privacy.LegalHold": {"reason"}}  # the council's own, and erasure waits for its end


def test_every_sealed_column_is_thought_of() -> None:
    """A new sealed column is written over or removed by erasure, or it is not about the person."""
    sealed = {
        model._meta.label: {field.name for field in model._meta.fields if isinstance(field, SealedText)}
        for model in apps.get_models()
    }
    assert {label: names for label, names in sealed.items() if names} == HANDLED | NOT_THEIRS


def test_the_time_of_the_erasure_is_kept(case: Case, django_capture_on_commit_callbacks) -> None:
    erase(case.person, django_capture_on_commit_callbacks)
    erased_at = Person.objects.get(pk=case.person_id).erased_at
    assert erased_at
    assert clock.now() - erased_at < timedelta(minutes=1)


def test_whoever_came_back_with_a_backup_is_erased_again(case: Case, django_capture_on_commit_callbacks) -> None:
    ben = PersonFactory(name="Ben")
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE before AS SELECT * FROM people_person")
        erase(case.person, django_capture_on_commit_callbacks)
        cursor.execute(
            "UPDATE people_person p SET name = b.name, key = b.key, tokens = '{7}', erased_at = NULL "
            "FROM before b WHERE b.id = p.id"
        )
    with django_capture_on_commit_callbacks(execute=True):
        assert erase_again() == 1
    person = Person.objects.get(pk=case.person_id)
    assert person.erased_at
    assert person.tokens == []
    assert Person.objects.get(pk=ben.pk).name == "Ben"
    assert Erasure.objects.filter(reason=ErasureReason.RESTORED).count() == 1
