"""One inbound message, from raw envelope to acknowledged case. No policy lives here: each line asks its domain."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from heard.domain.conversations.models import Direction, EnvelopeState, Message
from heard.domain.conversations.operations import envelopes
from heard.domain.conversations.operations.messages import add_message, arrived_before, note_arrival
from heard.domain.conversations.queries.envelopes import envelope_to_read, locked_envelope
from heard.flows.acknowledge import acknowledge
from heard.flows.find_thread import find_thread
from heard.flows.hear_resident import hear_resident
from heard.flows.identify_sender import identify_sender
from heard.flows.open_or_sort import open_or_sort
from heard.flows.store_files import store_files
from heard.flows.take_bounce import is_news_of_our_mail, take_bounce
from heard.kernel.actor import resident
from heard.ports.channel import EnvelopeFacts, Inbound, Unreadable
from heard.ports.registry import channels

if TYPE_CHECKING:
    from uuid import UUID

    from heard.domain.conversations.models import Conversation, Envelope
    from heard.domain.conversations.operations.messages import NewAttachment
    from heard.domain.people.models import Person


WAITING = frozenset({EnvelopeState.RECEIVED, EnvelopeState.QUARANTINED})


def receive_message(envelope_id: UUID) -> Message | None:
    """Read the envelope and file what it says; None where it was quarantined. Run twice, it changes nothing.

    Reading a mail and cleaning its photos takes seconds: both are done before anything is locked.
    """
    envelope = envelope_to_read(envelope_id)
    if envelope.state not in WAITING:
        return envelope.message
    try:
        inbound = channels.get(envelope.channel).read(envelope.raw, _facts(envelope))
    except Unreadable as error:
        envelopes.quarantine(envelope, reason=error.reason)
        return None
    files = [] if is_news_of_our_mail(inbound) else store_files(inbound)
    with transaction.atomic():
        envelope = locked_envelope(envelope_id)
        return _take(envelope, inbound, files) if envelope.state in WAITING else envelope.message


def _take(envelope: Envelope, inbound: Inbound, files: list[NewAttachment]) -> Message:
    if before := arrived_before(inbound.message_id, inbound.from_address):
        envelopes.settle(envelope, message=before, repeated=True)
        return before
    message = take_bounce(inbound) or _file(inbound, files, channel=envelope.channel)
    note_arrival(message, sender=inbound.from_address)
    envelopes.settle(envelope, message=message)
    return message


def _file(inbound: Inbound, files: list[NewAttachment], *, channel: str) -> Message:
    thread = find_thread(inbound)
    sender = identify_sender(inbound, thread, channel=channel)
    conversation = thread.conversation or open_or_sort(inbound, sender=sender, channel=channel)
    message = _write(inbound, conversation, sender, files=files, held=thread.held, channel=channel)
    if thread.conversation is None:
        acknowledge(conversation, case=conversation.case, automatic=message.automatic)
    elif not (message.held or message.automatic):
        hear_resident(conversation, actor=resident(sender.id))
    return message


def _write(
    inbound: Inbound,
    conversation: Conversation,
    sender: Person,
    *,
    files: list[NewAttachment],
    held: bool,
    channel: str,
) -> Message:
    message = Message(
        conversation=conversation,
        direction=Direction.IN,
        channel=channel,
        person=sender,
        subject=inbound.subject[:300],
        text=inbound.text,
        full_text=inbound.full_text,
        html=inbound.html,
        external_id=inbound.message_id,
        thread_index=inbound.thread_index[:200],
        automatic=inbound.automatic or "",
        held=held,
        participants=[[one.role, one.name, one.address] for one in inbound.recipients],
        marks=list(inbound.marks),
    )
    return add_message(message, attachments=files, actor=resident(sender.id))


def _facts(envelope: Envelope) -> EnvelopeFacts:
    return EnvelopeFacts(received_at=envelope.created_at, sender=envelope.sender, recipients=tuple(envelope.recipients))
