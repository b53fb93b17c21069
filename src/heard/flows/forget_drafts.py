"""Reports that nobody finished are removed after a week: what was not sent is not ours to keep."""

from __future__ import annotations

from datetime import timedelta

from heard.domain.cases.operations.drafts import remove_old_drafts
from heard.kernel import clock

KEPT_FOR = timedelta(days=7)


def forget_drafts() -> int:
    """Remove them; how many."""
    return remove_old_drafts(before=clock.now() - KEPT_FOR)
