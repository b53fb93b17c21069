"""Looking for sealed words in tests: every row is read and compared, for the database cannot be asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from django.db import models

Found = TypeVar("Found", bound="models.Model")


def saying(model: type[Found], **columns: Any) -> list[Found]:
    """The rows whose columns, sealed or not, are these."""
    return [row for row in model._default_manager.all() if all(getattr(row, name) == columns[name] for name in columns)]


def the_one_saying(model: type[Found], **columns: Any) -> Found:
    """The only such row."""
    (row,) = saying(model, **columns)
    return row
