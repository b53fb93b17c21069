"""What may stand under a key: its type, its usual value, what it refers to. What a value means, its domain checks."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from heard.domain.configuration.rules.writing import tidied

if TYPE_CHECKING:
    from collections.abc import Iterator

    from heard.domain.configuration.rules.reading import Path

Item = dict[str, Any]
Wrong = tuple["Path", str]  # where, and what is wrong there


class Kind(Enum):
    """The types of values, each with the sentence for whoever wrote another."""

    TEXT = (str, gettext_lazy("This is text. Put it in quotes if it looks like a number."))
    WHOLE = (int, gettext_lazy("This is a whole number."))
    TRUTH = (bool, gettext_lazy("This is true or false."))
    TEXTS = (list, gettext_lazy("This is a list of texts, each on a line of its own after a dash."))
    TREE = (dict, gettext_lazy("This is a group of keys, indented under this one."))
    LIST = (list, gettext_lazy("This is a list, each entry after a dash."))


@dataclass(frozen=True, slots=True)
class Key:
    """One key of an entry. `without` is what it means where it is missing; `refers` is the section it names."""

    name: str
    kind: Kind = Kind.TEXT
    needed: bool = False
    without: Any = None
    refers: str = ""
    rows: tuple[Key, ...] = ()  # of a list of entries: their keys

    @property
    def usual(self) -> Any:
        """The value that is left out."""
        if self.without is not None:
            return self.without
        return {Kind.TEXT: "", Kind.TRUTH: False, Kind.TEXTS: [], Kind.LIST: [], Kind.TREE: {}}.get(self.kind)


def wrong_in(item: Any, keys: tuple[Key, ...], path: Path = ()) -> Iterator[Wrong]:
    """Everything about the form of an entry that cannot be used."""
    if not isinstance(item, dict):
        yield path, str(Kind.TREE.value[1])
        return
    known = {key.name: key for key in keys}
    for name in item:
        if name not in known:
            said = {"key": name, "known": ", ".join(known)}
            yield (*path, name), _("There is no key “%(key)s” here. There are: %(known)s.") % said
    for key in keys:
        if item.get(key.name) is not None:
            yield from _wrong_value(item[key.name], key, (*path, key.name))
        if key.needed and item.get(key.name) in (None, ""):
            yield path, _("The key “%(key)s” is missing.") % {"key": key.name}


def _wrong_value(value: Any, key: Key, path: Path) -> Iterator[Wrong]:
    wanted, sentence = key.kind.value
    if not isinstance(value, wanted) or (key.kind == Kind.WHOLE and isinstance(value, bool)):
        yield path, str(sentence)
    elif key.kind == Kind.TEXTS:
        yield from (((*path, n), str(Kind.TEXT.value[1])) for n, one in enumerate(value) if not isinstance(one, str))
    elif key.rows:
        for number, row in enumerate(value):
            yield from wrong_in(row, key.rows, (*path, number))


def spare(item: Item, keys: tuple[Key, ...]) -> Item:
    """The entry as it is written: its keys in their order, without what is usual."""
    written: Item = {}
    for key in keys:
        value = item.get(key.name)
        if key.rows and value:
            value = [spare(row, key.rows) for row in value]
        if value is not None and value != key.usual:
            written[key.name] = tidied(value) if key.kind in {Kind.TREE, Kind.LIST} and not key.rows else value
    return written


def whole(item: Item, keys: tuple[Key, ...]) -> Item:
    """The entry with every key, the usual values filled in."""
    return {key.name: item[key.name] if item.get(key.name) is not None else key.usual for key in keys}


def references(item: Item, keys: tuple[Key, ...], path: Path = ()) -> Iterator[tuple[Path, str, str]]:
    """What an entry names of others: where, of which section, and the name."""
    for key in keys:
        value = item.get(key.name)
        if not value:
            continue
        if key.rows:
            for number, row in enumerate(value):
                yield from references(row, key.rows, (*path, key.name, number))
        elif key.refers and isinstance(value, list):
            yield from (((*path, key.name, number), key.refers, one) for number, one in enumerate(value))
        elif key.refers:
            yield (*path, key.name), key.refers, value
