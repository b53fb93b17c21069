"""Messages: received, written, noted, confirmed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from heard.domain.conversations.models import Arrival, Attachment, Conversation, Direction, Mention, Message
from heard.domain.conversations.operations.threads import begin
from heard.domain.conversations.rules.recognition import arrival_digest, arrival_digests, external_digest
from heard.domain.journal.operations import record
from heard.kernel import live

if TYPE_CHECKING:
    from collections.abc import Iterable

    from heard.domain.people.models import Person
    from heard.domain.teams.models import Staff
    from heard.kernel.actor import Actor


@dataclass(frozen=True, slots=True)
class NewAttachment:
    """A file that is in the store already."""

    name: str
    content_type: str
    size: int
    key: str
    thumbnail_key: str = ""
    public: bool = False
    dangerous: bool = False


@transaction.atomic
def add_message(
    message: Message, *, attachments: Iterable[NewAttachment] = (), actor: Actor, public: bool = True
) -> Message:
    """Write a message of any direction with its files. The journal names it by id alone."""
    message.external_key = external_digest(message.external_id)
    message.save(force_insert=True)
    if message.conversation.words_removed_at:
        Conversation.objects.filter(pk=message.conversation_id).update(words_removed_at=None)
    Attachment.objects.bulk_create(
        Attachment(
            message=message,
            name=file.name[:200],
            content_type=file.content_type[:100],
            size=file.size,
            key=file.key,
            thumbnail_key=file.thumbnail_key,
            public=file.public,
            dangerous=file.dangerous,
        )
        for file in attachments
    )
    record(
        MESSAGE_ENTRIES[message.direction],
        actor=actor,
        case=message.conversation.case_id,
        person=message.conversation.person_id,
        subject=message.id,
        public=public and message.direction != Direction.NOTE and not message.held,
        at=message.sent_at,
        channel=message.channel,
        automatic=message.automatic,
    )
    return message


def arrived_before(external_id: str, sender: str) -> Message | None:
    """The message that this delivery repeats: the same id from the same sender."""
    arrival = Arrival.objects.filter(digest__in=arrival_digests(external_id, sender)).select_related("message").first()
    return arrival.message if arrival else None


def note_arrival(message: Message, *, sender: str) -> bool:
    """Remember the message by its id and sender; False where another process was first."""
    _row, new = Arrival.objects.get_or_create(
        digest=arrival_digest(message.external_id, sender), defaults={"message": message}
    )
    return new


@transaction.atomic
def mention(message: Message, *, colleagues: Iterable[Staff]) -> None:
    """Call colleagues to a note."""
    mentions = [Mention(message=message, staff=colleague) for colleague in colleagues]
    Mention.objects.bulk_create(mentions)
    if mentions:
        live.announce(*(f"staff:{row.staff_id}" for row in mentions), kind="mention")


@transaction.atomic
def confirm(message: Message, *, belongs: bool, sender: Person | None, actor: Actor) -> Conversation:
    """An agent has looked at a stranger's mail into a known thread: it belongs there, or begins one of its own."""
    message.held = False
    if not belongs:
        message.conversation = begin(case=None, person=sender, channel=message.channel, subject=message.subject)
        message.conversation.to_sort = True
        message.conversation.save(update_fields=["to_sort"])
    message.save()  # the words too: they are sealed under the conversation's lock
    record(
        "message.confirmed" if belongs else "message.moved",
        actor=actor,
        case=message.conversation.case_id,
        subject=message.id,
        public=belongs,
    )
    return message.conversation


MESSAGE_ENTRIES: dict[str, str] = {
    Direction.IN: "message.received",
    Direction.OUT: "message.written",
    Direction.NOTE: "message.noted",
}
