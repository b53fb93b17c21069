"""Files as rows, one reader a format. What the rows mean, kinds/ and import_requests know.

A reader takes the path and `progress` (told the bytes read since it was last told) and yields rows as they come: the
size of a CSV file, or of JSON lines, does not matter. The other formats are read whole.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from heard.flows.import_files.freshdesk import freshdesk_rows
from heard.flows.import_files.json_file import json_rows
from heard.flows.import_files.open311 import open311_rows
from heard.flows.import_files.text import csv_rows, json_line_rows
from heard.flows.import_files.workbook import workbook_rows
from heard.flows.import_files.zammad import zammad_rows

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from heard.flows.import_files.row import Row

READERS: dict[str, Callable[[Path, Callable[[int], None]], Iterator[Row]]] = {
    "csv": csv_rows,
    "jsonl": json_line_rows,
    "xlsx": workbook_rows,
    "json": json_rows,
    "open311": open311_rows,
    "zammad": zammad_rows,
    "freshdesk": freshdesk_rows,
}
BY_SUFFIX = {
    ".csv": "csv", ".tsv": "csv", ".txt": "csv", ".jsonl": "jsonl", ".ndjson": "jsonl", ".xlsx": "xlsx",
    ".json": "json", ".xml": "open311",
}  # fmt: skip


def rows_of(file: Path, kind: str, *, progress: Callable[[int], None] = lambda _: None) -> Iterator[Row]:
    """Each row of the file. `kind` is one of READERS."""
    return READERS[kind](file, progress)


def format_of(name: str) -> str:
    """The format that the name of a file tells; "" where it tells none."""
    plain = name.lower().removesuffix(".gz")
    return next((kind for suffix, kind in BY_SUFFIX.items() if plain.endswith(suffix)), "")
