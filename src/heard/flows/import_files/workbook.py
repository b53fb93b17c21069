"""A workbook (XLSX): the first sheet with anything in it; its first line that is not empty names the columns."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any
from zipfile import BadZipFile

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from heard.flows.import_files.row import ERROR_COLUMN, Row, as_text
from heard.kernel.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


def workbook_rows(file: Path, progress: Callable[[int], None]) -> Iterator[Row]:
    """Values as the sheet shows them calculated; dates in ISO 8601."""
    try:
        book = load_workbook(file, read_only=True, data_only=True)
    except (BadZipFile, InvalidFileException, KeyError, ValueError, OSError) as error:
        raise Refused("This is no workbook that can be read. Save it as .xlsx or .csv and try again.") from error
    try:
        yield from _rows(book)
    finally:
        book.close()
    progress(file.stat().st_size)


def _rows(book: Any) -> Iterator[Row]:
    for sheet in book.worksheets:
        header: list[str] = []
        for number, values in enumerate(sheet.iter_rows(values_only=True)):
            cells = [_text(value) for value in values]
            if not any(cells):
                continue
            if not header:
                header = cells
                continue
            named = zip(header, cells, strict=False)
            yield Row({name: cell for name, cell in named if name and name != ERROR_COLUMN}, number)
        if header:
            return


def _text(value: Any) -> str:
    match value:
        case datetime() if value.time() == time.min:
            return value.date().isoformat()
        case datetime() | date() | time():
            return value.isoformat()
        case str():
            return value.strip()
        case _:
            return as_text(value)
