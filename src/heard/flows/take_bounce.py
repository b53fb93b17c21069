"""News of our own mail: it came back, is late, or was complained about. It marks that delivery, and starts nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from heard.domain.conversations.models import Direction, Message
from heard.domain.conversations.operations.deliveries import note_bounce
from heard.domain.conversations.operations.messages import add_message
from heard.domain.conversations.queries.threads import delivery_with_message_id
from heard.domain.people.operations.people import mark_unusable
from heard.kernel.actor import SYSTEM

if TYPE_CHECKING:
    from heard.domain.conversations.models import Delivery
    from heard.ports.channel import Bounce, Inbound


def take_bounce(inbound: Inbound) -> Message | None:
    """Keep the bounce on the conversation it is about; None where it is about no mail of ours."""
    bounce = inbound.bounce
    delivery = _about(bounce)
    if bounce is None or delivery is None:
        return None
    if bounce.failed:
        note_bounce(delivery, hard=bounce.kind == "hard", status=bounce.status, text=bounce.diagnosis or bounce.reason)
    if bounce.kind == "hard":
        mark_unusable(address=delivery.address, actor=SYSTEM)
    message = Message(
        conversation=delivery.message.conversation,
        direction=Direction.IN,
        channel="email",
        subject=inbound.subject[:300],
        text=inbound.text,
        full_text=inbound.full_text,
        external_id=inbound.message_id,
        automatic=inbound.automatic or "bounce",
    )
    return add_message(message, actor=SYSTEM, public=False)


def is_news_of_our_mail(inbound: Inbound) -> bool:
    """Whether `take_bounce` will keep it: what is attached to such a mail is our own letter."""
    return _about(inbound.bounce) is not None


def _about(bounce: Bounce | None) -> Delivery | None:
    """By the Message-ID or bounce address of ours that it names: a recipient alone proves nothing."""
    return delivery_with_message_id(bounce.original_message_id) if bounce and bounce.original_message_id else None
