"""Random conditions over a vocabulary, for tests that a filter and its predicate agree."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from heard.domain.criteria.rules import Kind
from heard.domain.criteria.rules.operators import OPERATORS, ORDERED, SHAPES, Shape
from heard.web.desk.conditions.tree import Group, Kept, Row, tree_of
from heard.web.desk.conditions.typed import TEXTS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from heard.domain.criteria.rules import Field, Vocabulary

# Forty rows a condition; `bin/test` tries enough to notice, a nightly run more.
CONDITIONS = int(os.environ.get("HEARD_TEST_CONDITIONS", "300"))
MEASURES = [5, 5.5, -1, 0, "2026-11-20", "2026-11-19"]
VALUES: dict[Kind, Sequence[Any]] = {
    Kind.NUMBER: range(-1, 6),
    Kind.TIME_OF_DAY: ["00:00", "06:00", "12:00", "22:00", "23:30:00.000003"],
    Kind.WEEKDAY: ["mon", "thu", "fri", "sun"],
    Kind.TRUTH: [True, False],
}


def typed(condition: dict[str, Any], vocabulary: Vocabulary, name: str = "condition") -> dict[str, Any]:
    """What a browser sends of an editor that shows this condition."""
    return dict(_sent(tree_of(condition, vocabulary), name))


def _sent(node: Row | Kept | Group, name: str) -> Iterator[tuple[str, Any]]:
    match node:
        case Group():
            yield f"{name}.joint", node.joint
            for number, member in enumerate(node.members):
                yield from _sent(member, f"{name}.{number}")
        case Kept():
            yield f"{name}.kept", json.dumps(node.data)
        case Row():
            yield f"{name}.field", node.field
            yield f"{name}.value", node.values
            yield from ((f"{name}.{part}", getattr(node, part)) for part in TEXTS)


def conditions_about(
    vocabulary: Vocabulary,
    names: Sequence[str],
    choices: Mapping[str, Sequence[str]],
    values: Mapping[Kind, Sequence[Any]],
) -> st.SearchStrategy[dict[str, Any]]:
    """Conditions over these fields: `choices` by the name of a field, `values` by the kind of one."""
    all_values = VALUES | dict(values)

    @st.composite
    def clauses(draw: st.DrawFn) -> dict[str, Any]:
        field = vocabulary.field(draw(st.sampled_from(names)))
        operator = draw(st.sampled_from(OPERATORS[field.kind]))
        one = st.sampled_from(choices.get(field.name) or _values_for(field, operator, all_values))
        return {"field": field.name, operator: draw(_shaped(operator, one))}

    return st.recursive(
        clauses(),
        lambda inner: st.builds(
            lambda joint, members: {joint: members},
            st.sampled_from(["all", "any", "none"]),
            st.lists(inner, min_size=1, max_size=3),
        ),
        max_leaves=6,
    ).filter(lambda data: _depth(data) <= 4)


def _values_for(field: Field, operator: str, values: Mapping[Kind, Sequence[Any]]) -> Sequence[Any]:
    return MEASURES if field.kind is Kind.ANSWER and operator in ORDERED else values[field.kind]


def _shaped(operator: str, one: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    match SHAPES[operator]:
        case Shape.MANY:
            return st.lists(one.map(str) if operator == "contains" else one, min_size=1, max_size=3)
        case Shape.PAIR:
            return st.lists(one, min_size=2, max_size=2)
        case Shape.TRUTH:
            return st.booleans()
        case Shape.SPELL:
            return st.sampled_from(["7d", "+2h", "12h", "+1w"])
        case _:
            return one


def _depth(data: dict[str, Any]) -> int:
    return 0 if "field" in data else 1 + max(_depth(member) for member in next(iter(data.values())))
