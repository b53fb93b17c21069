"""Reports that nobody finished are removed after a week, photos and all: what was not sent is not ours to keep."""

from __future__ import annotations

from datetime import timedelta

from heard.domain.cases.operations.drafts import remove_old_drafts
from heard.domain.conversations.queries.attachments import keys_in_use
from heard.kernel import clock, files

KEPT_FOR = timedelta(days=7)


def forget_drafts() -> int:
    """Remove them, and the photos that no message has; how many files went."""
    photos = remove_old_drafts(before=clock.now() - KEPT_FOR)
    unused = photos - keys_in_use(photos)
    for key in unused:
        files.delete(key)
    return len(unused)
