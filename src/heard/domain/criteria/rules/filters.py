"""One clause as a filter of the database. The twin of `predicate`: what one accepts, the other must."""

from __future__ import annotations

import json
from functools import reduce
from operator import and_, or_
from typing import TYPE_CHECKING, Any

from django.core.exceptions import EmptyResultSet, FullResultSet
from django.db.models import BooleanField, ExpressionWrapper, F, Func, JSONField, Q, Value
from django.db.models.expressions import Combinable
from django.db.models.lookups import Exact, GreaterThan, GreaterThanOrEqual, IsNull, LessThan, LessThanOrEqual

from .bounds import bounds_of
from .operators import NEGATIVE, ORDERED
from .predicate import fits_fact
from .values import DATE, WEEKDAYS
from .vocabulary import Field, Kind

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from django.db.backends.base.base import BaseDatabaseWrapper
    from django.db.models.sql.compiler import SQLCompiler

COMPARED = {"gt": GreaterThan, "gte": GreaterThanOrEqual, "lt": LessThan, "lte": LessThanOrEqual}
EQUALS = {"gt": ">", "gte": ">=", "lt": "<", "lte": "<="}


def filter_of(field: Field, operator: str, value: Any, now: datetime) -> Q:
    if operator in NEGATIVE:
        return negation(filter_of(field, NEGATIVE[operator], value, now))
    if isinstance(field.lookup, Combinable):
        return _expression(field, field.lookup, operator, value, now)
    if callable(field.lookup):
        return field.lookup(operator, value)
    if field.kind is Kind.ANSWER:
        return _answer(field, field.lookup, operator, value, now)
    if field.through:
        return _of_other_rows(field, field.through, operator, value, now)
    return _column(field, field.lookup, operator, value, now)


def _expression(field: Field, measured: Combinable, operator: str, value: Any, now: datetime) -> Q:
    """A number or a moment that the database works out for each row."""
    if operator == "is_empty":
        return Q(IsNull(measured, value))
    if operator in ORDERED or operator == "within":
        return any_of(
            all_of(Q(COMPARED[bound.lookup](measured, bound.value)) for bound in bounds)
            for bounds in bounds_of(field.kind, operator, value, now)
        )
    return any_of(Q(Exact(measured, one)) for one in (value if isinstance(value, tuple) else (value,)))


def _of_other_rows(field: Field, through: Callable[[Q], Q], operator: str, value: Any, now: datetime) -> Q:
    if operator == "is_empty" and value:
        return negation(_of_other_rows(field, through, operator, not value, now))
    fits = _column(field, str(field.lookup), operator, value, now)
    if field.otherwise is not None and fits_fact(field, operator, value, field.otherwise, now):
        return negation(through(~fits))  # those without a row fit, too: everybody but those whose row does not
    return through(fits)


def _column(field: Field, lookup: str, operator: str, value: Any, now: datetime) -> Q:
    if operator == "is_empty":
        return _empty(field, lookup, empty=value)
    if operator in ORDERED or operator == "within":
        path = f"{lookup}__time" if field.kind is Kind.TIME_OF_DAY else lookup
        return any_of(
            all_of(Q(**{f"{path}__{bound.lookup}": bound.value}) for bound in bounds)
            for bounds in bounds_of(field.kind, operator, value, now)
        )
    if operator == "contains":
        return any_of(Q(**{f"{lookup}__icontains": text}) for text in value)
    return _equal(field, lookup, value)


def _equal(field: Field, lookup: str, value: Any) -> Q:
    wanted = list(value) if isinstance(value, tuple) else [value]
    if field.several:
        return Q(**{f"{lookup}__overlap": wanted})
    match field.kind:
        case Kind.TEXT:
            return Q(**{f"{lookup}__iexact": value})
        case Kind.WEEKDAY:
            return Q(**{f"{lookup}__iso_week_day__in": [WEEKDAYS.index(day) + 1 for day in wanted]})
        case _:
            return Q(**{f"{lookup}__in": wanted}) if len(wanted) > 1 else Q(**{lookup: wanted[0]})


def _empty(field: Field, lookup: str, *, empty: bool) -> Q:
    if field.kind is not Kind.TEXT and not (field.blank or field.several):
        return Q(**{f"{lookup}__isnull": empty})
    nothing = Q(**{f"{lookup}__isnull": True}) | Q(**{lookup: [] if field.several else ""})
    return nothing if empty else negation(nothing)


class _PathExists(Func):
    """Whether the path leads anywhere. Unlike a plain JSON lookup it is never NULL, so it can be negated safely."""

    function = "jsonb_path_exists"
    template = "%(function)s(%(expressions)s)"
    output_field = BooleanField()


def _answer(field: Field, lookup: str, operator: str, value: Any, now: datetime) -> Q:
    if operator == "is_empty":
        present = _path(field, lookup, '@.type() != "null" && (@.type() != "string" || @ != "")')
        return negation(present) if value else present
    if operator == "contains":
        tests = [f'@ like_regex {json.dumps(text)} flag "iq"' for text in value]
        return _path(field, lookup, " || ".join(tests))
    if operator in ORDERED:
        [bounds] = bounds_of(field.kind, operator, value, now)
        tests = [f"@ {EQUALS[bound.lookup]} $v{number}" for number, bound in enumerate(bounds)]
        if any(isinstance(bound.value, str) for bound in bounds):
            tests.append(f'@ like_regex "^{DATE.pattern}$"')
        named = {f"v{number}": bound.value for number, bound in enumerate(bounds)}
        return _path(field, lookup, " && ".join(tests), **named)
    return _path(field, lookup, "@ == $v[*]", v=list(value) if isinstance(value, tuple) else [value])


def _path(field: Field, lookup: str, test: str, **values: Any) -> Q:
    """An answer of several is unwrapped by the path itself: one that fits is enough."""
    path = Func(Value(f"$.{json.dumps(field.key)} ? ({test})"), template="(%(expressions)s)::jsonpath")
    return Q(_PathExists(F(lookup), path, Value(values, output_field=JSONField())))


class _IsNotTrue(Func):
    """Unlike `NOT COALESCE(…, false)` the planner knows how many rows that leaves."""

    template = "(%(expressions)s) IS NOT TRUE"
    output_field = BooleanField()

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, *names: Any, **extra: Any) -> Any:
        """What no row can fulfil (a negative number of reopenings), every row does not."""
        try:
            return super().as_sql(compiler, connection, *names, **extra)
        except EmptyResultSet as nothing:
            raise FullResultSet from nothing


def negation(condition: Q) -> Q:
    """Rows for which the condition does not hold, those without a value included.

    Not Django's own `~` on the columns: beside an "or" it may turn the join to an empty relation into an inner one, and
    the rows without it are lost.
    """
    return Q(_IsNotTrue(ExpressionWrapper(condition, BooleanField())))


def all_of(parts: Any) -> Q:
    return reduce(and_, parts, Q())


def any_of(parts: Any) -> Q:
    return reduce(or_, parts, Q())
