"""A condition as rows of a form, field · operator · value, and back. Deeper conditions stay the JSON they are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from heard.domain.criteria.rules import Field, InvalidCondition, Kind
from heard.domain.criteria.rules.operators import SHAPES, Shape
from heard.domain.criteria.rules.values import WEEKDAYS

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from django.http import QueryDict

    from heard.domain.criteria.rules import Vocabulary

SPARE_ROWS = 2
OPERATORS = {
    "is": gettext_lazy("is"),
    "is_not": gettext_lazy("is not"),
    "in": gettext_lazy("is one of"),
    "not_in": gettext_lazy("is none of"),
    "contains": gettext_lazy("contains"),
    "more_than": gettext_lazy("is more (or later) than"),
    "less_than": gettext_lazy("is less (or earlier) than"),
    "at_least": gettext_lazy("is at least"),
    "at_most": gettext_lazy("is at most"),
    "between": gettext_lazy("is between"),
    "within": gettext_lazy("is in the last"),
    "is_empty": gettext_lazy("is empty"),
}
YES, NO = ("yes", "true", "ja", "1"), ("no", "false", "nein", "0")


@dataclass(frozen=True, slots=True)
class ClauseRow:
    """One row as the page shows it."""

    number: int
    field: str = ""
    operator: str = "is"
    value: str = ""


def words_to_choose(vocabulary: Vocabulary) -> list[str]:
    """What may be typed as a value, for the browser to complete."""
    return sorted({str(label) for field in vocabulary.fields.values() for label in field.labels().values()})


def is_flat(condition: Any) -> bool:
    """Whether rows can show it: at most one group, of nothing but clauses."""
    if not condition or "field" in condition:
        return True
    members = condition.get("all") or condition.get("any")
    return len(condition) == 1 and bool(members) and all("field" in member for member in members)


def joint_of(condition: Any) -> str:
    """How the rows hang together."""
    return "any" if condition and "any" in condition else "all"


def rows_of(condition: Any, vocabulary: Vocabulary) -> list[ClauseRow]:
    """A flat condition as rows, and some empty ones behind."""
    clauses = [condition] if condition and "field" in condition else (condition or {}).get(joint_of(condition), [])
    rows = [_row(number, clause, vocabulary) for number, clause in enumerate(clauses)]
    return [*rows, *(ClauseRow(number) for number in range(len(rows), len(rows) + SPARE_ROWS))]


def typed_rows(data: QueryDict) -> list[ClauseRow]:
    """What was typed, less the rows that were left empty."""
    columns = zip(data.getlist("field"), data.getlist("operator"), data.getlist("value"), strict=False)
    filled = [row for row in columns if row[0]]
    return [ClauseRow(number, *row) for number, row in enumerate(filled)]


def condition_of(rows: list[ClauseRow], joint: str, vocabulary: Vocabulary) -> dict[str, Any]:
    """Rows as a condition. InvalidCondition carries the path of the row that is wrong."""
    clauses: list[dict[str, Any]] = []
    for row in rows:
        try:
            field = vocabulary.field(row.field)
            clauses.append({"field": row.field, row.operator: _value(field, row)})
        except InvalidCondition as error:
            raise error.inside(f"{joint}[{row.number}]") from error
    return {joint: clauses} if clauses else {}


def _row(number: int, clause: dict[str, Any], vocabulary: Vocabulary) -> ClauseRow:
    operator = next(key for key in clause if key != "field")
    value = clause[operator]
    try:
        labels: Mapping[str, str] = vocabulary.field(clause["field"]).labels()
    except InvalidCondition:  # a question that is gone
        labels = {}
    items = value if isinstance(value, list) else [value]
    return ClauseRow(number, clause["field"], operator, ", ".join(_written(item, labels) for item in items))


def _written(item: Any, labels: Mapping[str, str]) -> str:
    if isinstance(item, bool):
        return _("yes") if item else _("no")
    return str(labels.get(str(item), item))


def _value(field: Field, row: ClauseRow) -> Any:
    """What was typed, as the language has it: names become codes, figures numbers, yes and no the truth."""
    parts = _listed(row.value, {label.lower() for label in field.labels().values()})
    match SHAPES.get(row.operator):
        case Shape.TRUTH:
            return not parts or parts[0].lower() not in {*NO, _("no")}
        case Shape.SPELL:
            return row.value.strip()
        case Shape.MANY | Shape.PAIR:
            return [_one(field, part) for part in parts]
    return _one(field, row.value.strip())


def _listed(text: str, names: Collection[str]) -> list[str]:
    """What stands between commas, save those that belong to a name."""
    parts, found = [part.strip() for part in text.split(",") if part.strip()], []
    while parts:
        ends = range(len(parts), 1, -1)
        end = next((end for end in ends if ", ".join(parts[:end]).lower() in names), 1)
        found.append(", ".join(parts[:end]))
        parts = parts[end:]
    return found


def _one(field: Field, text: str) -> Any:
    if field.kind is Kind.WEEKDAY:
        return text.lower()[:3] if text.lower()[:3] in WEEKDAYS else text
    codes = {label.lower(): code for code, label in field.labels().items()}
    if text.lower() in codes:
        return codes[text.lower()]
    if field.kind is Kind.TRUTH or (field.kind is Kind.ANSWER and not codes):
        if text.lower() in {*YES, _("yes")}:
            return True
        if text.lower() in {*NO, _("no")}:
            return False
    return _number(text) if field.kind in {Kind.NUMBER, Kind.ANSWER} else text


def _number(text: str) -> float | int | str:
    try:
        return int(text)
    except ValueError:
        try:
            return float(text)
        except ValueError:
            return text
