"""Writing the vault: the council key of a new council, and every lock anew under a new generation of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import connection, transaction

from heard.domain.journal.operations import record
from heard.domain.vault.fields import LockColumn
from heard.domain.vault.locks import LOCK_BYTES, keeper, renewed
from heard.domain.vault.models import Rewrapping
from heard.domain.vault.values import ERASED_VALUE
from heard.kernel import clock
from heard.kernel.crypto.sealing import Tampered
from heard.kernel.crypto.tree import Forgotten
from heard.ports.keys import KeyMissing

if TYPE_CHECKING:
    from heard.domain.vault.queries import KeyedColumn, KeyedTable
    from heard.kernel.actor import Actor

_HEAD = 1 + LOCK_BYTES  # of a sealed value: its byte of format, and its lock


def make_first_key() -> bool:
    """Make the council key where nothing was ever sealed; whether it was. A lost key is never silently replaced."""
    keys = keeper()
    if keys.version() or _anything_sealed():
        return False
    keys.make()
    return True


def begin_generation(*, actor: Actor) -> int:
    """A new generation of the council key; its number. Raises Refused where the keeper is not ours to change."""
    generation = keeper().make_generation()
    record("vault.generation_made", actor=actor, generation=generation)
    return generation


def destroy_generation(generation: int, *, actor: Actor) -> None:
    """For good. The caller has seen that nothing is under it."""
    keeper().retire(generation)
    record("vault.generation_retired", actor=actor, generation=generation)


def progress_of(table: KeyedTable, *, column: str = "") -> Rewrapping:
    """How far this table (or this column of digests) has come towards the newest generation."""
    progress, _new = Rewrapping.objects.get_or_create(
        table=f"{table.label}.{column}" if column else table.label, generation=keeper().generations()[-1]
    )
    return progress


@transaction.atomic
def rewrap_batch(table: KeyedTable, progress: Rewrapping, *, limit: int) -> int:
    """Wrap the locks of so many rows anew, the ciphertexts as they are; how many rows it took. None: the end.

    Only what a lock takes is read and sent: a mail of 20 MB is moved by the database alone. Rows that somebody is
    writing are passed over: what is written during a rotation is under the newest generation anyhow.
    """
    columns = ", ".join(f"substring({column.name} FROM 1 FOR {_HEAD})" for column in table.columns)
    rows = take_batch(table, progress, columns=columns, limit=limit)
    new = [(key, *map(_new_head, table.columns, heads)) for key, *heads in rows]
    changed = [row for row in new if any(part is not None for part in row[1:])]
    if changed:
        arrays = ", ".join(["%s::" + table.key_type + "[]", *("%s::bytea[]" for _column in table.columns)])
        names = [f"c{number}" for number in range(len(table.columns))]
        sets = ", ".join(_set(column, f"new.{name}") for name, column in zip(names, table.columns, strict=True))
        with connection.cursor() as cursor:
            cursor.execute(
                f"UPDATE {table.name} AS t SET {sets} FROM unnest({arrays}) AS new(pk, {', '.join(names)}) "  # noqa: S608 -- names of ours
                f"WHERE t.{table.key} = new.pk",
                [list(part) for part in zip(*changed, strict=True)],
            )
    note_progress(progress, rows)
    return len(rows)


def take_batch(table: KeyedTable, progress: Rewrapping, *, columns: str = "", limit: int) -> list[tuple[Any, ...]]:
    """The next rows with something of another generation, locked; each begins with its key."""
    condition, values = table.of_another(progress.generation)
    behind, after = (f"{table.key} > %s::{table.key_type} AND", [progress.after]) if progress.after else ("", [])
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {table.key}{', ' * bool(columns)}{columns} FROM {table.name} "  # noqa: S608 -- names of ours
            f"WHERE {behind} ({condition}) ORDER BY {table.key} LIMIT %s FOR NO KEY UPDATE SKIP LOCKED",
            [*after, *values, limit],
        )
        return list(cursor.fetchall())


def note_progress(progress: Rewrapping, rows: list[tuple[Any, ...]]) -> None:
    """Done so far; without rows, the whole table is."""
    if rows:
        progress.after, progress.rows = str(rows[-1][0]), progress.rows + len(rows)
    else:
        progress.after, progress.finished_at = "", clock.now()
    progress.save()


def _new_head(column: KeyedColumn, found: bytes | None) -> bytes | None:
    """The new lock, or what stands for a destroyed one; None: it stays as it is."""
    is_lock, head = isinstance(column.field, LockColumn), bytes(found or b"")
    lock = head if is_lock else head[1:]
    if len(lock) != LOCK_BYTES:
        return None
    try:
        new = renewed(lock)
    except Forgotten:
        return b"" if is_lock else bytes(ERASED_VALUE)
    except (Tampered, KeyMissing):
        return None  # it opens no more than before; whoever retires its generation is told
    return None if new == lock else new


def _set(column: KeyedColumn, new: str) -> str:
    """A lock is replaced; a value gets the new lock in front of its old ciphertext."""
    name = f"t.{column.name}"
    value = new
    if not isinstance(column.field, LockColumn):
        value = f"CASE WHEN length({new}) = 1 THEN {new} ELSE overlay({name} PLACING {new} FROM 2) END"
    return f"{column.name} = CASE WHEN {new} IS NULL THEN {name} ELSE {value} END"


def _anything_sealed() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT is_called FROM vault_slot")
        (called,) = cursor.fetchone()
    return bool(called)
