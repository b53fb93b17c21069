"""The council key rotates: everything opens and is found before, during and after, and nothing stays behind."""

from __future__ import annotations

import secrets
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest
from django.apps import apps
from django.db import connection, models

from heard.domain.conversations.models import Conversation, Message
from heard.domain.conversations.operations import envelopes
from heard.domain.conversations.queries.threads import known_by_stored_id
from heard.domain.people.models import Household, Identity, Person, PersonKind
from heard.domain.people.operations.identities import add_identity
from heard.domain.people.operations.people import add_person
from heard.domain.people.queries.search import people_called
from heard.domain.people.rules.contact_points import identity_digests
from heard.domain.vault.digests import digest
from heard.domain.vault.fields import Unreadable
from heard.domain.vault.locks import destroy, generation_of, keeper, slot_of
from heard.domain.vault.models import Rewrapping
from heard.domain.vault.operations import begin_generation, progress_of, rewrap_batch
from heard.domain.vault.queries import found_columns, sealed_tables
from heard.flows import find_again, rotate_keys
from heard.flows.receive_message import receive_message
from heard.flows.rotate_keys import column_of, left_under, retire_generation, rewrap_everything
from heard.kernel.actor import SYSTEM
from heard.kernel.errors import Refused
from tests.domain.vault.conftest import keys  # noqa: F401 -- a fixture
from tests.flows.test_receive_message import mail

if TYPE_CHECKING:
    from heard.adapters.keys.key_file import KeyFile
    from tests.town.council import Council

pytestmark = pytest.mark.django_db

MAIL = "417@amaro.example"


@pytest.fixture
def rosa(keys: KeyFile, council: Council) -> Person:  # noqa: F811
    """Rosa, who wrote a mail and lives somewhere."""
    person = add_person(name="Rosa Amaro", email="rosa@example.org", phone="+12035550142", actor=SYSTEM)
    add_identity(person, kind="address", value="12 Elm Street, Northfield", actor=SYSTEM)
    Household.objects.create(address="12 Elm Street, Northfield", address_key=digest("identity.address", "x"))
    text = "There is a hole in the road."
    receive_message(mail(text, subject="Pothole", sender="rosa@example.org", message_id=f"<{MAIL}>").id)
    return person


def opens_and_is_found(person: Person) -> bool:
    """Whether she can be read, found by name and address, and her mail be read, and be answered."""
    keys_asked = identity_digests("email", "rosa@example.org")
    return (
        Person.objects.get(pk=person.pk).name == "Rosa Amaro"
        and Identity.objects.filter(key__in=keys_asked, person=person).get().value == "rosa@example.org"
        and person in people_called("Amaro")
        and person in people_called("Elm Street")
        and "hole in the road" in Message.objects.filter(direction="in").get().text
        and known_by_stored_id([MAIL], sender="rosa@example.org") is not None
    )


def test_before_during_and_after_everything_opens_and_is_found(rosa: Person) -> None:
    assert opens_and_is_found(rosa)
    assert begin_generation(actor=SYSTEM) == 2
    assert opens_and_is_found(rosa)
    assert rewrap_everything(batch=2) > 5
    assert opens_and_is_found(rosa)
    retire_generation(1, actor=SYSTEM)
    assert keeper().generations() == [2]
    assert opens_and_is_found(rosa)
    assert rewrap_everything() == 0


def test_the_words_themselves_are_not_sealed_anew(rosa: Person) -> None:
    def stored() -> bytes:
        with connection.cursor() as cursor:
            cursor.execute("SELECT name FROM people_person WHERE id = %s", [rosa.id])
            return bytes(cursor.fetchone()[0])

    before = stored()
    begin_generation(actor=SYSTEM)
    rewrap_everything()
    assert stored()[1:67] != before[1:67]
    assert stored()[67:] == before[67:]


def test_an_old_generation_is_kept_while_anything_is_under_it(rosa: Person) -> None:
    begin_generation(actor=SYSTEM)
    with pytest.raises(Refused, match=r"people\.Person: \d"):
        retire_generation(1, actor=SYSTEM)
    rewrap_everything()
    Identity.objects.filter(person=rosa, kind="email").update(key="01" + secrets.token_hex(15))
    with pytest.raises(Refused, match=r"\(people\.Identity: 1\)"):
        retire_generation(1, actor=SYSTEM)
    assert keeper().generations() == [1, 2]


@pytest.mark.parametrize("generation", [1, 7])
def test_the_only_generation_and_unknown_ones_stay(rosa: Person, generation: int) -> None:
    with pytest.raises(Refused):
        retire_generation(generation, actor=SYSTEM)
    assert opens_and_is_found(rosa)


def test_killed_half_way_it_goes_on_behind_what_is_done(rosa: Person) -> None:
    for number in range(6):
        Person.objects.create(name=f"Person {number}", kind=PersonKind.PERSON)
    begin_generation(actor=SYSTEM)
    (people,) = [table for table in sealed_tables() if table.label == "people.Person"]
    rewrap_batch(people, progress_of(people), limit=3)
    assert Rewrapping.objects.get(table="people.Person", generation=2).rows == 3
    generations = [generation_of(key) for key in Person.objects.order_by("id").values_list("key", flat=True)]
    assert generations.count(2) == 3
    rewrap_everything()
    assert left_under(1) == {}
    progress = Rewrapping.objects.get(table="people.Person", generation=2)
    assert progress.finished_at is not None
    assert progress.rows == Person.objects.count()


def test_a_row_saved_by_somebody_who_read_it_before_is_met_in_the_next_pass(rosa: Person) -> None:
    read_before = Identity.objects.select_related("person").get(person=rosa, kind="email")
    begin_generation(actor=SYSTEM)
    rewrap_everything()
    read_before.save()  # with the digest of before
    assert left_under(1) == {"people.Identity": 1}
    assert opens_and_is_found(rosa)
    rewrap_everything()
    assert left_under(1) == {}
    assert opens_and_is_found(rosa)


def test_the_erased_stay_erased_and_hold_nothing_up(rosa: Person) -> None:
    slots = slot_of(rosa.key)
    destroy([rosa.key])
    begin_generation(actor=SYSTEM)
    rewrap_everything()
    assert left_under(1) == {}
    retire_generation(1, actor=SYSTEM)
    person = Person.objects.get(pk=rosa.pk)
    assert isinstance(person.name, Unreadable)
    assert not person.key or slot_of(person.key) != slots
    assert not Identity.objects.filter(key__in=identity_digests("email", "rosa@example.org"), person=rosa).exists()


def test_a_large_mail_keeps_its_bytes(keys: KeyFile, council: Council) -> None:  # noqa: F811
    raw = secrets.token_bytes(3_000_000)
    envelope = envelopes.keep(channel="email", raw=raw, sender="rosa@example.org", recipients=["council@x.example"])
    begin_generation(actor=SYSTEM)
    rewrap_everything()
    envelope.refresh_from_db()
    assert envelope.raw == raw
    assert generation_of(envelope.key) == 2


def test_every_column_of_digests_is_made_anew_or_said_why_not() -> None:
    columns = {column_of(table) for table in found_columns()}
    assert columns == find_again.FIND_AGAIN.keys() | find_again.STAYS_BEHIND.keys()
    assert not find_again.FIND_AGAIN.keys() & find_again.STAYS_BEHIND.keys()


def test_no_column_of_digests_is_a_plain_one() -> None:
    """A digest is 32 signs long; who stores one says so, or the rotation would pass it by."""
    plain = [
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if type(field) is models.CharField and field.max_length == 32 and model.__module__.startswith("heard.")
    ]
    assert plain == ["kernel.Throttle.key"]  # under Django's secret key, and emptied each night


def test_after_a_rotation_no_digest_of_before_is_anywhere(rosa: Person) -> None:
    """Looked for in every column of text there is, not in those we thought of."""
    before = {Conversation.objects.exclude(subject_key="").values_list("subject_key", flat=True)[0]}
    before |= set(Message.objects.exclude(external_key="").values_list("external_key", flat=True))
    before |= set(Identity.objects.values_list("key", flat=True))
    begin_generation(actor=SYSTEM)
    rewrap_everything()
    found = set()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name, column_name FROM information_schema.columns "
            "WHERE table_schema = 'public' AND data_type IN ('text', 'character varying', 'jsonb', 'ARRAY')"
        )
        for table, column in cursor.fetchall():
            cursor.execute(
                f'SELECT count(*) FROM "{table}" WHERE "{column}"::text LIKE ANY(%s)', [[f"%{one}%" for one in before]]
            )
            if cursor.fetchone()[0]:
                found.add(f"{table}.{column}")
    assert found == set()


def test_who_still_writes_is_waited_for(rosa: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another connection has begun, and written nothing yet."""
    begin_generation(actor=SYSTEM)
    rewrap_everything()
    monkeypatch.setattr(rotate_keys, "PATIENCE", 0.3)
    other = connection.copy()
    try:
        other.set_autocommit(False)
        with other.cursor() as cursor:
            cursor.execute("SELECT 1")
        with pytest.raises(Refused, match="Try again later"):
            retire_generation(1, actor=SYSTEM)
    finally:
        with suppress(Exception):
            other.rollback()
        other.close()
    assert keeper().generations() == [1, 2]
