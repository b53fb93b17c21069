"""Readers of the journal: each entry once, in commit order, and a slow commit is never skipped."""

from __future__ import annotations

import time

import psycopg
import pytest
from django.db import DatabaseError, connection, transaction

from heard.domain.journal.models import Entry
from heard.domain.journal.operations import consume, record
from heard.kernel.actor import SYSTEM
from heard.kernel.postgres import connection_parameters


def read_on() -> list[str]:
    """The kinds a reader is handed next."""
    kinds: list[str] = []
    with transaction.atomic():
        consume("test", lambda entries: kinds.extend(entry.kind for entry in entries))
    return kinds


def read_until(count: int, seconds: float = 30) -> list[str]:
    """What the reader is handed until it has `count` kinds.

    The horizon is the whole engine's: a transaction of another database, such as a neighbouring
    test's, may hold it back for a moment.
    """
    deadline = time.monotonic() + seconds
    kinds = read_on()
    while len(kinds) < count and time.monotonic() < deadline:
        time.sleep(0.05)
        kinds += read_on()
    return kinds


@pytest.mark.django_db(transaction=True)
def test_a_slow_commit_is_waited_for_and_then_read() -> None:
    record("first", actor=SYSTEM)
    assert read_until(1) == ["first"]
    with psycopg.connect(**connection_parameters()) as slow:
        slow.execute(
            "INSERT INTO journal_entry (kind, actor_kind, at, public, data) "
            "VALUES ('slow', 'system', now(), false, '{}')"
        )
        record("quick", actor=SYSTEM)  # a later id, committed before the slow one
        assert read_on() == []
        slow.commit()
    assert read_until(2) == ["slow", "quick"]
    assert read_on() == []


@pytest.mark.django_db
def test_an_entry_is_never_changed_nor_deleted() -> None:
    entry = record("first", actor=SYSTEM)
    for change in (Entry.objects.filter(pk=entry.pk).delete, lambda: Entry.objects.update(kind="other")):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            change()
    assert connection.is_usable()
    assert Entry.objects.get().kind == "first"
