"""Reading the journal: a case's history, and everything since a cursor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import connection

from heard.domain.journal.models import Cursor, Entry

if TYPE_CHECKING:
    from uuid import UUID


def history_of_case(case_id: UUID, *, public_only: bool = False, limit: int = 500) -> list[Entry]:
    """What happened to this case, oldest first; the newest `limit` of it."""
    entries = Entry.objects.filter(case_id=case_id)
    if public_only:
        entries = entries.filter(public=True)
    return list(reversed(entries.order_by("-at", "-id")[:limit]))


def horizon() -> int:
    """The oldest transaction that still runs: below it nothing can appear any more.

    It is the whole engine's, so a long transaction of another database holds it back as well: readers wait, and skip
    nothing.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_snapshot_xmin(pg_current_snapshot())::text")
        return int(cursor.fetchone()[0])


def entries_after(cursor: Cursor, *, below: int, limit: int) -> list[Entry]:
    """The next entries in commit order, of transactions `below` the horizon.

    A sequence hands out ids before transactions commit, so reading by id alone skips a slow commit for ever.
    """
    return list(
        Entry.objects.extra(
            where=["(transaction, id) > (%s::text::xid8, %s)", "transaction < %s::text::xid8"],
            params=[str(cursor.transaction), cursor.entry_id, str(below)],
        ).order_by("transaction", "id")[:limit]
    )


def last_of_kind(case_id: UUID, kind: str) -> Entry:
    """The newest entry of this kind about a case; Entry.DoesNotExist where there is none."""
    return Entry.objects.filter(case_id=case_id, kind=kind).order_by("-at", "-id")[:1].get()
