"""Files of imports, and what was rejected of them, are personal data: a week later they are gone."""

from __future__ import annotations

from datetime import timedelta

from heard.domain.imports.operations import forget_files
from heard.domain.imports.queries import imports_with_old_files
from heard.flows.bring_in.running import forget_file
from heard.kernel import clock

KEPT = timedelta(days=7)


def forget_imports() -> None:
    """Remove what is older."""
    for row in imports_with_old_files(before=clock.now() - KEPT):
        keys = (row.file, row.rejected)
        forget_files(row)
        for key in keys:
            forget_file(key)
