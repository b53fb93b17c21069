"""One section of the set-up: how its rows are read as plain data, and which operations make them as a file says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from heard.domain.cases.queries.vocabulary import case_vocabulary
from heard.domain.configuration.rules.keys import references, spare, whole
from heard.domain.configuration.rules.tracing import trace
from heard.domain.criteria.rules import InvalidCondition, parse
from heard.kernel.errors import InvalidInput

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from heard.domain.configuration.rules.keys import Item, Wrong
    from heard.domain.configuration.rules.reading import Path
    from heard.domain.configuration.rules.shapes import Shape
    from heard.kernel.actor import Actor


class Section:
    """The sections say what differs. Entries come to `add` and `change` with every key, usual values filled in."""

    shape: ClassVar[Shape]

    def rows(self) -> Iterable[Any]:
        """What there is, in its order; a fixed number of queries."""
        raise NotImplementedError

    def said(self, row: Any) -> Item:
        """A row as an entry."""
        raise NotImplementedError

    def add(self, item: Item, actor: Actor) -> Any:
        """A new row."""
        raise NotImplementedError

    def change(self, row: Any, item: Item, actor: Actor) -> None:
        """The row becomes as the entry says."""
        raise NotImplementedError

    def rest(self, row: Any, actor: Actor) -> None:
        """Out of use: the row as it is, but not active."""
        self.change(row, whole(self.said(row), self.shape.keys) | {"active": False}, actor)

    def place(self, row: Any, position: int, actor: Actor) -> None:
        """Its place in the order, where that means something."""

    def wrong_in(self, item: Item) -> Iterator[Wrong]:  # noqa: ARG002 -- sections look at it
        """What is wrong with an entry beyond its form, as far as it can be said before anything is written."""
        return iter(())

    def references(self, item: Item) -> Iterator[tuple[Path, str, str]]:
        """What an entry names of others: where, of which section, and the name."""
        return references(item, self.shape.keys)

    def canonical(self, item: Item) -> Item:
        """The one way of writing what may be written in several."""
        return item

    def entry(self, row: Any) -> Item:
        """A row as it is written."""
        return spare(self.canonical(self.said(row)), self.shape.keys)

    def traced(self, item: Item, wrong: Iterable[tuple[str, str]]) -> Iterator[Wrong]:
        """What a domain found, with the places where it stands in the file."""
        return ((trace(item, name), str(sentence)) for name, sentence in wrong)


def refuse_wrong_condition(condition: Item, where: str) -> None:
    """InvalidInput names the part of a condition about cases that cannot be used."""
    try:
        parse(condition, case_vocabulary())
    except InvalidCondition as error:
        raise InvalidInput({f"{where}.{error.path}": error.sentence}) from error


def columns_of(row: Any, names: Iterable[str]) -> Item:
    """These columns of a row."""
    return {name: getattr(row, name) for name in names}


def part(item: Item, *left_out: str) -> Item:
    """An entry without these keys."""
    return {name: value for name, value in item.items() if name not in left_out}
