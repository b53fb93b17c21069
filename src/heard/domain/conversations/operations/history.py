"""A conversation told afterwards, message by message, and written with many more. Nobody is written to by this."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings

from heard.domain.conversations.models import (
    Attachment,
    Conversation,
    Delivery,
    DeliveryState,
    Direction,
    Envelope,
    EnvelopeState,
    Mention,
    Message,
)
from heard.domain.conversations.operations.messages import MESSAGE_ENTRIES
from heard.domain.conversations.rules.links import own_message_id
from heard.domain.conversations.rules.recognition import subject_digest
from heard.domain.journal.operations import past_entry
from heard.kernel.actor import SYSTEM, staff
from heard.kernel.copying import copy_in
from heard.kernel.ids import id_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from heard.domain.cases.models import Case
    from heard.domain.conversations.operations.messages import NewAttachment
    from heard.domain.journal.models import Entry
    from heard.domain.people.models import Person
    from heard.domain.teams.models import Staff
    from heard.kernel.actor import Actor

CARRIED_IN = timedelta(seconds=3)
_NEWS = {
    DeliveryState.SENT: "delivery.sent",
    DeliveryState.FAILED: "delivery.failed",
    DeliveryState.BOUNCED: "delivery.bounced",
}


class ConversationHistory:
    """The council and one person, about one case or about nothing yet."""

    def __init__(
        self, *, case: Case | None, person: Person | None, channel: str, at: datetime, subject: str = ""
    ) -> None:
        self.conversation = Conversation(
            id=id_of(at),
            created_at=at,
            case=case,
            person=person,
            channel=channel,
            subject=subject,
            subject_key=subject_digest(subject),
        )
        self.messages: list[Message] = []
        self.attachments: list[Attachment] = []
        self.deliveries: list[Delivery] = []
        self.mentions: list[Mention] = []
        self.entries: list[Entry] = []

    def receive(
        self, text: str, *, at: datetime, actor: Actor, files: Iterable[NewAttachment] = (), **columns: Any
    ) -> Message:
        """Something the resident said, on the conversation's own channel unless `columns` names another."""
        columns = {"channel": self.conversation.channel, "person": self.conversation.person, **columns}
        message = self._message(Direction.IN, text, at, actor, **columns)
        for file in files:
            columns = {name: getattr(file, name) for name in file.__slots__}
            self.attachments.append(Attachment(id=id_of(at), created_at=at, message=message, **columns))
        return message

    def write(self, text: str, *, letter: str, at: datetime, writer: Staff | None, actor: Actor) -> Message:
        """What the council said, and the letter around it."""
        return self._message(Direction.OUT, text, at, actor, channel="email", staff=writer, full_text=letter)

    def acknowledge(self, text: str, *, at: datetime) -> Message:
        self.conversation.acknowledged_at = at
        return self._message(Direction.OUT, text, at, SYSTEM, channel="email", acknowledgement=True)

    def note(self, text: str, *, at: datetime, writer: Staff, called: Iterable[tuple[Staff, datetime | None]]) -> None:
        """Colleagues among themselves; `called` are the mentioned, with the moment they looked."""
        message = self._message(Direction.NOTE, text, at, staff(writer.id), channel="desk", staff=writer)
        for colleague, seen_at in called:
            self.mentions.append(
                Mention(id=id_of(at), created_at=at, message=message, staff=colleague, seen_at=seen_at)
            )

    def deliver(
        self, message: Message, *, address: str, state: DeliveryState = DeliveryState.SENT, error: str = "", **news: Any
    ) -> None:
        """The message left by mail: it was taken over, refused for good, or came back."""
        at = message.sent_at + CARRIED_IN
        delivery = Delivery(id=id_of(at), created_at=message.sent_at, message=message, channel="email", address=address)
        delivery.external_id = own_message_id(delivery.id, settings.HEARD_MAIL_DOMAIN)
        delivery.state, delivery.error, delivery.attempts, delivery.claimed_at = state, error, 1, at
        delivery.sent_at = None if state == DeliveryState.FAILED else at
        self.deliveries.append(delivery)
        told = {"delivery": str(delivery.id), "attempts": 1} | news
        self.tell(_NEWS[state], at, SYSTEM, subject=message.id, **told)

    def put_into_sorting(self, suggested: list[str], *, at: datetime, actor: Actor) -> None:
        self.conversation.to_sort, self.conversation.suggested_services = True, suggested
        self.tell("conversation.to_sort", at, actor, subject=self.conversation.id, services=suggested)

    def _message(self, direction: Direction, text: str, at: datetime, actor: Actor, **columns: Any) -> Message:
        message = Message(
            id=id_of(at), created_at=at, sent_at=at, conversation=self.conversation, direction=direction, text=text,
            **columns,
        )  # fmt: skip
        self.messages.append(message)
        hidden = direction == Direction.NOTE or message.held or message.acknowledgement or bool(message.automatic)
        told = {"channel": message.channel, "automatic": message.automatic}
        self.tell(MESSAGE_ENTRIES[direction], at, actor, subject=message.id, public=not hidden, **told)
        return message

    def tell(self, kind: str, at: datetime, actor: Actor = SYSTEM, **columns: Any) -> None:
        about = {"case": self.conversation.case_id, "person": self.conversation.person_id}
        self.entries.append(past_entry(kind, actor=actor, at=at, **about, **columns))


def unreadable_envelope(*, raw: bytes, sender: str, recipient: str, reason: str, at: datetime) -> Envelope:
    """An envelope that nobody could read."""
    return Envelope(
        id=id_of(at), created_at=at, channel="email", raw=raw, sender=sender, recipients=[recipient],
        state=EnvelopeState.QUARANTINED, reason=reason,
    )  # fmt: skip


def write_conversations(histories: list[ConversationHistory], envelopes: list[Envelope]) -> list[Entry]:
    """Write them; returned are the entries for the caller to record."""
    copy_in([history.conversation for history in histories])
    for rows in ("messages", "attachments", "deliveries", "mentions"):
        copy_in([row for history in histories for row in getattr(history, rows)])
    copy_in(envelopes)
    quarantined = [
        past_entry("envelope.quarantined", actor=SYSTEM, at=one.created_at, subject=one.id) for one in envelopes
    ]
    return [entry for history in histories for entry in history.entries] + quarantined
