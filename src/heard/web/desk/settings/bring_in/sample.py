"""The first rows of a file as they would come in, and what is wrong with those that would not."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.formats import date_format

from heard.domain.cases.operations.importing import PastCase
from heard.flows.bring_in.bringing import read_row
from heard.flows.bring_in.kinds import KINDS
from heard.flows.bring_in.requests import REQUESTS, mapping_for
from heard.flows.import_files import rows_of
from heard.flows.import_files.row import RowTrouble
from heard.flows.import_requests.translating import translate
from heard.kernel import files

if TYPE_CHECKING:
    from collections.abc import Sequence

    from heard.domain.imports.models import Import
    from heard.flows.import_files.row import Row

LOOKED_AT = 2_000
SHOWN = 10


@dataclass(frozen=True, slots=True)
class Sample:
    """`shown`: rows as they would come in; `troubles`: by sentence, how many, and the first row that has it."""

    looked_at: int
    good: int
    shown: list[list[str]]
    troubles: list[tuple[str, int, int]]


def first_rows(row: Import) -> list[Row]:
    """As many as are looked at before anything is brought in."""
    return list(islice(rows_of(files.path_for(row.file), row.format), LOOKED_AT))


def tried(row: Import, rows: Sequence[Row], *, columns: dict[str, str], meanings: dict[str, str], zone: str) -> Sample:
    """What would become of them. Nothing is written."""
    read = _reader(row, columns=columns, meanings=meanings, zone=zone)
    shown: list[list[str]] = []
    found: dict[str, list[int]] = {}
    for one in rows:
        result = read(one)
        if isinstance(result, RowTrouble):
            found.setdefault(result.sentence, []).append(one.number)
        elif len(shown) < SHOWN:
            shown.append(_in_words(result))
    troubles = sorted(((said, len(rows), rows[0]) for said, rows in found.items()), key=lambda one: -one[1])
    return Sample(len(rows), len(rows) - sum(number for _said, number, _first in troubles), shown, troubles)


def _reader(row: Import, *, columns: dict[str, str], meanings: dict[str, str], zone: str) -> Any:
    if row.kind != REQUESTS:
        kind = KINDS[row.kind]()
        return lambda one: read_row(one, kind, columns=columns, source=row.source)
    mapping = mapping_for(format=row.format, source=row.source, columns=columns, meanings=meanings, zone=zone)

    def read(one: Row) -> PastCase | RowTrouble:
        try:
            return translate(one, mapping)
        except RowTrouble as trouble:
            return trouble

    return read


def _in_words(item: Any) -> list[str]:
    """A few cells that tell whether the columns are right."""
    if isinstance(item, PastCase):
        when = date_format(timezone.localtime(item.reported_at), "j F Y")
        who = item.reporter.name if item.reporter else ""
        return [item.source_id, when, item.service.name or item.service.code, item.status, item.address, who,
                item.description[:80]]  # fmt: skip
    names = [name for name in item.__slots__ if name not in {"source", "since", "administrator"}]
    return [_cell(getattr(item, name)) for name in names]


def _cell(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, tuple) else str(value or "")[:80]
