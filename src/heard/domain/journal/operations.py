"""Writing the journal. Every operation of every domain writes one entry, in its own transaction."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db import connection

from heard.domain.journal.models import Cursor, Entry
from heard.domain.journal.queries import entries_after, horizon
from heard.kernel import clock, live

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime
    from uuid import UUID

    from heard.kernel.actor import Actor

LAST_ENTRY = 2**63 - 1  # no id of an entry is larger
SKIP_EVERY = timedelta(minutes=1)


def record(
    kind: str,
    *,
    actor: Actor,
    case: UUID | None = None,
    person: UUID | None = None,
    subject: UUID | None = None,
    public: bool = False,
    at: datetime | None = None,
    **data: Any,
) -> Entry:
    """Write one entry and tell the live pages. `data`: ids, codes, numbers and ISO dates only."""
    entry = Entry.objects.create(
        kind=kind,
        actor_kind=actor.kind,
        actor_id=actor.id,
        case_id=case,
        person_id=person,
        subject_id=subject,
        public=public,
        at=at or clock.now(),
        data=data,
    )
    if case:
        live.announce(f"case:{case}", "inbox", kind=kind)
        if public:
            live.announce(live.story_topic(case))
    return entry


class PastEntry(NamedTuple):
    """An entry about a case's life before it came here. Light, for an import writes millions."""

    kind: str
    case_id: UUID
    at: datetime
    data: dict[str, Any]


def record_history(entries: Iterable[PastEntry], *, actor: Actor) -> None:
    """Write many past entries of public steps at once (imports), by COPY: no live events."""
    columns = "kind, case_id, at, data, actor_kind, actor_id, public"
    with connection.cursor() as cursor, cursor.copy(f"COPY journal_entry ({columns}) FROM STDIN") as copy:
        for kind, case_id, at, data in entries:
            copy.write_row((kind, case_id, at, json.dumps(data), actor.kind.value, actor.id, True))


def consume(consumer: str, handle: Callable[[list[Entry]], None], *, limit: int = 500) -> int:
    """Hand the next entries to `handle`, in commit order, and move the cursor; how many there were.

    Runs in the caller's transaction: what `handle` writes and the cursor's move are saved together. Two processes with
    the same consumer take turns on the cursor's row.
    """
    Cursor.objects.get_or_create(consumer=consumer)
    cursor = Cursor.objects.select_for_update().get(consumer=consumer)
    entries = entries_after(cursor, below=horizon(), limit=limit)
    if entries:
        handle(entries)
        cursor.transaction = int(entries[-1].transaction)
        cursor.entry_id = entries[-1].id
        cursor.save(update_fields=["transaction", "entry_id", "moved_at"])
    return len(entries)


def skip_to_now(consumer: str) -> None:
    """Move the cursor past everything that can be read now, unread: this consumer has no use for it. Once a minute is
    enough, however often it is asked for.
    """
    if Cursor.objects.filter(consumer=consumer, moved_at__gt=clock.now() - SKIP_EVERY).exists():
        return
    Cursor.objects.update_or_create(consumer=consumer, defaults={"transaction": horizon() - 1, "entry_id": LAST_ENTRY})


def record_past(entries: Iterable[Entry]) -> None:
    """Write past entries of many actors at once, by COPY: no live events."""
    columns = "kind, actor_kind, actor_id, case_id, person_id, subject_id, public, at, data"
    with connection.cursor() as cursor, cursor.copy(f"COPY journal_entry ({columns}) FROM STDIN") as copy:
        for entry in entries:
            copy.write_row((
                entry.kind, entry.actor_kind, entry.actor_id, entry.case_id, entry.person_id, entry.subject_id,
                entry.public, entry.at, json.dumps(entry.data),
            ))  # fmt: skip


def past_entry(kind: str, *, actor: Actor, at: datetime, **columns: Any) -> Entry:
    """An entry for `record_past`, with the names `record` has: case, person, subject, public and data."""
    about = {f"{key}_id": columns.pop(key) for key in ("case", "person", "subject") if key in columns}
    public = columns.pop("public", False)
    return Entry(kind=kind, actor_kind=actor.kind.value, actor_id=actor.id, at=at, public=public, data=columns, **about)
