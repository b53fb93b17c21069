"""What can be brought in: which columns it takes, how a row is read, how rows are written."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from heard.flows.import_files.row import RowTrouble

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from django.utils.functional import _StrPromise

    from heard.kernel.actor import Actor


@dataclass(frozen=True, slots=True)
class Column:
    """One thing a row may tell. `also` are names that files give it, in small letters."""

    name: str
    label: str | _StrPromise
    also: tuple[str, ...] = ()
    needed: bool = False


class Kind(ABC):
    """One kind of thing."""

    code: ClassVar[str]
    columns: ClassVar[tuple[Column, ...]]

    @abstractmethod
    def read(self, cells: Mapping[str, str], *, source: str) -> Any:
        """What a row tells, its cells by our names; RowTrouble says why not."""

    @abstractmethod
    def write(self, items: Sequence[Any], *, source: str, actor: Actor) -> int:
        """Write those that are not here yet; how many those were. Runs in a transaction."""


def needs(cells: Mapping[str, str], name: str, what: str) -> str:
    """The cell, or RowTrouble saying what belongs there."""
    if text := cells.get(name, "").strip():
        return text
    raise RowTrouble(f"no {name}", f"This row has no {what}.")


def at_most(text: str, most: int, what: str) -> str:
    """The text, or RowTrouble where it is longer."""
    if len(text) > most:
        raise RowTrouble(f"long {what}", f"The {what} must not be longer than {most} characters.")
    return text


def is_yes(text: str) -> bool:
    """Yes as files say it."""
    return text.strip().lower() in {"yes", "y", "true", "1", "ja", "oui", "sí", "si", "x"}
