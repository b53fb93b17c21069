"""An editor's tree out of what a browser sent, and the buttons that reshape it: add, remove, add a group.

Names begin with the editor's own and lead down the tree: `condition.joint`, `condition.0.field`, `condition.1.0.way`.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from heard.domain.criteria.rules import InvalidCondition
from heard.domain.criteria.rules.parse import DEEPEST, JOINTS, MOST_CLAUSES
from heard.web.desk.conditions.tree import Group, Kept, Row
from heard.web.desk.conditions.ways import ways_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from heard.domain.criteria.rules import Vocabulary

EDIT = "edit"  # the name of every button that only reshapes
TEXTS = ("way", "first", "last", "amount", "unit")
MOST_NUMBERS = 3 * MOST_CLAUSES  # numbers of rows may have gaps, where some were removed


def was_sent(data: Mapping[str, Any], name: str) -> bool:
    """Whether the editor of this name was on the page at all."""
    return f"{name}.joint" in data


def is_reshaped(data: Mapping[str, Any], name: str) -> bool:
    """Whether one of its buttons was pressed, and nothing is to be saved yet."""
    return f"{name}.{EDIT}" in data


def typed_tree(data: Mapping[str, Any], name: str, vocabulary: Vocabulary) -> Group:
    """What stands in the editor now."""
    tree = _group(data, name, depth=1)
    if is_reshaped(data, name):
        _reshape(tree, str(data[f"{name}.{EDIT}"]), vocabulary)
    else:
        _add_wanted(tree, vocabulary)
    return tree


def _group(data: Mapping[str, Any], name: str, depth: int) -> Group:
    joint = str(data.get(f"{name}.joint", ""))
    group = Group(joint if joint in JOINTS else "all", wanted=str(data.get(f"{name}.add", "")))
    numbers = range(_first_free(data, name)) if depth < DEEPEST else ()
    for number in numbers:
        inner = f"{name}.{number}"
        if f"{inner}.joint" in data:
            group.members.append(_group(data, inner, depth + 1))
        elif f"{inner}.kept" in data:
            group.members.append(_kept(str(data[f"{inner}.kept"])))
        else:
            group.members.append(_row(data, inner))
    return group


def _first_free(data: Mapping[str, Any], name: str) -> int:
    numbers = range(MOST_NUMBERS)
    present = (any(f"{name}.{number}.{part}" in data for part in ("field", "joint", "kept")) for number in numbers)
    return next((number for number, there in enumerate(present) if not there), MOST_NUMBERS)


def _row(data: Mapping[str, Any], name: str) -> Row:
    row = Row(str(data[f"{name}.field"]), values=_list(data, f"{name}.value"))
    for part in TEXTS:
        if (text := data.get(f"{name}.{part}")) is not None:
            setattr(row, part, str(text).strip())
    return row


def _list(data: Any, name: str) -> list[str]:
    """Several values of one name: from a browser, or from a plain mapping."""
    if hasattr(data, "getlist"):
        return [one for one in data.getlist(name) if one]
    value = data.get(name, [])
    return [str(one) for one in (value if isinstance(value, list | tuple) else [value])]


def _kept(text: str) -> Kept:
    """What the page itself wrote there; what cannot be read is refused by the language like any other."""
    try:
        data = json.loads(text)
    except ValueError:
        data = {}
    return Kept(data if isinstance(data, dict) and "field" in data else {"field": ""})


def _reshape(tree: Group, pressed: str, vocabulary: Vocabulary) -> None:
    """`add:1` adds a row to the second member, `group:` a group to the whole, `remove:1.0` takes one away."""
    what, _colon, typed = pressed.partition(":")
    path = [int(step) for step in typed.split(".") if step.isdigit()]
    match what:
        case "add":
            _add(tree.at(path), vocabulary)
        case "group" if len(path) < DEEPEST - 2:
            tree.at(path).members.append(Group("any", fresh=True))
        case "remove" if path:
            around = tree.at(path[:-1])
            around.members = [one for number, one in enumerate(around.members) if number != path[-1]]
            around.fresh = True


def _add(group: Group, vocabulary: Vocabulary) -> None:
    if not group.wanted:
        return
    try:
        field = vocabulary.field(group.wanted)
    except InvalidCondition:
        return
    group.members.append(Row(field.name, ways_of(field)[0].code, fresh=True))
    group.wanted = ""


def _add_wanted(group: Group, vocabulary: Vocabulary) -> None:
    """What was chosen and not added is meant, too: saved like this, it says what it lacks."""
    for member in group.members:
        if isinstance(member, Group):
            _add_wanted(member, vocabulary)
    _add(group, vocabulary)
