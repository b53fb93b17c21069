"""An import that somebody prepared on the desk is carried out; what was rejected is kept for them to mend."""

from __future__ import annotations

import logging
import tempfile
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from heard.domain.imports import operations
from heard.domain.imports.models import Import, ImportState
from heard.domain.imports.queries import is_file_needed
from heard.flows.bring_in.bringing import bring_in
from heard.flows.bring_in.kinds import KINDS
from heard.flows.bring_in.requests import REQUESTS, mapping_for
from heard.flows.finish_erasure import delete_unused
from heard.flows.import_files import rows_of
from heard.flows.import_files.counts import ImportCounts
from heard.flows.import_files.rejected import RejectedRows
from heard.flows.import_requests import MappingTrouble, import_requests
from heard.kernel import files, queue
from heard.kernel.actor import staff
from heard.kernel.errors import HeardError

if TYPE_CHECKING:
    from uuid import UUID

    from heard.kernel.actor import Actor

log = logging.getLogger(__name__)


def start_import(row: Import, *, actor: Actor) -> None:
    """Begin it in the background; asked twice, it begins once."""
    if operations.start(row, actor=actor):
        queue.defer("run_import", import_id=row.id)


def run_import(import_id: UUID) -> None:
    """Read the file to its end. Run again after a crash, it passes over what is here."""
    row = Import.objects.get(pk=import_id)
    if row.state != ImportState.RUNNING:
        return
    with tempfile.TemporaryDirectory() as folder:
        rejected = RejectedRows(Path(folder, "rejected"), kind="csv")
        counts, trouble = ImportCounts(), ""
        try:
            with rejected:
                counts = _carry_out(row, rejected)
        except (HeardError, MappingTrouble) as error:
            trouble = str(error)
        key = files.put(rejected.file.read_bytes()) if rejected.file.exists() else ""
    file = row.file
    operations.finish(row, counts=asdict(counts), rejected=key, trouble=trouble, actor=staff(row.staff_id))
    forget_file(file)


def forget_file(key: str) -> None:
    """Delete it, unless another import was given the same, or somebody sent the very same file with a message."""
    if key and not is_file_needed(key):
        delete_unused({key})


def _carry_out(row: Import, rejected: RejectedRows) -> ImportCounts:
    path = files.path_for(row.file)
    told = [0]

    def progress(more: int) -> None:
        told[0] += more

    def after_batch() -> None:
        operations.note_progress(row.id, done_bytes=told[0])

    if row.kind == REQUESTS:
        mapping = mapping_for(
            format=row.format, source=row.source, columns=row.columns, meanings=row.meanings, zone=row.zone
        )
        return import_requests(path, mapping=mapping, reject=rejected.add, progress=progress, after_batch=after_batch)
    return bring_in(
        rows_of(path, row.format, progress=progress),
        KINDS[row.kind](),
        columns=row.columns,
        source=row.source,
        reject=rejected.add,
        after_batch=after_batch,
        actor=staff(row.staff_id),
    )
