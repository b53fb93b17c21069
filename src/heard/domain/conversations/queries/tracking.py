"""A conversation as the resident who holds its link sees it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from heard.domain.conversations.models import Conversation

if TYPE_CHECKING:
    from uuid import UUID


def tracked_conversation(conversation_id: UUID) -> Conversation:
    """The conversation with its case, who has it and where it is, in one query. Conversation.DoesNotExist if gone."""
    return Conversation.objects.select_related(
        "person", "case__service", "case__team", "case__department", "case__area", "case__merged_into"
    ).get(id=conversation_id, case__isnull=False)
