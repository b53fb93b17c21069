"""A stranger wrote into a known thread, and an agent has looked at it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from heard.domain.conversations.operations.messages import confirm
from heard.flows.hear_resident import hear_resident
from heard.flows.sort_conversation import sort_conversation
from heard.kernel.actor import SYSTEM

if TYPE_CHECKING:
    from heard.domain.conversations.models import Conversation, Message
    from heard.kernel.actor import Actor


@transaction.atomic
def confirm_held(message: Message, *, actor: Actor, belongs: bool) -> Conversation:
    """It belongs to the thread, and the case goes on; or it begins one of its own, to be sorted.

    What came into a confidential thread may quote it: it becomes a case of that service, and never lies in the tray.
    """
    case = message.conversation.case
    conversation = confirm(message, belongs=belongs, sender=message.person, actor=actor)
    if belongs:
        hear_resident(conversation, actor=SYSTEM)
    elif case and case.confidential:
        sort_conversation(conversation, service=case.service, actor=actor)
    return conversation
