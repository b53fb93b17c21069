"""The import: rows of a file to cases with their history, next to a bare COPY of as many finished rows.

Everything is rolled back. Milliseconds are of `ROWS` rows; `rows_per_second` says it as people ask.
"""

from __future__ import annotations

import csv
import gzip
import tempfile
import time
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.db import transaction

from bench.measuring import plain_connection, summary
from bench.prepare import BOSTON
from heard.flows.import_requests import import_requests, load_mapping
from heard.flows.import_requests.mapping import SHIPPED
from heard.kernel.ids import new_id

if TYPE_CHECKING:
    from collections.abc import Iterator

    import psycopg

ROWS = 5_000
MOST_CALLS = 20
COLUMNS = (
    "id, created_at, reference, service_id, status, outcome, outcome_note, priority, origin, confidential, description,"
    " answers::text, location, cell, address, area_id, department_id, team_id, routing::text, reported_at, updated_at,"
    " closed_at, reopened, source, source_id"
)


def measure(calls: int) -> dict[str, Any]:
    """Slices of the file in turn, each imported and copied."""
    calls = min(calls, MOST_CALLS)
    mapping = replace(load_mapping(SHIPPED / "open311.toml"), source="bench")
    ours, theirs = [], []
    with tempfile.TemporaryDirectory() as folder, plain_connection() as plain:
        for file in islice(_slices(Path(folder)), calls):
            began = time.perf_counter()
            with transaction.atomic():
                import_requests(file, mapping=mapping, reject=_refuse)
                ours.append((time.perf_counter() - began) * 1000)
                transaction.set_rollback(True)
            theirs.append(_copied(plain))
    result = summary("import", ours, theirs)
    return result | {"queries": 0, "rows": ROWS, "rows_per_second": round(ROWS * 1000 / result["p50"])}


def _slices(folder: Path) -> Iterator[Path]:
    with gzip.open(BOSTON, "rt", newline="") as source:
        rows = csv.reader(source)
        header = next(rows)
        while chunk := list(islice(rows, ROWS)):
            file = folder / "slice.csv"
            with file.open("w", newline="") as out:
                csv.writer(out).writerows([header, *chunk])
            yield file


def _copied(plain: psycopg.Connection[Any]) -> float:
    """The milliseconds of COPYing as many finished rows into the same table, indexes and all."""
    found = plain.execute(f"SELECT {COLUMNS} FROM cases_case ORDER BY reported_at LIMIT {ROWS}").fetchall()
    rows = [(new_id(), row[1], f"X{number}", *row[3:-2], "copy", str(number)) for number, row in enumerate(found)]
    columns = COLUMNS.replace("::text", "")
    began = time.perf_counter()
    with plain.transaction(force_rollback=True):
        with plain.cursor() as cursor, cursor.copy(f"COPY cases_case ({columns}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
        plain.execute("SET CONSTRAINTS ALL IMMEDIATE")
        return (time.perf_counter() - began) * 1000


def _refuse(_row: object, reason: str) -> None:
    raise ValueError(reason)
