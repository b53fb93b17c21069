"""The rows that were rejected, in a file like the one they came from, each with the reason: mend it and import it."""

from __future__ import annotations

import csv
import json
from typing import IO, TYPE_CHECKING, Any, Self

from heard.flows.import_files.row import ERROR_COLUMN, shielded

if TYPE_CHECKING:
    from pathlib import Path

    from heard.flows.import_files.row import Row


class RejectedRows:
    """Written beside the file and put in its place at the end, so that a killed import leaves the last one whole."""

    def __init__(self, file: Path, *, kind: str) -> None:
        self.file = file
        self._kind = kind
        self._part = file.with_name(f"{file.name}.part")
        self._out: IO[str] | None = None
        self._csv: Any = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, error: type[BaseException] | None, *_: object) -> None:
        if self._out is None:
            return
        self._out.close()
        if error is None:
            self._part.replace(self.file)

    def add(self, row: Row, reason: str) -> None:
        """Keep this row and say why it was rejected."""
        out = self._out or self._open(row)
        if self._kind == "csv":
            self._csv.writerow(map(shielded, [*row.cells.values(), reason, *row.extra]))
        else:
            out.write(json.dumps(row.cells | {ERROR_COLUMN: reason}, ensure_ascii=False) + "\n")

    def _open(self, row: Row) -> IO[str]:
        self._out = self._part.open("w", encoding="utf-8", newline="")
        if self._kind == "csv":
            self._csv = csv.writer(self._out)
            self._csv.writerow(map(shielded, [*row.cells, ERROR_COLUMN]))
        return self._out
