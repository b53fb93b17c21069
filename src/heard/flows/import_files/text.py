"""CSV and JSON lines, plain or gzipped, read as a stream."""

from __future__ import annotations

import csv
import gzip
import json
from contextlib import contextmanager
from io import TextIOWrapper
from itertools import zip_longest
from typing import IO, TYPE_CHECKING, cast

from charset_normalizer import from_bytes

from heard.flows.import_files.row import ERROR_COLUMN, Row, as_text, unshielded

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

LONGEST_FIELD = 10 * 1024 * 1024
PROGRESS_EVERY = 1_000
SAMPLE = 256 * 1024
SEPARATORS = ",;\t|"


def csv_rows(file: Path, progress: Callable[[int], None]) -> Iterator[Row]:
    """The first line names the columns; what separates them is what it has most of."""
    csv.field_size_limit(LONGEST_FIELD)
    with _opened(file) as (text, tell):
        first = text.readline()
        reader: Iterator[list[str]] = csv.reader(_with_first(first, text), delimiter=max(SEPARATORS, key=first.count))
        header = next(reader, [])
        width = len(header)
        if ERROR_COLUMN in header:  # one of our own files of rejected rows
            header, reader = [unshielded(name) for name in header], ([*map(unshielded, one)] for one in reader)
        for number, cells in enumerate(reader, start=1):
            if not cells:
                continue
            row = dict(zip_longest(header, cells[:width], fillvalue=""))
            row.pop(ERROR_COLUMN, None)
            broken = "" if len(cells) == width else f"This row has {len(cells)} columns and the header {width}."
            yield Row(row, number, broken, cells[width:])
            tell(number, progress)
        tell(0, progress)


def json_line_rows(file: Path, progress: Callable[[int], None]) -> Iterator[Row]:
    """One object a line."""
    with _opened(file) as (text, tell):
        for number, line in enumerate(text, start=1):
            if not line.strip():
                continue
            try:
                cells = json.loads(line)
            except ValueError:
                cells = None
            if isinstance(cells, dict):
                yield Row({key: as_text(value) for key, value in cells.items() if key != ERROR_COLUMN}, number)
            else:
                yield Row({"line": line.rstrip()}, number, "This line is no JSON object.")
            tell(number, progress)
        tell(0, progress)


@contextmanager
def _opened(file: Path) -> Iterator[tuple[TextIOWrapper, Callable[[int, Callable[[int], None]], None]]]:
    """The text, and a function that tells the progress every now and then (at 0: whatever is left to tell)."""
    encoding = encoding_of(file)
    with file.open("rb") as raw:
        stream = cast("IO[bytes]", gzip.GzipFile(fileobj=raw)) if file.suffix == ".gz" else raw
        text = TextIOWrapper(stream, encoding=encoding, errors="replace", newline="")
        told = 0

        def tell(number: int, progress: Callable[[int], None]) -> None:
            nonlocal told
            if number % PROGRESS_EVERY == 0:
                progress(raw.tell() - told)
                told = raw.tell()

        yield text, tell


def encoding_of(file: Path) -> str:
    """UTF-8 where it can be; otherwise what the beginning looks like: spreadsheets still write others."""
    with gzip.open(file) if file.suffix == ".gz" else file.open("rb") as opened:
        sample = opened.read(SAMPLE)
    try:
        sample[: sample.rfind(b"\n") + 1 or None].decode("utf-8")
    except UnicodeDecodeError:
        best = from_bytes(sample).best()
        return best.encoding if best else "cp1252"
    return "utf-8-sig"


def _with_first(first: str, text: TextIOWrapper) -> Iterator[str]:
    yield first
    yield from text
