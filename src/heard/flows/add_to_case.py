"""A resident adds something to their case, on the tracking page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from heard.domain.cases.operations import status
from heard.domain.conversations.models import Direction, Message
from heard.domain.conversations.operations.messages import NewAttachment, add_message
from heard.kernel.actor import resident
from heard.kernel.errors import InvalidInput

if TYPE_CHECKING:
    from heard.domain.conversations.models import Conversation

MOST_CHARACTERS = 4000


@transaction.atomic
def add_to_case(
    conversation: Conversation, *, text: str, photos: tuple[NewAttachment, ...] = (), channel: str = "web"
) -> Message:
    """Write the message; a case that waited for the resident goes on by itself."""
    text = text.strip()
    if not text and not photos:
        raise InvalidInput({"text": _("Write something, or add a photo.")})
    if len(text) > MOST_CHARACTERS:
        raise InvalidInput({"text": _("Use %(most)s characters or fewer.") % {"most": MOST_CHARACTERS}})
    actor = resident(conversation.person_id)
    message = Message(
        conversation=conversation, direction=Direction.IN, channel=channel, person_id=conversation.person_id, text=text
    )
    add_message(message, attachments=photos, actor=actor)
    if conversation.case:
        status.resume_if_waiting(conversation.case, actor=actor)
    return message
