"""What became of the rows of a file."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from heard.flows.import_files.row import RowTrouble


@dataclass(slots=True)
class ImportCounts:
    """`repeated`: here already, from an earlier run or an earlier row. `skipped`: not wanted by the mapping."""

    read: int = 0
    created: int = 0
    repeated: int = 0
    rejected: int = 0
    skipped: int = 0
    reasons: dict[str, int] = field(default_factory=dict)

    def count_rejected(self, trouble: RowTrouble) -> None:
        """One more, and why."""
        self.rejected += 1
        self.reasons[trouble.kind] = self.reasons.get(trouble.kind, 0) + 1
