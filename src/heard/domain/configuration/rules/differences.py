"""How two set-ups differ, entry by entry and key by key; and that in words."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from heard.domain.configuration.rules.keys import whole
from heard.domain.configuration.rules.shapes import SHAPES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from heard.domain.configuration.rules.keys import Item
    from heard.domain.configuration.rules.shapes import Identity, Setup, Shape

NEW, CHANGED, RESTS, ORDER = "new", "changed", "rests", "order"
LONGEST_SAID = 60


@dataclass(frozen=True, slots=True)
class Difference:
    """One key that is different: "targets.1.resolution", before and after, as texts."""

    path: str
    before: str
    after: str

    def __str__(self) -> str:
        return f"{self.path}: {self.before} → {self.after}"


@dataclass(frozen=True, slots=True)
class Change:
    """One entry that is new, changed, or goes out of use; or a section whose order changes."""

    section: str
    what: str
    identity: Identity
    name: str
    differences: tuple[Difference, ...] = ()

    @property
    def words(self) -> str:
        """The change as a sentence."""
        said = {"one": SHAPES[self.section].one, "name": self.name}
        if self.what == NEW:
            return _("%(one)s “%(name)s” is new") % said
        if self.what == RESTS:
            return _("%(one)s “%(name)s” goes out of use") % said
        if self.what == ORDER:
            return _("%(one)s: another order") % said
        return _("%(one)s “%(name)s” changes") % said

    def as_data(self) -> dict[str, Any]:
        """For keeping it."""
        return asdict(self)


def fingerprint(plan: list[Change]) -> str:
    """The same for the same changes: who said yes to one plan said it to no other."""
    return hashlib.sha256(json.dumps([change.as_data() for change in plan]).encode()).hexdigest()


def change_of(data: dict[str, Any]) -> Change:
    """A change that was kept."""
    return Change(**data | {
        "identity": tuple(data["identity"]),
        "differences": tuple(Difference(**one) for one in data["differences"]),
    })  # fmt: skip


def changes(before: Setup, after: Setup, *, add_only: bool = False) -> list[Change]:
    """What has to change. Sections `after` does not speak of stay as they are; with `add_only`, every entry as well."""
    found: list[Change] = []
    for name, items in after.items():
        found += _changes_of(SHAPES[name], before.get(name, []), items, add_only=add_only)
    return found


def _changes_of(shape: Shape, before: list[Item], after: list[Item], *, add_only: bool) -> Iterator[Change]:
    had, has = shape.by_identity(before), shape.by_identity(after)
    for identity, item in has.items():
        if identity not in had:
            yield Change(shape.name, NEW, identity, name_of(shape, item, identity))
        elif different := differences(had[identity], item, shape):
            yield Change(shape.name, CHANGED, identity, name_of(shape, item, identity), different)
    if add_only:
        return
    for identity, item in had.items():
        if identity not in has and shape.can_rest and whole(item, shape.keys)["active"]:
            yield Change(shape.name, RESTS, identity, name_of(shape, item, identity))
    if shape.ordered and (moved := _moved(had, has)):
        yield Change(shape.name, ORDER, (), "", moved)


def _moved(had: dict[Identity, Item], has: dict[Identity, Item]) -> tuple[Difference, ...]:
    stay = [identity for identity in had if identity in has]
    new = [identity for identity in has if identity not in had]
    wanted = list(has)
    if [*stay, *new] == wanted:
        return ()
    return (Difference("order", _in_order(stay), _in_order(wanted)),)


def _in_order(identities: list[Identity]) -> str:
    return ", ".join(" ".join(filter(None, identity)) for identity in identities)


def name_of(shape: Shape, item: Item, identity: Identity) -> str:
    """What people call it: its name, or what it is known by; a namesake with its number."""
    if shape.known_by == ("code",):
        return str(item.get("name") or identity[0])
    number = f" ({identity[-1]})" if len(identity) > len(shape.known_by) else ""
    return " · ".join(filter(None, shape.identity(item))) + number


def differences(before: Item, after: Item, shape: Shape) -> tuple[Difference, ...]:
    """The keys that differ, as deep as the difference goes; a key that is missing has its usual value."""
    had, has = whole(before, shape.keys), whole(after, shape.keys)
    return tuple(one for key in had for one in _deep(had[key], has[key], key))


def _deep(before: Any, after: Any, path: str) -> Iterator[Difference]:
    if before == after:
        return
    had, has = _parts(before), _parts(after)
    if had is None or has is None or path == "geometry" or not (had and has):
        yield Difference(path, said(before), said(after))
        return
    for key in dict.fromkeys([*had, *has]):
        yield from _deep(had.get(key), has.get(key), f"{path}.{key}")
    if list(had) != list(has) and set(had) == set(has) and isinstance(before, list):
        yield Difference(f"{path}.order", ", ".join(had), ", ".join(has))


def _parts(value: Any) -> dict[str, Any] | None:
    """The parts of a value by name: entries of a list by their code, or by their number."""
    if isinstance(value, dict):
        return value
    if isinstance(value, list) and value and all(isinstance(one, dict) for one in value):
        codes = [str(one.get("code", number)) for number, one in enumerate(value, start=1)]
        return dict(zip(codes, value, strict=True)) if len(set(codes)) == len(codes) else None
    return None


def said(value: Any) -> str:
    """A value as a plan shows it: short, on one line."""
    if value is None or value in ("", [], {}):
        return "–"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        text = ", ".join(said(one) for one in value)
    elif isinstance(value, dict):
        text = ", ".join(f"{key} {said(one)}" for key, one in value.items())
    else:
        text = " ".join(str(value).split())
    return text if len(text) <= LONGEST_SAID else text[: LONGEST_SAID - 1] + "…"
