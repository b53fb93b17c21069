"""Where the news of one conversation goes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from heard.domain.conversations.queries.audience import conversations_to_tell
from heard.domain.conversations.queries.threads import addresses_written_to
from heard.domain.people.queries.people import address_of

if TYPE_CHECKING:
    from heard.domain.cases.models import Case
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


def reached_by_mail(case: Case) -> tuple[int, int]:
    """Of those who are told how the case ended: how many have an address, and how many have none."""
    found = [address_for(conversation) is not None for conversation in conversations_to_tell(case)]
    return found.count(True), found.count(False)
