"""The town in the database: sealed as the operations seal it, and once more in plain text to compare with."""

from __future__ import annotations

import multiprocessing
import sys
import time
from typing import TYPE_CHECKING

from bench.ground import make_ready

make_ready()

from django.core.management import call_command  # noqa: E402 -- after the settings are there
from django.db import connection, transaction  # noqa: E402

from bench.townsfolk.town import Resident, households  # noqa: E402
from heard.domain.people.models import (  # noqa: E402
    Assurance,
    Household,
    HouseholdRole,
    Identity,
    IdentityKind,
    Person,
    PersonKind,
)
from heard.domain.people.rules.contact_points import comparable, identity_digest  # noqa: E402
from heard.domain.people.rules.tokens import token_texts  # noqa: E402
from heard.domain.vault.digests import tokens  # noqa: E402
from heard.domain.vault.locks import new_locks  # noqa: E402
from heard.domain.vault.operations import make_first_key  # noqa: E402
from heard.kernel import clock  # noqa: E402
from heard.kernel.ids import new_id  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from uuid import UUID

    from django.db.models import Model

    from heard.domain.vault.values import Sealed

SLICE = 10_000  # people a task: each has its own seed, so that the town is the same however many processes write it
BATCH = 500  # households a transaction
PERSON_COLUMNS = (
    "id, created_at, updated_at, key, kind, name, details, tokens, whole_id, language, other_languages,"
    " preferred_channel, contact_hours, needs, interests, age_band"
)
TOKENS_INDEX = "person_tokens"
PLAIN_TABLES = """
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE TABLE plain_person (id uuid NOT NULL, name text NOT NULL, address text NOT NULL, folded text NOT NULL);
CREATE TABLE plain_identity (person_id uuid NOT NULL, kind text NOT NULL, value text NOT NULL)
"""
# Everybody once more, under another id: a namesake at the same address. The sealed values carry their key with them.
TWINS = """
CREATE TEMP TABLE twin AS SELECT id, uuidv7() AS twin FROM people_person;
CREATE UNIQUE INDEX ON twin (id);
ANALYZE twin;
INSERT INTO people_person (PERSON_COLUMNS)
SELECT twin, created_at, updated_at, key, kind, name, details, tokens, twin, language, other_languages,
       preferred_channel, contact_hours, needs, interests, age_band
FROM people_person JOIN twin USING (id);
INSERT INTO people_identity (id, created_at, person_id, kind, value, key, assurance)
SELECT uuidv7(), created_at, twin, kind, value, key, assurance
FROM people_identity i JOIN twin ON twin.id = i.person_id;
INSERT INTO plain_person SELECT twin, name, address, folded FROM plain_person JOIN twin USING (id);
INSERT INTO plain_identity SELECT twin, kind, value FROM plain_identity i JOIN twin ON twin.id = i.person_id;
DROP TABLE twin
""".replace("PERSON_COLUMNS", PERSON_COLUMNS)
PLAIN_INDEXES = """
CREATE INDEX plain_person_id ON plain_person (id);
CREATE INDEX plain_person_words ON plain_person USING gin (to_tsvector('simple', folded));
CREATE INDEX plain_person_trigrams ON plain_person USING gin (folded gin_trgm_ops);
CREATE INDEX plain_identity_person ON plain_identity (person_id);
CREATE INDEX plain_identity_value ON plain_identity (value, kind)
"""


def write_town(people: int, *, processes: int, doublings: int = 0) -> None:
    """So many people in an empty database. The index of tokens is built afterwards, as after any large import."""
    call_command("migrate", verbosity=0)
    if Person.objects.exists():
        sys.exit("This data folder has people already. Choose an empty one: HEARD_DATA=/some/empty/folder")
    make_first_key()
    began = time.monotonic()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_get_indexdef(%s::regclass)", [TOKENS_INDEX])
        (index,) = cursor.fetchone()
        cursor.execute(f"DROP INDEX {TOKENS_INDEX}; {PLAIN_TABLES}")
        tasks = [(seed, min(SLICE, people - first)) for seed, first in enumerate(range(0, people, SLICE))]
        with multiprocessing.get_context("spawn").Pool(processes) as pool:
            for number, _ in enumerate(pool.imap_unordered(_write_slice, tasks), start=1):
                print(f"{number * SLICE} people after {time.monotonic() - began:.0f} s", file=sys.stderr)
        for _ in range(doublings):
            cursor.execute(TWINS)
        cursor.execute("SET maintenance_work_mem = '1GB'")
        cursor.execute(f"{index}; {PLAIN_INDEXES}")
        cursor.execute("VACUUM ANALYZE")
    print(f"written and indexed in {time.monotonic() - began:.0f} s", file=sys.stderr)


def _write_slice(task: tuple[int, int]) -> None:
    seed, people = task
    batch: list[list[Resident]] = []
    for household in households(people, seed=seed):
        batch.append(household)
        if len(batch) == BATCH:
            _write(batch)
            batch = []
    _write(batch)


@transaction.atomic
def _write(batch: list[list[Resident]]) -> None:
    rows = _Rows(new_locks(sum(len(household) + 1 for household in batch)))
    for household in batch:
        rows.add(household)
    for table, (columns, written) in rows.tables.items():
        _copy(table, columns, written)


class _Rows:
    """Rows as they lie in the tables: what the operations would write, at a third of the time a model object takes."""

    def __init__(self, locks: list[bytes]) -> None:
        self._locks = iter(locks)
        self._now = clock.now()
        self.tables: dict[str, tuple[str, list[tuple[object, ...]]]] = {
            "people_person": (PERSON_COLUMNS, []),
            "people_identity": ("id, created_at, person_id, kind, value, key, assurance", []),
            "people_household": ("id, created_at, key, name, address, address_key, language", []),
            "people_member": ("id, created_at, household_id, person_id, role, lives_elsewhere", []),
            "plain_person": ("id, name, address, folded", []),
            "plain_identity": ("person_id, kind, value", []),
        }

    def add(self, household: list[Resident]) -> None:
        """One household; somebody alone is none."""
        address = household[0].address
        address_key = identity_digest(IdentityKind.ADDRESS, comparable(IdentityKind.ADDRESS, address, region="US"))
        people = [self._person(resident, address_key) for resident in household]
        lock = next(self._locks)
        if len(people) > 1:
            home = new_id()
            sealed = _sealed(Household, "address", address, lock)
            self._row("people_household", home, self._now, lock, b"", sealed, address_key, "")
            for person in people:
                self._row("people_member", new_id(), self._now, home, person, HouseholdRole.OTHER, False)  # noqa: FBT003 -- a column

    def _person(self, resident: Resident, address_key: str) -> UUID:
        person, lock, now = new_id(), next(self._locks), self._now
        found_by = "{" + ",".join(map(str, tokens(token_texts([resident.name], [resident.address])))) + "}"
        name = _sealed(Person, "name", resident.name, lock)
        shown = (PersonKind.PERSON, name, b"", found_by, person)
        self._row("people_person", person, now, now, lock, *shown, "en", "{}", "", "", "{}", "{}", "")
        for kind, value in _contact_points(resident):
            key = address_key if kind == IdentityKind.ADDRESS else identity_digest(kind, value)
            sealed = _sealed(Identity, "value", value, lock)
            self._row("people_identity", new_id(), now, person, kind, sealed, key, Assurance.UNVERIFIED)
            self._row("plain_identity", person, kind, value)
        folded = f"{resident.name} {resident.address}".lower()
        self._row("plain_person", person, resident.name, resident.address, folded)
        return person

    def _row(self, table: str, *values: object) -> None:
        self.tables[table][1].append(values)


def _sealed(model: type[Model], column: str, value: str, lock: bytes) -> Sealed:
    return model._meta.get_field(column).sealed(value, lock=lambda: lock)  # type: ignore[union-attr]  # noqa: SLF001


def _contact_points(resident: Resident) -> Iterator[tuple[str, str]]:
    yield IdentityKind.ADDRESS.value, resident.address
    yield from ((IdentityKind.EMAIL.value, email) for email in resident.emails)
    yield from ((IdentityKind.PHONE.value, phone) for phone in resident.phones)


def _copy(table: str, columns: str, rows: Iterable[tuple[object, ...]]) -> None:
    with connection.cursor() as cursor, cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)
