"""A delivery as its channel needs it: the letter, the thread it continues, the files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.utils import translation

from heard.domain.conversations.queries.threads import newest_thread_index, thread_ids
from heard.domain.conversations.rules import letters
from heard.domain.conversations.rules.links import reply_address
from heard.flows.letter_facts import letter_facts
from heard.kernel import files
from heard.ports.channel import Outbound, OutboundFile

if TYPE_CHECKING:
    from heard.domain.conversations.models import Conversation, Delivery, Message


def outbound_of(delivery: Delivery) -> Outbound:
    """One mail to one recipient, in the language of its conversation's person."""
    message, conversation = delivery.message, delivery.message.conversation
    text = message.full_text or message.text
    ids = thread_ids(conversation.id, before=message)
    person = conversation.person
    return Outbound(
        recipient=delivery.address,
        recipient_name=person.name if person else "",
        subject=subject_of(conversation),
        text=text,
        html=letters.as_html(text),
        from_address=settings.HEARD_MAIL_FROM,
        from_name=settings.HEARD_COUNCIL["name"],
        reply_to=reply_address(conversation.id, settings.HEARD_MAIL_DOMAIN),
        message_id=delivery.external_id,
        in_reply_to=ids[-1] if ids else "",
        references=tuple(ids),
        thread_index=newest_thread_index(conversation.id),
        language=person.language if person else "",
        attachments=_files(message),
        automatic=message.acknowledgement,
    )


def subject_of(conversation: Conversation) -> str:
    """A resident's mail is answered under its own subject; everything else under the case's."""
    if conversation.subject:
        return conversation.subject if conversation.subject.lower().startswith("re:") else f"Re: {conversation.subject}"
    if conversation.case is None:
        return str(settings.HEARD_COUNCIL["name"])
    with translation.override(conversation.person.language if conversation.person else None):
        return letters.subject(letter_facts(conversation.case, conversation))


def _files(message: Message) -> tuple[OutboundFile, ...]:
    return tuple(
        OutboundFile(name=file.name, content_type=file.content_type, data=files.get(file.key))
        for file in message.attachments.all()
    )
