"""Requests of another system become cases with their history: read, mapped, written in batches. Nobody is written to.

Run it again after whatever happened: a batch is saved whole or not at all, and what is here already is passed over.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from typing import TYPE_CHECKING

from django.db import transaction

from heard.domain.cases.operations.importing import PastCase, add_past_cases
from heard.flows.import_files import rows_of
from heard.flows.import_files.counts import ImportCounts
from heard.flows.import_files.row import Row, RowTrouble
from heard.flows.import_requests.mapping import Mapping, MappingTrouble, load_mapping
from heard.flows.import_requests.placing import with_areas
from heard.flows.import_requests.receiving import Receiver
from heard.flows.import_requests.reporters import know_reporters, tell_conversations
from heard.flows.import_requests.translating import translate
from heard.kernel.actor import SYSTEM

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from heard.domain.cases.operations.importing import ServiceName
    from heard.domain.catalogue.models import Service
    from heard.domain.teams.models import Team

__all__ = ["ImportCounts", "Mapping", "MappingTrouble", "import_requests", "load_mapping"]

BATCH = 5_000

Translated = PastCase | RowTrouble | None  # None: the mapping skips this row


def import_requests(
    file: Path,
    *,
    mapping: Mapping,
    reject: Callable[[Row, str], None],
    progress: Callable[[int], None] = lambda _: None,
    limit: int | None = None,
    strict: bool = False,
    after_batch: Callable[[], None] = lambda: None,
) -> ImportCounts:
    """Read `file` as `mapping` says. `reject` is told each row that cannot be read, with a sentence that says why;
    `progress`, from another thread, how many bytes of the file are done; `after_batch` is called when some thousand
    rows are saved. `strict`: no service is made that the council does not have.
    """
    counts = ImportCounts()
    receiver = Receiver(mapping, strict=strict)
    rows = islice(rows_of(file, kind_of_file(file, mapping), progress=progress), limit)
    with ThreadPoolExecutor(max_workers=1) as reader:  # reads on while the database writes; it asks no database itself
        coming = reader.submit(_next_batch, rows, mapping)
        while batch := coming.result():
            coming = reader.submit(_next_batch, rows, mapping)
            _write(batch, mapping=mapping, receiver=receiver, counts=counts, reject=reject)
            after_batch()
    return counts


def kind_of_file(file: Path, mapping: Mapping) -> str:
    """How the file is read: a mapping for tables reads a workbook as well."""
    return "xlsx" if mapping.format == "csv" and file.suffix == ".xlsx" else mapping.format


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
    created = _add(taken, mapping=mapping, services=services, team=receiver.team)
    counts.read += len(batch)
    counts.skipped += sum(found is None for _, found in batch)
    counts.created += created
    counts.repeated += len(taken) - created


@transaction.atomic
def _add(cases: list[PastCase], *, mapping: Mapping, services: dict[ServiceName, Service], team: Team) -> int:
    """The cases with the people who made them and what was said, all or nothing; how many are new."""
    know_reporters(cases)
    new = add_past_cases(with_areas(cases), services=services, source=mapping.source, team=team, actor=SYSTEM)
    tell_conversations(new, source=mapping.source)
    return len(new)
