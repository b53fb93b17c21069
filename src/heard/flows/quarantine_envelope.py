"""An envelope that cannot be filed, whatever the reason: kept, shown, replayed once the reason is mended."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from heard.domain.conversations.models import EnvelopeState
from heard.domain.conversations.operations import envelopes
from heard.domain.conversations.queries.envelopes import locked_envelope

if TYPE_CHECKING:
    from uuid import UUID


@transaction.atomic
def quarantine_envelope(envelope_id: UUID, *, reason: str) -> None:
    """Set it apart, unless it has been read after all."""
    envelope = locked_envelope(envelope_id)
    if envelope.state == EnvelopeState.RECEIVED:
        envelopes.quarantine(envelope, reason=reason)
