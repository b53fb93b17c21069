"""A quarantined envelope is read again, after whatever kept it from being read has been mended."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from heard.domain.conversations.operations import envelopes
from heard.kernel import queue

if TYPE_CHECKING:
    from heard.domain.conversations.models import Envelope
    from heard.kernel.actor import Actor


@transaction.atomic
def replay_envelope(envelope: Envelope, *, actor: Actor) -> None:
    """Let it go, and queue the job that reads it."""
    envelopes.release(envelope, actor=actor)
    queue.defer("receive_message", envelope_id=envelope.id)
