"""An editor's tree as its templates draw it: names, labels, what can be chosen. Nothing is decided here."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from heard.domain.criteria.rules import InvalidCondition, Kind, load
from heard.domain.criteria.rules.parse import DEEPEST
from heard.domain.criteria.rules.values import WEEKDAYS
from heard.domain.criteria.rules.words import weekday
from heard.web.desk.conditions.tree import Group, Kept, Row
from heard.web.desk.conditions.ways import Parts, shown_as, way_of, ways_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from heard.domain.criteria.rules import Field, Vocabulary

JOINTS = {"all": _("all of these are so"), "any": _("any of these is so"), "none": _("none of these is so")}
SPELL_UNITS = {"m": _("minutes"), "h": _("hours"), "d": _("days"), "w": _("weeks")}
TYPES = {Kind.MOMENT: "date", Kind.TIME_OF_DAY: "time"}
FEW = 6  # choices that stand side by side; more of them scroll


@dataclass(frozen=True, slots=True)
class Option:
    """Something to choose."""

    code: str
    words: Any
    chosen: bool
    parts: str = ""


@dataclass(frozen=True, slots=True)
class RowView:
    """One row: `parts` are what its ways may need beside them, `type` that of its inputs."""

    kind: str
    name: str
    path: str
    label: str
    row: Row | Kept
    error: str
    ways: tuple[Option, ...] = ()
    options: tuple[Option, ...] = ()
    units: tuple[Option, ...] = ()
    parts: frozenset[str] = frozenset()
    type: str = "text"
    unit: str = ""

    @property
    def many(self) -> bool:
        """Whether its choices need a box that scrolls."""
        return len(self.options) > FEW


@dataclass(frozen=True, slots=True)
class GroupView:
    """One group, with its members and what can be added to it."""

    kind: str
    name: str
    path: str
    joints: tuple[Option, ...]
    members: tuple[RowView | GroupView, ...]
    shelves: tuple[tuple[str, tuple[Option, ...]], ...]
    fresh: bool
    deepest: bool


def view_of(tree: Group, name: str, vocabulary: Vocabulary) -> GroupView:
    """The whole editor."""
    return _group(tree, name, "", vocabulary, depth=1)


def _group(group: Group, name: str, path: str, vocabulary: Vocabulary, depth: int) -> GroupView:
    members: list[RowView | GroupView] = []
    for number, member in enumerate(group.members):
        inner, inside = f"{name}.{number}", f"{path}.{number}".lstrip(".")
        match member:
            case Group():
                members.append(_group(member, inner, inside, vocabulary, depth + 1))
            case Kept():
                members.append(_kept(member, inner, inside, vocabulary))
            case Row():
                members.append(_row(member, inner, inside, vocabulary))
    shelves = tuple(
        (shelf, _options(((code, capfirst(label)) for code, label in offers), group.wanted))
        for shelf, offers in vocabulary.shelves().items()
    )
    joints = _options(JOINTS.items(), group.joint)
    return GroupView(
        "group", name, path, joints, tuple(members), shelves, fresh=group.fresh, deepest=depth >= DEEPEST - 1
    )


def _kept(kept: Kept, name: str, path: str, vocabulary: Vocabulary) -> RowView:
    try:
        words = load(kept.data, vocabulary).in_words()
    except InvalidCondition as error:
        words = error.sentence
    return RowView("kept", f"{name}.kept", path, capfirst(words), kept, kept.error, type=json.dumps(kept.data))


def _row(row: Row, name: str, path: str, vocabulary: Vocabulary) -> RowView:
    try:
        field = vocabulary.field(row.field)
    except InvalidCondition as error:
        return RowView("kept", f"{name}.kept", path, error.sentence, row, row.error, type=json.dumps({"field": ""}))
    chosen, ways = way_of(field, row.way), ways_of(field)
    return RowView(
        "row",
        name,
        path,
        capfirst(field.label),
        row,
        row.error,
        ways=tuple(Option(way.code, way.words, way is chosen, way.parts) for way in ways),
        options=_choices(field, row) if any(way.parts is Parts.MANY for way in ways) else (),
        units=_options(SPELL_UNITS.items(), row.unit),
        parts=frozenset(way.parts.value for way in ways),
        type=TYPES.get(shown_as(field), "text"),
        unit=field.unit,
    )


def _choices(field: Field, row: Row) -> tuple[Option, ...]:
    """What can be chosen, and what was chosen once and is gone. In a box that scrolls what is chosen stands first."""
    known = dict(field.labels())
    if len(known) > FEW:
        known = dict(sorted(known.items(), key=lambda item: (item[0] not in row.values, str(item[1]).casefold())))
    gone = {code: _("%(code)s (gone)") % {"code": code} for code in row.values if code not in known}
    listed = {day: weekday(day) for day in WEEKDAYS} if field.kind is Kind.WEEKDAY else known | gone
    return tuple(Option(code, words, code in row.values) for code, words in listed.items())


def _options(items: Iterable[tuple[str, Any]], chosen: str) -> tuple[Option, ...]:
    return tuple(Option(code, words, code == chosen) for code, words in items)
