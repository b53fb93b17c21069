"""Messages on their way out: queued, claimed, sent, retried, failed for good, come back."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import transaction

from heard.domain.conversations.models import Delivery, DeliveryState, Message
from heard.domain.conversations.rules.links import own_message_id
from heard.domain.conversations.rules.retries import wait_before
from heard.domain.journal.operations import record
from heard.kernel import clock
from heard.kernel.actor import SYSTEM

if TYPE_CHECKING:
    from uuid import UUID

# A claim older than this belongs to a process that died between sending and recording, or before sending.
CLAIM_LASTS = timedelta(minutes=2)


def queue_delivery(message: Message, *, channel: str, address: str) -> Delivery:
    """A delivery to one address; the caller defers its job in the same transaction."""
    delivery = Delivery(message=message, channel=channel, address=address)
    delivery.external_id = own_message_id(delivery.id, settings.HEARD_MAIL_DOMAIN)
    delivery.save(force_insert=True)
    return delivery


@transaction.atomic
def claim(delivery_id: UUID) -> Delivery | None:
    """Take a delivery to send it; None where it is done, or another process has it.

    A claim that was never recorded may have been sent before the crash: sending it again is marked "perhaps twice",
    because a mail sent twice is better than one that never came.
    """
    delivery = (
        Delivery.objects.select_for_update(of=("self",))
        .select_related("message__conversation__case__service", "message__conversation__person", "message__staff")
        .get(pk=delivery_id)
    )
    now = clock.now()
    if delivery.state == DeliveryState.SENDING:
        if delivery.claimed_at and now - delivery.claimed_at < CLAIM_LASTS:
            return None
        delivery.perhaps_twice = True
    elif delivery.state not in {DeliveryState.QUEUED, DeliveryState.RETRY}:
        return None
    delivery.state, delivery.claimed_at, delivery.attempts = DeliveryState.SENDING, now, delivery.attempts + 1
    delivery.save(update_fields=["state", "claimed_at", "attempts", "perhaps_twice"])
    return delivery


@transaction.atomic
def note_sent(delivery: Delivery) -> None:
    """The other side took it over."""
    delivery.state, delivery.sent_at, delivery.error = DeliveryState.SENT, clock.now(), ""
    delivery.save(update_fields=["state", "sent_at", "error"])
    _record(delivery, "delivery.sent", attempts=delivery.attempts, perhaps_twice=delivery.perhaps_twice)


@transaction.atomic
def note_trouble(delivery: Delivery, *, permanent: bool, code: str, text: str) -> Delivery:
    """It was not taken over: try again later, or never. `next_try_at` says when."""
    wait = None if permanent else wait_before(delivery.attempts + 1)
    delivery.state = DeliveryState.RETRY if wait else DeliveryState.FAILED
    delivery.next_try_at = clock.now() + wait if wait else None
    delivery.error = text[:300]
    delivery.save(update_fields=["state", "next_try_at", "error"])
    _record(delivery, "delivery.retry" if wait else "delivery.failed", code=code, attempts=delivery.attempts)
    return delivery


@transaction.atomic
def note_bounce(delivery: Delivery, *, hard: bool, status: str, text: str) -> None:
    """It came back after it had been taken over."""
    delivery = (
        Delivery.objects.select_for_update(of=("self",)).select_related("message__conversation").get(pk=delivery.pk)
    )
    delivery.state, delivery.error = DeliveryState.BOUNCED, text[:300]
    delivery.save(update_fields=["state", "error"])
    _record(delivery, "delivery.bounced", status=status, hard=hard)


def _record(delivery: Delivery, kind: str, **data: Any) -> None:
    conversation = delivery.message.conversation
    record(
        kind,
        actor=SYSTEM,
        case=conversation.case_id,
        person=conversation.person_id,
        subject=delivery.message_id,
        delivery=str(delivery.id),
        **data,
    )
