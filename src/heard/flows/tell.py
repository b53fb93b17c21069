"""Tell a resident something about their case: on the tracking page, and by mail where there is an address."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import translation

from heard.domain.conversations.models import Direction, Message
from heard.domain.conversations.operations.messages import NewAttachment, add_message
from heard.flows.address_for import address_for
from heard.flows.letter_facts import letter_facts
from heard.flows.post import post

if TYPE_CHECKING:
    from collections.abc import Callable

    from heard.domain.conversations.models import Conversation
    from heard.domain.conversations.rules.letters import LetterFacts
    from heard.kernel.actor import Actor


def tell(
    conversation: Conversation,
    *,
    text: str,
    letter: Callable[[LetterFacts], str],
    actor: Actor,
    attachments: tuple[NewAttachment, ...] = (),
    automatic: str = "",
) -> Message:
    """`text` stands on the page, `letter` makes the mail around it, in the resident's language. Without an address it
    stands on the page alone, and says so. `automatic` says why no person wrote it: no machine shall answer.
    """
    address = address_for(conversation)
    message = Message(
        conversation=conversation,
        direction=Direction.OUT,
        channel="email" if address else "web",
        staff_id=actor.id if actor.is_staff else None,
        text=text,
        full_text=_letter(conversation, text, letter),
        automatic=automatic,
    )
    add_message(message, attachments=attachments, actor=actor)
    if address:
        post(message, address=address.value)
    return message


def _letter(conversation: Conversation, text: str, letter: Callable[[LetterFacts], str]) -> str:
    if conversation.case is None:
        return text
    with translation.override(conversation.person.language if conversation.person else None):
        return letter(letter_facts(conversation.case, conversation))
