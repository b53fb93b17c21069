"""Requests of another system become cases with their history: read, mapped, written in batches. Nobody is written to.

Run it again after whatever happened: a batch is saved whole or not at all, and what is here already is passed over.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING

from heard.domain.cases.operations.importing import PastCase, add_past_cases
from heard.flows.import_requests.mapping import Mapping, MappingTrouble, load_mapping
from heard.flows.import_requests.placing import with_areas
from heard.flows.import_requests.receiving import Receiver
from heard.flows.import_requests.rows import Row, RowTrouble, rows_of
from heard.flows.import_requests.translating import translate
from heard.kernel.actor import SYSTEM

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

__all__ = ["ImportCounts", "Mapping", "MappingTrouble", "import_requests", "load_mapping"]

BATCH = 5_000

Translated = PastCase | RowTrouble | None  # None: the mapping skips this row


@dataclass(slots=True)
class ImportCounts:
    """What became of the rows. `repeated`: here already, from an earlier run or an earlier row."""

    read: int = 0
    created: int = 0
    repeated: int = 0
    rejected: int = 0
    skipped: int = 0
    reasons: dict[str, int] = field(default_factory=dict)

    def count_rejected(self, trouble: RowTrouble) -> None:
        """One more, and why."""
        self.rejected += 1
        self.reasons[trouble.kind] = self.reasons.get(trouble.kind, 0) + 1


def import_requests(
    file: Path,
    *,
    mapping: Mapping,
    reject: Callable[[Row, str], None],
    progress: Callable[[int], None] = lambda _: None,
    limit: int | None = None,
    strict: bool = False,
) -> ImportCounts:
    """Read `file` as `mapping` says. `reject` is told each row that cannot be read, with a sentence that says why;
    `progress` how many bytes of the file are done. `strict`: no service is made that the council does not have.
    """
    counts = ImportCounts()
    receiver = Receiver(mapping, strict=strict)
    rows = islice(rows_of(file, mapping.format, progress=progress), limit)
    with ThreadPoolExecutor(max_workers=1) as reader:  # reads on while the database writes; it asks no database itself
        coming = reader.submit(_next_batch, rows, mapping)
        while batch := coming.result():
            coming = reader.submit(_next_batch, rows, mapping)
            _write(batch, mapping=mapping, receiver=receiver, counts=counts, reject=reject)
    return counts


def _next_batch(rows: Iterator[Row], mapping: Mapping) -> list[tuple[Row, Translated]]:
    return [(row, _translated(row, mapping)) for row in islice(rows, BATCH)]


def _translated(row: Row, mapping: Mapping) -> Translated:
    if mapping.skips(row.cells):
        return None
    try:
        return translate(row, mapping)
    except RowTrouble as trouble:
        return trouble


def _write(
    batch: list[tuple[Row, Translated]],
    *,
    mapping: Mapping,
    receiver: Receiver,
    counts: ImportCounts,
    reject: Callable[[Row, str], None],
) -> None:
    services = receiver.services({found.service for _, found in batch if isinstance(found, PastCase)})
    taken: list[PastCase] = []
    for row, found in batch:
        result = found
        if isinstance(found, PastCase) and found.service not in services:
            result = RowTrouble("unknown service", f"There is no service “{found.service.name}”: add it, or map it.")
        if isinstance(result, RowTrouble):
            counts.count_rejected(result)
            reject(row, result.sentence)
        elif result is not None:
            taken.append(result)
    created = add_past_cases(
        with_areas(taken), services=services, source=mapping.source, team=receiver.team, actor=SYSTEM
    )
    counts.read += len(batch)
    counts.skipped += sum(found is None for _, found in batch)
    counts.created += created
    counts.repeated += len(taken) - created
