"""Reading imports."""

from __future__ import annotations

from typing import TYPE_CHECKING

from heard.domain.imports.models import Import

if TYPE_CHECKING:
    from datetime import datetime

MOST = 50


def newest_imports() -> list[Import]:
    """The last ones."""
    return list(Import.objects.all()[:MOST])


def imports_with_old_files(*, before: datetime) -> list[Import]:
    """Those that still hold a file although they were begun before this moment."""
    return list(Import.objects.filter(created_at__lt=before).exclude(file="", rejected=""))


def is_file_needed(key: str) -> bool:
    """Whether an import still holds this file."""
    return Import.objects.filter(file=key).exists() or Import.objects.filter(rejected=key).exists()
