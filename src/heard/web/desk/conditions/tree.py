"""A condition as an editor shows it: groups of rows and groups, made from what is kept and made into it again."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from dataclasses import field as column
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from heard.domain.criteria.rules import Field, InvalidCondition, Kind, parse
from heard.domain.criteria.rules.values import DATE
from heard.web.desk.conditions import ways
from heard.web.desk.conditions.ways import Parts

if TYPE_CHECKING:
    from heard.domain.criteria.rules import Vocabulary

YES, NO = "yes", "no"
SINGLE = {"in": "is", "not_in": "is_not"}
SEVERAL = {single: several for several, single in SINGLE.items()}
SHOWN = {Kind.MOMENT: DATE, Kind.TIME_OF_DAY: re.compile(r"\d\d:\d\d")}


@dataclass(slots=True)
class Row:
    """One clause as it is typed: a way of asking about a field, and what stands beside it."""

    field: str
    way: str = ""
    values: list[str] = column(default_factory=list)
    first: str = ""
    last: str = ""
    amount: str = ""
    unit: str = "d"
    fresh: bool = False  # just added: where people go on
    error: str = ""

    def to_data(self, vocabulary: Vocabulary) -> dict[str, Any]:
        """The clause. InvalidCondition says what is still missing."""
        about = vocabulary.field(self.field)
        way = ways.way_of(about, self.way)
        operator, value = self._asked(about, way)
        return {"field": self.field, operator: value}

    def _asked(self, about: Field, way: ways.Way) -> tuple[str, Any]:
        match way.parts:
            case Parts.NOTHING:
                value: Any = way.fixed
            case Parts.SPELL:
                value = self._spell(ahead=way.ahead)
            case Parts.PAIR:
                value = [_typed(about, _given(one)) for one in (self.first, self.last)]
            case Parts.ONE:
                value = _typed(about, _given(self.first))
            case Parts.WORDS:
                value = [word.strip() for word in _given(self.first).split(",") if word.strip()]
            case _:
                value = self._chosen()
        if way.operator in SEVERAL and isinstance(value, list):
            return (SEVERAL[way.operator], value) if len(value) > 1 else (way.operator, value[0])
        return way.operator, value

    def _spell(self, *, ahead: bool) -> str:
        if not self.amount.isdigit():
            raise InvalidCondition(_("Enter how long, as a whole number."))
        return f"{'+' if ahead else ''}{int(self.amount)}{self.unit}"

    def _chosen(self) -> list[str]:
        if not self.values:
            raise InvalidCondition(_("Choose at least one."))
        return list(self.values)


@dataclass(slots=True)
class Kept:
    """A clause that no row can show (made by a file, perhaps): it is said in words, and can be removed."""

    data: dict[str, Any]
    error: str = ""

    def to_data(self, _vocabulary: Vocabulary) -> dict[str, Any]:
        """As it came."""
        return self.data


@dataclass(slots=True)
class Group:
    """All, any or none of its members. `wanted` is a field that was chosen, but not added yet."""

    joint: str = "all"
    members: list[Row | Kept | Group] = column(default_factory=list)
    wanted: str = ""
    fresh: bool = False

    def to_data(self, vocabulary: Vocabulary) -> dict[str, Any]:
        """The group without groups that nobody filled; {} where nothing is left. Marks the rows that are wrong."""
        written = [_checked(member, vocabulary) for member in self.members]
        return {self.joint: [one for one in written if one]} if any(written) else {}

    def at(self, path: list[int]) -> Group:
        """The group to which this path leads; the nearest around it, where it leads nowhere."""
        if not path or path[0] >= len(self.members):
            return self
        member = self.members[path[0]]
        return member.at(path[1:]) if isinstance(member, Group) else self

    def forgive(self) -> None:
        """Forget what is wrong: somebody is still at work."""
        for member in self.members:
            if isinstance(member, Group):
                member.forgive()
            else:
                member.error = ""

    def errors(self) -> list[str]:
        """What is wrong with its rows."""
        found: list[str] = []
        for member in self.members:
            found += member.errors() if isinstance(member, Group) else [member.error] if member.error else []
        return found


def tree_of(condition: Any, vocabulary: Vocabulary) -> Group:
    """What is kept, for people to change."""
    node = _node(condition, vocabulary) if condition else Group()
    return node if isinstance(node, Group) else Group(members=[node])


def _node(data: dict[str, Any], vocabulary: Vocabulary) -> Row | Kept | Group:
    if "field" in data:
        return _row(data, vocabulary) or Kept(data)
    [(joint, members)] = data.items()
    return Group(joint, [_node(member, vocabulary) for member in members])


def _row(clause: dict[str, Any], vocabulary: Vocabulary) -> Row | None:
    """The first row that would be written as this very clause; None where there is none."""
    [operator] = [key for key in clause if key != "field"]
    try:
        about = vocabulary.field(clause["field"])
        rows = [_filled(about, way, clause[operator]) for way in ways.ways_of(about) if _asks(way, operator)]
        return next((row for row in rows if _is_shown(row, about) and _writes(row, clause, vocabulary)), None)
    except InvalidCondition:  # a question that is gone
        return None


def _asks(way: ways.Way, operator: str) -> bool:
    return way.operator == (SINGLE.get(operator, operator) if way.parts in {Parts.MANY, Parts.WORDS} else operator)


def _filled(about: Field, way: ways.Way, value: Any) -> Row:
    row, several = Row(about.name, way.code), value if isinstance(value, list) else [value]
    match way.parts:
        case Parts.MANY:
            row.values = [str(one) for one in several]
        case Parts.ONE:
            row.first = _written(value)
        case Parts.PAIR:
            row.first, row.last = map(_written, several)
        case Parts.WORDS:
            row.first = ", ".join(map(str, several))
        case Parts.SPELL:
            row.amount, row.unit = str(value)[:-1].lstrip("+"), str(value)[-1:]
    return row


def _is_shown(row: Row, about: Field) -> bool:
    """Whether a browser's own inputs can show it: they know days and minutes, and nothing finer."""
    form = SHOWN.get(ways.shown_as(about))
    return form is None or all(form.fullmatch(text) for text in (row.first, row.last) if text)


def _writes(row: Row, clause: dict[str, Any], vocabulary: Vocabulary) -> bool:
    try:
        written = row.to_data(vocabulary)
    except InvalidCondition:
        return False
    # The database keeps keys in an order of its own, so the order says nothing.
    return json.dumps(_plainly(written), sort_keys=True) == json.dumps(_plainly(clause), sort_keys=True)


def _plainly(clause: dict[str, Any]) -> dict[str, Any]:
    """The same in one of the ways it can be written: a list of one is that one."""
    return {
        SINGLE.get(key, key) if isinstance(value, list) and len(value) == 1 else key: value[0]
        if isinstance(value, list) and len(value) == 1
        else value
        for key, value in clause.items()
    }


def _checked(member: Row | Kept | Group, vocabulary: Vocabulary) -> dict[str, Any]:
    try:
        data = member.to_data(vocabulary)
        if not isinstance(member, Group):
            parse(data, vocabulary)
    except InvalidCondition as error:
        member.error = error.sentence  # type: ignore[union-attr]  # a group marks its own members
        return {}
    return data


def _given(text: str) -> str:
    if not text.strip():
        raise InvalidCondition(_("Fill this in."))
    return text.strip()


def _written(value: Any) -> str:
    if isinstance(value, bool):
        return YES if value else NO
    return str(value)


def _typed(about: Field, text: str) -> Any:
    """What was typed, as the language has it: figures are numbers, and yes and no the truth."""
    kind = ways.shown_as(about)
    if kind is Kind.ANSWER and text.lower() in {YES, NO, _("yes"), _("no")}:
        return text.lower() in {YES, _("yes")}
    return _number(text) if kind in {Kind.NUMBER, Kind.ANSWER} else text


def _number(text: str) -> float | int | str:
    """12.5 and 12,5 are the same."""
    for read in (int, float):
        try:
            return read(text.replace(",", "."))
        except ValueError:
            continue
    return text
