"""Envelopes: kept before anything is made of them, then read, repeated or quarantined."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from heard.domain.conversations.models import Envelope, EnvelopeState
from heard.domain.journal.operations import record
from heard.kernel import live
from heard.kernel.actor import SYSTEM

if TYPE_CHECKING:
    from heard.domain.conversations.models import Message
    from heard.kernel.actor import Actor


def keep(*, channel: str, raw: bytes, sender: str | None, recipients: list[str]) -> Envelope:
    """Store what arrived, byte for byte."""
    return Envelope.objects.create(channel=channel, raw=raw, sender=sender or "", recipients=recipients)


@transaction.atomic
def settle(envelope: Envelope, *, message: Message, repeated: bool = False) -> None:
    """The envelope was read: it is this message."""
    envelope.state = EnvelopeState.REPEATED if repeated else EnvelopeState.DONE
    envelope.message = message
    envelope.save(update_fields=["state", "message"])


@transaction.atomic
def quarantine(envelope: Envelope, *, reason: str) -> None:
    """It cannot be read: kept with its raw source, shown to the agents, replayed when the reason is mended."""
    envelope.state, envelope.reason = EnvelopeState.QUARANTINED, reason[:300]
    envelope.save(update_fields=["state", "reason"])
    record("envelope.quarantined", actor=SYSTEM, subject=envelope.id)
    live.announce("sorting", kind="envelope.quarantined")


@transaction.atomic
def release(envelope: Envelope, *, actor: Actor) -> None:
    """The reason may be mended: it is read again, as if it had just come."""
    envelope.state, envelope.reason = EnvelopeState.RECEIVED, ""
    envelope.save(update_fields=["state", "reason"])
    record("envelope.replayed", actor=actor, subject=envelope.id)
    live.announce("sorting", kind="envelope.replayed")
