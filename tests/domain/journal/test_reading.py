"""Readers of the journal: each entry once, in commit order, and a slow commit is never skipped."""

from __future__ import annotations

import psycopg
import pytest
from django.db import DatabaseError, connection, transaction

from heard.domain.journal.models import Cursor, Entry
from heard.domain.journal.operations import consume, record
from heard.domain.journal.queries import entries_after, horizon
from heard.kernel.actor import SYSTEM
from heard.kernel.postgres import connection_parameters


def read_on() -> list[str]:
    """The kinds a reader is handed next."""
    kinds: list[str] = []
    with transaction.atomic():
        consume("test", lambda entries: kinds.extend(entry.kind for entry in entries))
    return kinds


def numbered(entry: Entry) -> int:
    """The transaction that wrote it."""
    return int(Entry.objects.get(pk=entry.pk).transaction)


@pytest.mark.django_db(transaction=True)
def test_a_slow_commit_is_waited_for_and_then_read() -> None:
    """The horizon is the whole engine's, neighbouring tests included: when it passes is not for this test to say.

    What it may say: the horizon never passes what is still running, and below it the slow comes before the quick.
    """
    with psycopg.connect(**connection_parameters()) as slow:
        written = slow.execute(
            "INSERT INTO journal_entry (kind, actor_kind, at, public, data) "
            "VALUES ('slow', 'system', now(), false, '{}') RETURNING transaction::text"
        ).fetchone()
        quick = record("quick", actor=SYSTEM)  # a later id, committed before the slow one
        assert written is not None
        assert horizon() <= int(written[0]) < numbered(quick)
        assert read_on() == []
        slow.commit()
    entries = entries_after(Cursor(consumer="test"), below=numbered(quick) + 1, limit=500)
    assert [entry.kind for entry in entries] == ["slow", "quick"]
    nothing_else_runs = horizon() > numbered(quick)
    handed = read_on() + read_on()
    assert handed == (["slow", "quick"] if nothing_else_runs else ["slow", "quick"][: len(handed)])


@pytest.mark.django_db
def test_a_reader_is_handed_each_entry_once_in_the_order_of_commits() -> None:
    first, second = record("first", actor=SYSTEM), record("second", actor=SYSTEM)
    below = numbered(second) + 1
    unread = Cursor(consumer="test")
    [entry] = entries_after(unread, below=below, limit=1)
    assert entry == first
    read = Cursor(consumer="test", transaction=numbered(first), entry_id=first.id)
    assert entries_after(read, below=below, limit=500) == [second]
    assert entries_after(unread, below=below - 1, limit=500) == []


@pytest.mark.django_db
def test_an_entry_is_never_changed_nor_deleted() -> None:
    entry = record("first", actor=SYSTEM)
    for change in (Entry.objects.filter(pk=entry.pk).delete, lambda: Entry.objects.update(kind="other")):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            change()
    assert connection.is_usable()
    assert Entry.objects.get().kind == "first"
