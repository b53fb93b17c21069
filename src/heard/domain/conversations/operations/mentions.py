"""That a colleague has seen where they were called. Theirs alone, so the journal does not keep it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from heard.kernel import clock

if TYPE_CHECKING:
    from heard.domain.conversations.models import Mention


def see_mention(mention: Mention) -> None:
    """Note the first time it was opened."""
    if mention.seen_at is None:
        mention.seen_at = clock.now()
        mention.save(update_fields=["seen_at"])
