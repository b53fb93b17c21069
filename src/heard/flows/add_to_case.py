"""A resident adds something to their case, on the tracking page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from heard.domain.cases.operations.locking import locked
from heard.domain.conversations.models import Direction, Message
from heard.domain.conversations.operations.messages import NewAttachment, add_message
from heard.domain.conversations.queries.repeats import said_just_now
from heard.flows.hear_resident import hear_resident
from heard.kernel.actor import resident
from heard.kernel.errors import InvalidInput

if TYPE_CHECKING:
    from heard.domain.conversations.models import Conversation
    from heard.kernel.actor import Actor

MOST_CHARACTERS = 4000


@transaction.atomic
def add_to_case(
    conversation: Conversation, *, text: str, photos: tuple[NewAttachment, ...] = (), channel: str = "web"
) -> Message:
    """Write the message, once however often it is sent; the case hears of it."""
    text = text.strip()
    if not text and not photos:
        raise InvalidInput({"text": _("Write something, or add a photo.")})
    if len(text) > MOST_CHARACTERS:
        raise InvalidInput({"text": _("Use %(most)s characters or fewer.") % {"most": MOST_CHARACTERS}})
    if conversation.case:
        locked(conversation.case.merged_into or conversation.case)
    if said := said_just_now(conversation, direction=Direction.IN, text=text, files=[photo.key for photo in photos]):
        return said
    actor = resident(conversation.person_id)
    message = write_in(conversation, text=text, photos=photos, channel=channel, actor=actor)
    hear_resident(conversation, actor=actor)
    return message


def write_in(
    conversation: Conversation,
    *,
    text: str,
    photos: tuple[NewAttachment, ...] = (),
    channel: str = "web",
    actor: Actor,
) -> Message:
    """The message alone; what follows from it is the caller's."""
    message = Message(
        conversation=conversation, direction=Direction.IN, channel=channel, person_id=conversation.person_id, text=text
    )
    return add_message(message, attachments=photos, actor=actor)
