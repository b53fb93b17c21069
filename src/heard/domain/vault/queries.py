"""What is sealed where, and under which generation of the council key: asked of the models, so nothing is forgotten."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db import connection

from heard.domain.vault.digests import digest_tag, token_range
from heard.domain.vault.fields import LockColumn, SealedText
from heard.domain.vault.findable import DigestColumn, TokensColumn

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db import models

_GENERATION = struct.Struct(">H")  # as a lock begins


@dataclass(frozen=True, slots=True)
class KeyedColumn:
    """A column with something of the council key in it."""

    field: models.Field[Any, Any]

    @property
    def name(self) -> str:
        """As the database calls it, quoted."""
        return connection.ops.quote_name(str(self.field.column))

    def of_generation(self, generation: int) -> tuple[str, list[Any]]:
        """The condition that a value is of this generation."""
        if isinstance(self.field, TokensColumn):
            return f"{self.name}[1] BETWEEN %s AND %s", [*token_range(generation)]
        if isinstance(self.field, DigestColumn):
            return f"left({self.name}, 2) = %s", [digest_tag(generation)]
        start = 1 if isinstance(self.field, LockColumn) else 2
        return f"substring({self.name} FROM {start} FOR 2) = %s", [_GENERATION.pack(generation)]

    def of_another(self, generation: int) -> tuple[str, list[Any]]:
        """The condition that there is a value, of another generation than this."""
        condition, values = self.of_generation(generation)
        return f"({self._is_something} AND NOT ({condition}))", values

    @property
    def _is_something(self) -> str:
        if isinstance(self.field, TokensColumn):
            return f"cardinality({self.name}) > 0"
        if isinstance(self.field, DigestColumn):
            return f"{self.name} <> ''"
        return f"length({self.name}) > {0 if isinstance(self.field, LockColumn) else 1}"  # one byte: erased


@dataclass(frozen=True, slots=True)
class KeyedTable:
    """A table and those of its columns."""

    model: type[models.Model]
    columns: tuple[KeyedColumn, ...]

    @property
    def label(self) -> str:
        """As Django calls the model."""
        return str(self.model._meta.label)  # noqa: SLF001 -- Django's documented way to ask a model

    @property
    def name(self) -> str:
        """As the database calls it, quoted."""
        return connection.ops.quote_name(self.model._meta.db_table)  # noqa: SLF001 -- as above

    @property
    def key(self) -> str:
        """Its primary key's column, quoted."""
        return connection.ops.quote_name(str(self._primary.column))

    @property
    def key_type(self) -> str:
        """The type of its primary key."""
        return str(self._primary.db_type(connection))

    @property
    def _primary(self) -> models.Field[Any, Any]:
        return self.model._meta.pk  # noqa: SLF001 -- as above

    def of_another(self, generation: int) -> tuple[str, list[Any]]:
        """The condition that something in the row is of another generation."""
        parts = [column.of_another(generation) for column in self.columns]
        return " OR ".join(condition for condition, _values in parts), [v for _c, values in parts for v in values]


def sealed_tables() -> list[KeyedTable]:
    """Every table with locks or sealed values."""
    return _tables((LockColumn, SealedText))


def found_columns() -> list[KeyedTable]:
    """Every column of digests or tokens, each with its table."""
    tables = _tables((DigestColumn, TokensColumn))
    return [KeyedTable(table.model, (column,)) for table in tables for column in table.columns]


def rows_under(generation: int, tables: Iterable[KeyedTable]) -> dict[str, int]:
    """By table, how many rows have something of this generation; those that have none are left out."""
    counts: dict[str, int] = {}
    for table in tables:
        parts = [column.of_generation(generation) for column in table.columns]
        condition, values = " OR ".join(part for part, _values in parts), [v for _part, vs in parts for v in vs]
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT count(*) FROM {table.name} WHERE {condition}", values)  # noqa: S608 -- names of ours
            (count,) = cursor.fetchone()
        if count:
            counts[table.label] = counts.get(table.label, 0) + count
    return counts


def a_lock_of_each() -> list[bytes]:
    """The newest lock of each table that has some: whether a key opens them tells whether it is the right one."""
    found: list[bytes] = []
    with connection.cursor() as cursor:
        for table in _tables((LockColumn,)):
            column = table.columns[0].name
            cursor.execute(
                f"SELECT {column} FROM {table.name} WHERE length({column}) > 0 ORDER BY {table.key} DESC LIMIT 1"  # noqa: S608 -- names of ours
            )
            found += [bytes(lock) for (lock,) in cursor.fetchall()]
    return found


def _tables(kinds: tuple[type, ...]) -> list[KeyedTable]:
    found = []
    for model in apps.get_models():
        fields = [field for field in model._meta.concrete_fields if isinstance(field, kinds)]  # noqa: SLF001 -- as above
        if fields and model._meta.managed and not model._meta.proxy:  # noqa: SLF001 -- as above
            found.append(KeyedTable(model, tuple(KeyedColumn(field) for field in fields)))
    return found
