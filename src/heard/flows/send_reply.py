"""An agent answers, by mail or by voice: written, kept, on its way, and the first-response clock stops."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from heard.domain.cases.operations import status
from heard.domain.cases.operations.locking import locked
from heard.domain.conversations.models import Direction, Message
from heard.domain.conversations.operations.messages import add_message
from heard.domain.conversations.queries.repeats import said_just_now
from heard.domain.conversations.rules import letters
from heard.flows.address_for import address_for
from heard.flows.tell import tell
from heard.kernel.errors import InvalidInput, Refused

if TYPE_CHECKING:
    from heard.domain.cases.models import Case
    from heard.domain.conversations.models import Conversation
    from heard.domain.conversations.operations.messages import NewAttachment
    from heard.kernel.actor import Actor

BY_VOICE = ("phone", "walk_in")


@transaction.atomic
def send_reply(
    case: Case,
    *,
    conversation: Conversation,
    text: str,
    actor: Actor,
    attachments: tuple[NewAttachment, ...] = (),
    channel: str = "email",
) -> Message:
    """Send the agent's words to the conversation's person, or keep what they were told by voice; either stands on the
    tracking page as well. What can reach nobody is refused: it would count as an answer. The same words sent twice at
    once go out once.
    """
    text = text.strip()
    about = conversation.case
    if about is None or case.id not in {about.id, about.merged_into_id}:
        raise Refused(_("This conversation belongs to another case."))
    if conversation.person and conversation.person.is_erased:
        raise Refused(_("What named this person was removed, and so were their addresses: nobody can be answered."))
    if not text:
        raise InvalidInput({"text": _("Write your reply.")})
    case = locked(case)
    files = [file.key for file in attachments]
    if said := said_just_now(conversation, direction=Direction.OUT, text=text, staff_id=actor.id, files=files):
        return said
    if channel in BY_VOICE:
        message = _told(conversation, text, channel, actor, attachments)
    elif address_for(conversation) is None:
        raise InvalidInput({"text": _("There is no address to write to, so nothing was sent. Tell them by voice.")})
    else:
        message = tell(
            conversation,
            text=text,
            letter=lambda facts: letters.reply(facts, text=text),
            actor=actor,
            attachments=attachments,
        )
    status.respond(case, actor=actor)
    return message


def _told(
    conversation: Conversation, text: str, channel: str, actor: Actor, attachments: tuple[NewAttachment, ...]
) -> Message:
    message = Message(conversation=conversation, direction=Direction.OUT, channel=channel, staff_id=actor.id, text=text)
    return add_message(message, attachments=attachments, actor=actor)
