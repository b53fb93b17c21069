"""Whose turn it is, read from the timeline."""

from __future__ import annotations

from typing import TYPE_CHECKING

from heard.domain.conversations.models import DeliveryState, Direction, Message
from heard.web.desk.case.next_step import Talk

if TYPE_CHECKING:
    from collections.abc import Iterable

    from heard.domain.conversations.queries.timeline import TimelineItem

LOST = {DeliveryState.FAILED, DeliveryState.BOUNCED}


def talk_in(timeline: Iterable[TimelineItem]) -> Talk:
    """What people (not machines) said last, what waits for a decision, what did not arrive."""
    held = 0
    last: str = ""
    lost_since_answer = 0
    for message in (item.message for item in timeline if item.message):
        if message.held:
            held += 1
        elif message.direction == Direction.IN and not message.automatic:
            last, lost_since_answer = Direction.IN, 0
        elif message.direction == Direction.OUT and not message.acknowledgement:
            last, lost_since_answer = Direction.OUT, _lost(message)
    return Talk(held=held, undelivered=lost_since_answer, resident_spoke_last=last == Direction.IN)


def _lost(message: Message) -> int:
    return sum(1 for delivery in message.deliveries.all() if delivery.state in LOST)
