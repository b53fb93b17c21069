"""A file of one kind is brought in: each row read, the good ones written batch by batch, the others handed back."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any

from django.db import transaction

from heard.flows.import_files.counts import ImportCounts
from heard.flows.import_files.row import Row, RowTrouble

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from heard.flows.bring_in.kinds import Kind
    from heard.kernel.actor import Actor

BATCH = 500


def bring_in(
    rows: Iterable[Row],
    kind: Kind,
    *,
    columns: Mapping[str, str],
    source: str,
    reject: Callable[[Row, str], None],
    actor: Actor,
    after_batch: Callable[[], None] = lambda: None,
) -> ImportCounts:
    """`columns`: our name → theirs. Run again, it passes over what is here: a batch is saved whole or not at all."""
    counts, coming = ImportCounts(), iter(rows)
    while batch := list(islice(coming, BATCH)):
        taken = []
        for row in batch:
            result = read_row(row, kind, columns=columns, source=source)
            if isinstance(result, RowTrouble):
                counts.count_rejected(result)
                reject(row, result.sentence)
            else:
                taken.append(result)
        with transaction.atomic():
            created = kind.write(taken, source=source, actor=actor)
        counts.read += len(batch)
        counts.created += created
        counts.repeated += len(taken) - created
        after_batch()
    return counts


def read_row(row: Row, kind: Kind, *, columns: Mapping[str, str], source: str) -> Any | RowTrouble:
    """What the row tells, or why it tells nothing."""
    if row.broken:
        return RowTrouble("broken row", row.broken)
    cells = {ours: row.cells.get(theirs, "").replace("\0", "") for ours, theirs in columns.items()}
    try:
        return kind.read(cells, source=source)
    except RowTrouble as trouble:
        return trouble
