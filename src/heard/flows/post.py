"""A message sets out: a delivery to one address, and the job that carries it, saved together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from heard.domain.conversations.operations.deliveries import queue_delivery
from heard.kernel import queue

if TYPE_CHECKING:
    from heard.domain.conversations.models import Delivery, Message


def post(message: Message, *, address: str, channel: str = "email") -> Delivery:
    """Queue the delivery and its job in the caller's transaction."""
    delivery = queue_delivery(message, channel=channel, address=address)
    queue.defer("deliver_message", delivery_id=delivery.id)
    return delivery
