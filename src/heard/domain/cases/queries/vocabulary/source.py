"""A side of a case that conditions can ask about: its fields as filters, and its facts as they stand in memory."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BooleanField, Count, F, Func, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce

from heard.domain.criteria.rules.filters import negation

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime

    from django.db.models import Manager, QuerySet
    from django.db.models.expressions import Combinable

    from heard.domain.cases.models import Case
    from heard.domain.criteria.rules import Family, Field


@dataclass(frozen=True)
class Source:
    """`facts` by the field's name; `members` by the prefix of a family, given the code behind it."""

    fields: Callable[[datetime], Sequence[Field | Family]]
    facts: Mapping[str, Callable[[Case, datetime], Any]] = field(default_factory=dict)
    members: Mapping[str, Callable[[Case, str], Any]] = field(default_factory=dict)


def truth(holds: Q) -> Callable[[str, Any], Q]:
    """A truth's `lookup`."""
    return lambda _operator, value: holds if value else negation(holds)


class _AnyOf(Func):
    """`column = ANY(array)`."""

    template = "%(expressions)s)"
    arg_joiner = " = ANY("
    output_field = BooleanField()


def of_rows(rows: Manager[Any], column: str) -> Callable[[Q], Q]:
    """A field's `through` for a foreign key. The few rows that fit are looked up once for a whole list: joined to it
    case by case, the database thinks them rarer than they are, and sorts a million cases to show fifty.
    """
    return lambda fits: Q(_AnyOf(F(column), ArraySubquery(rows.filter(fits).order_by().values("id"))))


def labels_of(choices: Any) -> Callable[[], dict[str, str]]:
    """The choices of a column, less the empty one, in the reader's language."""
    return lambda: {code: str(label) for code, label in choices.choices if code}


def named(rows: Manager[Any], code: str = "code", name: str = "name") -> Callable[[], dict[str, str]]:
    """Rows to choose from, by name."""
    return lambda: {str(key): label for key, label in rows.order_by(name).values_list(code, name)}


def number_of(rows: QuerySet[Any], **of_this_case: str) -> Combinable:
    """How many rows belong to the case: `number_of(Task.objects.all(), case="pk")`. None is 0."""
    own = rows.filter(**{column: OuterRef(path) for column, path in of_this_case.items()}).order_by()
    counted = own.annotate(together=Value(1)).values("together").annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted), Value(0))
