"""Where the news of one conversation goes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from heard.domain.conversations.queries.threads import addresses_written_to
from heard.domain.people.queries.people import address_of

if TYPE_CHECKING:
    from heard.domain.conversations.models import Conversation
    from heard.domain.people.models import Identity


def address_for(conversation: Conversation) -> Identity | None:
    """A proved address of its person's, or the one that this conversation was begun or carried on with."""
    if conversation.person_id is None:
        return None
    return address_of(
        conversation.person_id,
        begun_at=conversation.created_at,
        written_to=addresses_written_to(conversation.id),
    )
