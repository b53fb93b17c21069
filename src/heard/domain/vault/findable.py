"""Columns by which sealed rows are found: keyed digests and tokens, made anew when the council key rotates.

How each is made anew from its row, the flow of the rotation knows; a column it does not know fails a test.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.postgres.fields import ArrayField
from django.db import models

from heard.domain.vault.digests import DIGEST_CHARACTERS

if TYPE_CHECKING:
    from collections.abc import Sequence


class DigestColumn(models.CharField):  # type: ignore[type-arg]  # not subscriptable at run time
    """A keyed digest, or nothing. To migrations a column of text like any other."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("max_length", DIGEST_CHARACTERS)
        super().__init__(**options)

    def deconstruct(self) -> tuple[str, str, Sequence[Any], dict[str, Any]]:
        """Django's own column."""
        name, _path, args, options = super().deconstruct()
        return name, "django.db.models.CharField", args, options


class TokensColumn(ArrayField):  # type: ignore[type-arg]  # not subscriptable at run time
    """Keyed tokens. To migrations an array of numbers like any other."""

    def __init__(self, base_field: Any = None, size: int | None = None, **options: Any) -> None:
        super().__init__(base_field or models.BigIntegerField(), size, **options)

    def deconstruct(self) -> tuple[str, str, Sequence[Any], dict[str, Any]]:
        """Django's own column."""
        name, _path, args, options = super().deconstruct()
        return name, "django.contrib.postgres.fields.ArrayField", args, options
