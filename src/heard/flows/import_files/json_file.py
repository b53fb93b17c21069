"""A JSON document with a list of objects in it, wherever it stands; objects in objects become columns."""

from __future__ import annotations

import gzip
import json
from typing import TYPE_CHECKING, Any

from heard.flows.import_files.row import ERROR_COLUMN, Row, flat
from heard.kernel.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

DEEPEST = 4


def json_rows(file: Path, progress: Callable[[int], None]) -> Iterator[Row]:
    """Each object of the list."""
    for number, one in enumerate(objects_in(document(file)), start=1):
        cells = flat(one)
        cells.pop(ERROR_COLUMN, None)
        yield Row(cells, number)
    progress(file.stat().st_size)


def document(file: Path) -> Any:
    """The whole of it. Refused says that it is no JSON."""
    try:
        with gzip.open(file) if file.suffix == ".gz" else file.open("rb") as opened:
            return json.load(opened)
    except (ValueError, OSError, EOFError, RecursionError) as error:
        raise Refused("This is no JSON that can be read. Is the file whole?") from error


def objects_in(value: Any, *, deep: int = DEEPEST) -> list[dict[str, Any]]:
    """The list of objects in a document: itself, or under its keys, as in {"requests": [{"request": [{…}, …]}]}."""
    if isinstance(value, list):
        objects = [one for one in value if isinstance(one, dict)]
        wrapped = all(len(one) == 1 and isinstance(next(iter(one.values())), list) for one in objects)
        return [inside for one in objects for inside in objects_in(one, deep=deep - 1)] if wrapped and deep else objects
    if isinstance(value, dict) and deep:
        found = [objects_in(inside, deep=deep - 1) for inside in value.values()]
        return max(found, key=len, default=[])
    return []
