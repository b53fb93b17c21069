"""Sealed columns: what comes back, what the database holds, what is refused, what erasure leaves."""

from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction

from heard.adapters.keys.key_file import KeyFile
from heard.domain.cases.models import Draft
from heard.domain.conversations.models import Conversation, Envelope, Message
from heard.domain.people.models import Identity, Person, PersonNote
from heard.domain.vault.fields import Unreadable
from heard.domain.vault.locks import destroy, generation_of, new_locks, slot_of
from heard.domain.vault.values import lock_of
from heard.kernel.copying import copy_in
from heard.kernel.crypto.sealing import Tampered
from heard.ports.keys import KeyMissing

pytestmark = pytest.mark.django_db

TEXTS = ["Ann", "Zoë Müller-O’Neill", "محمد علي", "王小明", "👩‍👩‍👧 & family", "a\x1fb\nc", "x" * 20_000]
DATA: list[Any] = [{"name": "Zoë", "n": [1, None, {"deep": "王"}]}, {}, {"": ""}]


def _stored(row: Any, column: str) -> bytes:
    table = row._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM {table} WHERE id = %s", [row.pk])
        (value,) = cursor.fetchone()
    return bytes(value)


@pytest.mark.parametrize("text", TEXTS)
def test_text_comes_back_and_is_not_in_the_database(text: str) -> None:
    person = Person.objects.create(name=text)
    assert Person.objects.get().name == text
    stored = _stored(person, "name")
    assert text.encode() not in stored
    assert lock_of(stored) == _stored(person, "key")


@pytest.mark.parametrize("data", DATA)
def test_data_come_back(data: Any) -> None:
    draft = Draft.objects.create(data=data)
    assert Draft.objects.get().data == data
    assert "Zoë".encode() not in _stored(draft, "data")


@pytest.mark.parametrize("raw", [b"", b"\x00", b"\x00\xff" * 5000, bytes(range(256))])
def test_bytes_and_lists_come_back(raw: bytes) -> None:
    Envelope.objects.create(channel="email", raw=raw, recipients=["ann@example.org"])
    envelope = Envelope.objects.get()
    assert (envelope.raw, envelope.recipients) == (raw, ["ann@example.org"])


def test_emptiness_is_stored_as_such_and_may_be_asked_for() -> None:
    nobody, ann = Person.objects.create(), Person.objects.create(name="Ann")
    assert _stored(nobody, "name") == b""
    assert list(Person.objects.filter(name="")) == [nobody]
    assert list(Person.objects.exclude(name="")) == [ann]
    assert list(Envelope.objects.filter(recipients=[])) == []


@pytest.mark.parametrize(
    "question",
    [
        {"name": "Ann"},
        {"name__icontains": "Ann"},
        {"name__startswith": "A"},
        {"name__in": ["Ann"]},
        {"name__gt": "A"},
        {"details": {"birth_date": "1970-01-01"}},
    ],
)
def test_nobody_is_searched_by_what_is_sealed(question: dict[str, Any]) -> None:
    with pytest.raises(TypeError, match="sealed"):
        list(Person.objects.filter(**question))


def test_what_would_write_it_readable_is_refused() -> None:
    person = Person.objects.create(name="Ann")
    with pytest.raises(TypeError, match="sealed"), transaction.atomic():
        Person.objects.update(name="Beth")
    person.name = "Beth"
    with pytest.raises(TypeError, match="sealed"), transaction.atomic():
        Person.objects.bulk_update([person], ["name"])
    assert Person.objects.get().name == "Ann"


def test_a_value_moved_to_another_column_does_not_open() -> None:
    person = Person.objects.create(name="Ann", details={"birth_date": "1970-01-01"})
    with connection.cursor() as cursor:
        cursor.execute("UPDATE people_person SET name = details")
    with pytest.raises(Tampered):
        Person.objects.get(pk=person.pk)


def test_a_changed_value_does_not_open() -> None:
    person = Person.objects.create(name="Ann")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE people_person SET name = set_byte(name, 70, get_byte(name, 70) # 1)")
    with pytest.raises(Tampered):
        Person.objects.get(pk=person.pk)


def test_copied_and_bulk_created_rows_are_sealed_too() -> None:
    people = [Person(name=f"Ann {n}", key=lock) for n, lock in enumerate(new_locks(3))]
    copy_in(people[:2])
    Person.objects.bulk_create(people[2:])
    assert sorted(person.name for person in Person.objects.all()) == ["Ann 0", "Ann 1", "Ann 2"]
    assert all(b"Ann" not in _stored(person, "name") for person in people)


def test_everything_about_a_person_is_under_their_one_key() -> None:
    person = Person.objects.create(name="Ann")
    identity = Identity.objects.create(person=person, kind="email", value="ann@example.org", key="0")
    note = PersonNote.objects.create(person=person, text="Deaf in one ear", expires_on=date(2030, 1, 1))
    conversation = Conversation.objects.create(person=person, channel="email", subject="Bin")
    message = Message.objects.create(conversation=conversation, direction="in", channel="email", text="Again")
    slots = {
        slot_of(lock_of(_stored(row, column)))
        for row, column in ((identity, "value"), (note, "text"), (conversation, "subject"), (message, "text"))
    }
    assert slots == {slot_of(person.key)}


def test_a_forgotten_key_reads_as_unreadable_and_stays_so_when_saved(keys: KeyFile) -> None:
    person = Person.objects.create(name="Ann", details={"birth_date": "1970-01-01"})
    other = Person.objects.create(name="Beth")
    assert Person.objects.get(pk=person.pk).name == "Ann"  # warms what is kept at hand
    destroy([person.key])
    read = Person.objects.get(pk=person.pk)
    assert isinstance(read.name, Unreadable)
    assert (read.name, read.details, read.is_erased) == ("", {}, True)
    read.save()
    assert isinstance(Person.objects.get(pk=person.pk).name, Unreadable)
    assert Person.objects.get(pk=other.pk).name == "Beth"


def test_what_another_process_forgot_is_not_read_from_what_is_at_hand(keys: KeyFile) -> None:
    person = Person.objects.create(name="Ann")
    assert Person.objects.get().name == "Ann"
    KeyFile(keys.path).forget([slot_of(person.key)])
    assert isinstance(Person.objects.get().name, Unreadable)


def test_without_the_key_nothing_is_read_and_the_sentence_says_what_to_do(keys: KeyFile, tmp_path: Path) -> None:
    Person.objects.create(name="Ann")
    keys.path.rename(tmp_path / "elsewhere")
    with pytest.raises(KeyMissing, match="Put it back"):
        Person.objects.get()


def test_what_is_written_while_a_key_rotates_is_under_the_newest(keys: KeyFile) -> None:
    person = Person.objects.create(name="Ann")
    keys.make_generation()
    person = Person.objects.get()
    assert generation_of(person.key) == 1
    person.name = "Ann Okafor"
    person.save(update_fields=["name"])
    assert generation_of(lock_of(_stored(person, "name"))) == 2
    person.save()
    assert generation_of(_stored(person, "key")) == 2
    assert lock_of(_stored(person, "name")) == _stored(person, "key")
    assert Person.objects.get().name == "Ann Okafor"


def test_a_large_attachment_of_a_mail_is_sealed_whole() -> None:
    raw = BytesIO()
    raw.write(b"Subject: photo\r\n\r\n" + b"\x89PNG" * 500_000)
    Envelope.objects.create(channel="email", raw=raw.getvalue())
    assert Envelope.objects.get().raw == raw.getvalue()
