"""The rows of a file, one after another: CSV or JSON lines, plain or gzipped. What they mean: translating.py."""

from __future__ import annotations

import csv
import gzip
import json
from dataclasses import dataclass, field
from io import TextIOWrapper
from itertools import zip_longest
from typing import IO, TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

LONGEST_FIELD = 10 * 1024 * 1024
PROGRESS_EVERY = 1_000
ERROR_COLUMN = "heard_error"


class RowTrouble(Exception):
    """Why a row cannot be taken: a kind to count by, and a sentence that says what to mend."""

    def __init__(self, kind: str, sentence: str) -> None:
        super().__init__(sentence)
        self.kind = kind
        self.sentence = sentence


@dataclass(frozen=True, slots=True)
class Row:
    """One row as it stands in the file. `broken`: why it is no row at all."""

    cells: dict[str, str]
    number: int
    broken: str = ""
    extra: list[str] = field(default_factory=list)  # cells beyond the header


def rows_of(file: Path, kind: str, *, progress: Callable[[int], None]) -> Iterator[Row]:
    """Each row of the file. `kind` is "csv" or "jsonl"; `progress` is told the bytes read since it was last told."""
    with file.open("rb") as raw:
        stream = cast("IO[bytes]", gzip.GzipFile(fileobj=raw)) if file.suffix == ".gz" else raw
        text = TextIOWrapper(stream, encoding="utf-8-sig", errors="replace", newline="")
        told = 0
        for row in _csv_rows(text) if kind == "csv" else _json_rows(text):
            if row.number % PROGRESS_EVERY == 0:
                progress(raw.tell() - told)
                told = raw.tell()
            yield row
        progress(raw.tell() - told)


def _csv_rows(text: TextIOWrapper) -> Iterator[Row]:
    csv.field_size_limit(LONGEST_FIELD)
    reader = csv.reader(text)
    header = next(reader, [])
    width = len(header)
    for number, cells in enumerate(reader, start=1):
        if not cells:
            continue
        row = dict(zip_longest(header, cells[:width], fillvalue=""))
        row.pop(ERROR_COLUMN, None)
        broken = "" if len(cells) == width else f"This row has {len(cells)} columns and the header {width}."
        yield Row(row, number, broken, cells[width:])


def _json_rows(text: TextIOWrapper) -> Iterator[Row]:
    for number, line in enumerate(text, start=1):
        if not line.strip():
            continue
        try:
            cells = json.loads(line)
        except ValueError:
            cells = None
        if not isinstance(cells, dict):
            yield Row({"line": line.rstrip()}, number, "This line is no JSON object.")
            continue
        yield Row({key: _as_text(value) for key, value in cells.items() if key != ERROR_COLUMN}, number)


def _as_text(value: Any) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
