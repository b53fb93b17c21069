"""A row of a file, whatever the file: cells by the name of their column, all of them text."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import Any

ERROR_COLUMN = "heard_error"
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_NUMBER = re.compile(r"[+-]\d+([.,]\d+)?")


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


def shielded(cell: str) -> str:
    """The cell as a spreadsheet shows it and never calculates it: residents write what stands in these files."""
    return f"'{cell}" if _is_calculated(cell) else cell


def unshielded(cell: str) -> str:
    """What it was before."""
    return cell[1:] if cell.startswith("'") and _is_calculated(cell) else cell


def _is_calculated(cell: str) -> bool:
    """Whether a spreadsheet would calculate it, or what stands behind its quotation marks. A mere number is none."""
    bare = cell.lstrip("'")
    return bare.startswith(_FORMULA) and not _NUMBER.fullmatch(bare)


def as_text(value: Any) -> str:
    """A value of JSON or of a sheet as it would stand in a CSV file."""
    match value:
        case None:
            return ""
        case str():
            return value
        case float() if value.is_integer():
            return str(int(value))
        case _:
            return json.dumps(value, ensure_ascii=False, default=str)


def flat(value: dict[str, Any], *, before: str = "") -> dict[str, str]:
    """An object in an object as columns: {"requester": {"name": …}} becomes "requester.name"."""
    cells: dict[str, str] = {}
    for key, inside in value.items():
        if isinstance(inside, dict):
            cells |= flat(inside, before=f"{before}{key}.")
        else:
            cells[f"{before}{key}"] = as_text(inside)
    return cells
