"""Writing down how far an import is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction

from heard.domain.imports.models import Import, ImportState
from heard.domain.journal.operations import record
from heard.kernel import clock

if TYPE_CHECKING:
    from heard.kernel.actor import Actor


@transaction.atomic
def prepare(*, kind: str, format: str, source: str, file: str, size: int, zone: str, actor: Actor) -> Import:  # noqa: A002 -- the field's name
    """A file was uploaded; nothing is brought in yet."""
    if actor.id is None:
        raise ValueError("somebody prepares an import")
    row = Import.objects.create(
        staff_id=actor.id, kind=kind, format=format, source=source, file=file, size=size, zone=zone
    )
    record("import.prepared", actor=actor, subject=row.id, what=kind, source=source)
    return row


def set_reading(row: Import, *, columns: dict[str, str], meanings: dict[str, str], zone: str) -> None:
    """How its columns, statuses and times are read."""
    row.columns, row.meanings, row.zone = columns, meanings, zone
    row.save(update_fields=["columns", "meanings", "zone"])


@transaction.atomic
def start(row: Import, *, actor: Actor) -> bool:
    """It runs from now on; False where it runs already."""
    moved = Import.objects.filter(pk=row.pk, state=ImportState.PREPARED).update(state=ImportState.RUNNING)
    if moved:
        record("import.started", actor=actor, subject=row.id, what=row.kind, source=row.source)
    return bool(moved)


def note_progress(import_id: Any, *, done_bytes: int) -> None:
    """So many bytes of the file are read."""
    Import.objects.filter(pk=import_id).update(done_bytes=done_bytes)


@transaction.atomic
def finish(row: Import, *, counts: dict[str, Any], rejected: str, trouble: str, actor: Actor) -> None:
    """What became of it. Its file is no longer needed."""
    row.state = ImportState.FAILED if trouble else ImportState.DONE
    row.counts, row.rejected, row.trouble, row.ended_at = counts, rejected, trouble[:300], clock.now()
    row.file, row.done_bytes = "", row.size
    row.save(update_fields=["state", "counts", "rejected", "trouble", "ended_at", "file", "done_bytes"])
    numbers = {name: counts.get(name, 0) for name in ("read", "created", "repeated", "rejected")}
    record("import.ended", actor=actor, subject=row.id, failed=bool(trouble), **numbers)


@transaction.atomic
def forget_files(row: Import) -> None:
    """Neither what was uploaded nor what was rejected is kept any longer."""
    row.file = row.rejected = ""
    row.save(update_fields=["file", "rejected"])
