"""Reading envelopes: one to work on, and those that were left behind."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from heard.domain.conversations.models import Delivery, DeliveryState, Envelope, EnvelopeState
from heard.kernel import clock

if TYPE_CHECKING:
    from uuid import UUID

LEFT_BEHIND_AFTER = timedelta(minutes=2)


def envelope_to_read(envelope_id: UUID) -> Envelope:
    """The envelope with its message, where it was read before."""
    return Envelope.objects.select_related("message").get(pk=envelope_id)


def locked_envelope(envelope_id: UUID) -> Envelope:
    """The envelope, locked: two workers with one job take turns."""
    return Envelope.objects.select_for_update().get(pk=envelope_id)


def envelopes_left_behind(*, limit: int = 200) -> list[UUID]:
    """Envelopes that were stored but never read: their job was lost in a crash."""
    old = Envelope.objects.filter(state=EnvelopeState.RECEIVED, created_at__lt=clock.now() - LEFT_BEHIND_AFTER)
    return list(old.order_by("id").values_list("id", flat=True)[:limit])


def deliveries_left_behind(*, limit: int = 200) -> list[UUID]:
    """Deliveries that were claimed and never recorded, or whose next try has long passed."""
    then = clock.now() - LEFT_BEHIND_AFTER
    claimed = Delivery.objects.filter(state=DeliveryState.SENDING, claimed_at__lt=then)
    waiting = Delivery.objects.filter(state=DeliveryState.QUEUED, created_at__lt=then)
    overdue = Delivery.objects.filter(state=DeliveryState.RETRY, next_try_at__lt=then)
    return list(claimed.union(waiting, overdue).values_list("id", flat=True)[:limit])
