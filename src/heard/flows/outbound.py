"""A delivery as its channel needs it: the letter, the thread it continues, the files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.utils import translation

from heard.domain.consent.queries.mailings import optional_message
from heard.domain.consent.rules.links import preferences_url, unsubscribe_url
from heard.domain.conversations.queries.threads import newest_thread_index, thread_ids
from heard.domain.conversations.rules import letters
from heard.domain.conversations.rules.links import reply_address
from heard.domain.people.models import Assurance
from heard.domain.people.queries.addresses import identity_at
from heard.domain.people.rules.proof_links import confirm_url
from heard.flows.letter_facts import letter_facts
from heard.kernel import files
from heard.ports.channel import Outbound, OutboundFile

if TYPE_CHECKING:
    from uuid import UUID

    from heard.domain.conversations.models import Delivery, Message
    from heard.domain.people.models import Identity


def outbound_of(delivery: Delivery) -> Outbound:
    """One mail to one recipient, in the language of its conversation's person."""
    message, conversation = delivery.message, delivery.message.conversation
    ids = thread_ids(conversation.id, before=message)
    person = conversation.person
    unsubscribe = _unsubscribe_url(message.id)
    text = _with_footer(delivery, unsubscribe)
    return Outbound(
        recipient=delivery.address,
        recipient_name=person.name if person else "",
        subject=subject_of(message),
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
        automatic=message.acknowledgement or bool(message.automatic) or bool(unsubscribe),
        list_unsubscribe=unsubscribe,
    )


def _unsubscribe_url(message_id: UUID) -> str:
    """Empty for what is about somebody's own case: that is no list to leave."""
    optional = optional_message(message_id)
    if optional is None:
        return ""
    mailing = optional.mailing
    return unsubscribe_url(optional.person_id, purpose=mailing.purpose, topic=mailing.topic, message_id=message_id)


def _with_footer(delivery: Delivery, unsubscribe: str) -> str:
    """Every message leads to the page where its reader chooses what we may send."""
    message = delivery.message
    text: str = message.full_text or message.text
    person = message.conversation.person
    if person is None:
        return text
    identity = identity_at(person, delivery.address)
    with translation.override(person.language):
        return letters.with_footer(
            text,
            preferences=preferences_url(person.id, identity.id if identity else None),
            unsubscribe=unsubscribe,
            confirm=_confirm_url(message, identity),
        )


def _confirm_url(message: Message, identity: Identity | None) -> str:
    """In the first answer to an address that nobody has proved yet. Made as the mail leaves: it goes to that address
    alone, and colleagues who read the conversation do not see it.
    """
    asks = message.acknowledgement and message.conversation.case_id is not None
    return confirm_url(identity.id) if asks and identity and identity.assurance == Assurance.UNVERIFIED else ""


def subject_of(message: Message) -> str:
    """Its own, where it has one; a resident's mail is answered under theirs; everything else goes under the case's."""
    conversation = message.conversation
    own: str = message.subject
    if own:
        return own
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
