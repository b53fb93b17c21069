"""Which conversation a message continues, by the rules of threading."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings

from heard.domain.conversations.models import Conversation
from heard.domain.conversations.queries import threads
from heard.domain.conversations.rules.threading import choose_thread, references_in

if TYPE_CHECKING:
    from heard.ports.channel import Inbound


@dataclass(frozen=True, slots=True)
class FoundThread:
    """A known conversation, perhaps with a stranger writing into it; or none."""

    conversation: Conversation | None
    held: bool = False


def find_thread(inbound: Inbound) -> FoundThread:
    """Look up each kind of evidence and let the rules choose."""
    sender = inbound.from_address.lower()
    message_ids = [known for known in (inbound.in_reply_to, *inbound.references) if known]
    references = references_in(inbound.subject, prefix=settings.HEARD_COUNCIL["reference_prefix"])
    thread = choose_thread(
        threads.sender_keys(sender),
        by_reply_address=threads.known_by_reply_address(inbound.reply_tokens),
        by_own_id=threads.known_by_own_id(message_ids),
        by_stored_id=threads.known_by_stored_id(message_ids, sender=sender),
        by_subject=threads.known_by_references(references, sender=sender),
    )
    if thread.conversation_id is None:
        return FoundThread(None)
    conversation = Conversation.objects.select_related("case__service", "case__team", "person")
    return FoundThread(conversation.get(pk=thread.conversation_id), held=thread.held)
