"""The same words sent twice at once: an impatient finger, a page sent again. They are one message."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from heard.kernel import clock

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

    from heard.domain.conversations.models import Conversation, Message

AT_ONCE = timedelta(minutes=5)


def said_just_now(
    conversation: Conversation, *, direction: str, text: str, staff_id: UUID | None = None, files: Iterable[str] = ()
) -> Message | None:
    """The last thing said here, if it is this very thing and minutes old. Ask with the case locked."""
    last = (
        conversation.messages.filter(acknowledgement=False)
        .select_related("conversation")
        .prefetch_related("attachments")
        .order_by("-sent_at", "-id")
        .first()
    )
    if last is None or last.sent_at < clock.now() - AT_ONCE:
        return None
    said = (last.direction, last.text, last.staff_id, sorted(file.key for file in last.attachments.all()))
    return last if said == (direction, text, staff_id, sorted(files)) else None
