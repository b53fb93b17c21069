"""The council key rotates while everything goes on: a new generation, everything under it, the old one destroyed."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from django.db import connection, transaction

from heard.domain.vault.digests import nobodys_digest
from heard.domain.vault.findable import TokensColumn
from heard.domain.vault.locks import keeper
from heard.domain.vault.operations import destroy_generation, note_progress, progress_of, rewrap_batch, take_batch
from heard.domain.vault.queries import found_columns, rows_under, sealed_tables
from heard.flows.find_again import FIND_AGAIN, STAYS_BEHIND
from heard.kernel.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from heard.domain.vault.models import Rewrapping
    from heard.domain.vault.queries import KeyedTable
    from heard.kernel.actor import Actor

BATCH = 500
PASSES = 5  # what was being written in one pass is met in the next
PATIENCE = 60.0
UNDER_WAY = """
SELECT count(*) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend' AND xact_start < %s
"""


def rewrap_everything(tell: Callable[[Rewrapping], None] = lambda _progress: None, *, batch: int = BATCH) -> int:
    """Bring all that is sealed, and all it is found by, under the newest generation; how many rows were written.

    Killed, it goes on where it was. Two at once do no harm. Nobody waits for it longer than for one batch.
    """
    written = 0
    for _pass in range(PASSES):
        rows = sum(_rewrap(table, tell, batch) for table in sealed_tables())
        rows += sum(_find_again(table, tell, batch) for table in found_columns() if column_of(table) in FIND_AGAIN)
        written += rows
        if not rows:
            break
    return written


def go_on_with_rotation() -> int:
    """Bring over what older generations still hold, where there are any; how many rows were written."""
    return rewrap_everything() if len(keeper().generations()) > 1 else 0


def retire_generation(generation: int, *, actor: Actor) -> None:
    """Destroy an old generation once nothing is under it. Raises Refused while something is.

    Who began before the newest generation was made may still be writing under the old one: they are waited for.
    """
    _check_old(generation)
    _wait_for_those_who_write()
    check_retirable(generation)
    destroy_generation(generation, actor=actor)


def check_retirable(generation: int) -> None:
    """Raises Refused where there is no such generation, where it is the one in use, or something is under it."""
    _check_old(generation)
    if left := left_under(generation):
        rows = ", ".join(f"{label}: {count}" for label, count in left.items())
        raise Refused(f"Generation {generation} is still needed ({rows}). Run heard keys rotate first.")


def left_under(generation: int) -> dict[str, int]:
    """By table, the rows that would be lost or found no more without this generation."""
    needed = [table for table in found_columns() if column_of(table) not in STAYS_BEHIND]
    return rows_under(generation, [*sealed_tables(), *needed])


def column_of(table: KeyedTable) -> str:
    """The name of a column of digests or tokens: people.Identity.key."""
    return f"{table.label}.{table.columns[0].field.name}"


def _rewrap(table: KeyedTable, tell: Callable[[Rewrapping], None], batch: int) -> int:
    progress, rows = progress_of(table), 0
    while taken := rewrap_batch(table, progress, limit=batch):
        rows += taken
        tell(progress)
    return rows


def _find_again(table: KeyedTable, tell: Callable[[Rewrapping], None], batch: int) -> int:
    progress, rows = progress_of(table, column=table.columns[0].field.name), 0
    while taken := _find_batch_again(table, progress, batch):
        rows += taken
        tell(progress)
    return rows


@transaction.atomic
def _find_batch_again(table: KeyedTable, progress: Rewrapping, limit: int) -> int:
    taken = take_batch(table, progress, limit=limit)
    keys = [row[0] for row in taken]
    found: dict[Any, Any] = FIND_AGAIN[column_of(table)](keys)
    is_tokens = isinstance(table.columns[0].field, TokensColumn)
    if taken:
        _write_found(table, {key: found.get(key) or ([] if is_tokens else nobodys_digest()) for key in keys})
    note_progress(progress, taken)
    return len(taken)


def _write_found(table: KeyedTable, found: dict[Any, Any]) -> None:
    (column,) = table.columns
    field_type = column.field.db_type(connection)
    texts = [f"{{{','.join(map(str, value))}}}" if isinstance(value, list) else value for value in found.values()]
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {table.name} AS t SET {column.name} = new.found::{field_type} "  # noqa: S608 -- names of ours
            f"FROM unnest(%s::{table.key_type}[], %s::text[]) AS new(pk, found) WHERE t.{table.key} = new.pk",
            [list(found), texts],
        )


def _check_old(generation: int) -> None:
    generations = keeper().generations()
    if generation not in generations:
        raise Refused(f"There is no generation {generation}. heard keys status shows those there are.")
    if generation == generations[-1]:
        raise Refused(f"Generation {generation} is in use. heard keys rotate makes a new one first.")


def _wait_for_those_who_write() -> None:
    """Until every transaction that is under way now has ended; also one that has written nothing yet, but sealed."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        (now,) = cursor.fetchone()
        until = time.monotonic() + PATIENCE
        while True:
            cursor.execute(UNDER_WAY, [now])
            (under_way,) = cursor.fetchone()
            if not under_way:
                return
            if time.monotonic() > until:
                raise Refused("Somebody has been writing for a minute without an end. Try again later.")
            time.sleep(0.1)
