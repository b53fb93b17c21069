"""A message leaves: claimed, handed to its channel outside any transaction, and what became of it recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from heard.domain.consent.queries.mailings import optional_message, still_agreed
from heard.domain.conversations.operations.deliveries import claim, note_sent, note_trouble
from heard.flows.outbound import outbound_of
from heard.kernel import queue
from heard.ports.channel import TransportError
from heard.ports.registry import channels

if TYPE_CHECKING:
    from uuid import UUID

    from heard.domain.conversations.models import Delivery


def deliver_message(delivery_id: UUID) -> None:
    """Send it; a passing failure is tried again later, a lasting one is said on the case."""
    delivery = claim(delivery_id)
    if delivery is None:
        return
    if (optional := optional_message(delivery.message_id)) and not still_agreed(optional):
        note_trouble(delivery, permanent=True, code="consent", text=_("They said no to such messages before it left."))
        return
    try:
        channels.get(delivery.channel).send(outbound_of(delivery))
    except TransportError as error:
        _try_later_or_give_up(delivery, error)
    else:
        note_sent(delivery)


@transaction.atomic
def _try_later_or_give_up(delivery: Delivery, error: TransportError) -> None:
    troubled = note_trouble(delivery, permanent=error.permanent, code=error.code, text=error.text)
    if troubled.next_try_at:
        queue.defer("deliver_message", at=troubled.next_try_at, delivery_id=delivery.id)
