"""What arrives is stored before anything else happens: the listener says 250 only after this returns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import close_old_connections, connection, transaction

from heard.domain.conversations.operations import envelopes
from heard.kernel import queue

if TYPE_CHECKING:
    from heard.domain.conversations.models import Envelope
    from heard.ports.channel import StoredEnvelope


def keep_envelope(stored: StoredEnvelope) -> Envelope:
    """Store the envelope and the job that reads it, in one transaction."""
    if not connection.in_atomic_block:
        close_old_connections()  # a listener's threads: no request cleans up after them
    with transaction.atomic():
        envelope = envelopes.keep(
            channel=stored.channel,
            raw=stored.raw,
            sender=stored.facts.sender,
            recipients=list(stored.facts.recipients),
        )
        queue.defer("receive_message", envelope_id=envelope.id)
    return envelope
