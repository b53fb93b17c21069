"""We heard you: the first answer, by itself, at most once a conversation and never to a machine."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.utils import translation

from heard.domain.conversations.models import Direction, Message
from heard.domain.conversations.operations.messages import add_message
from heard.domain.conversations.operations.threads import note_acknowledged
from heard.domain.conversations.queries.threads import automatic_answers_lately, same_subject_acknowledged
from heard.domain.conversations.rules import letters
from heard.domain.conversations.rules.threading import MOST_AUTOMATIC_ANSWERS, may_answer_automatically
from heard.domain.people.rules.contact_points import email_key
from heard.flows.address_for import address_for
from heard.flows.letter_facts import letter_facts
from heard.flows.post import post
from heard.kernel.actor import SYSTEM

if TYPE_CHECKING:
    from heard.domain.cases.models import Case
    from heard.domain.conversations.models import Conversation


def acknowledge(
    conversation: Conversation, *, case: Case | None, automatic: str = "", follows: bool = False
) -> Message | None:
    """Write the acknowledgement and queue it; None where nobody can be answered, or nobody should be."""
    person = conversation.person
    address = address_for(conversation)
    if person is None or address is None or conversation.acknowledged_at:
        return None
    if not _allowed(conversation, email_key(address.value), automatic):
        return None
    with translation.override(person.language):
        text = _text(conversation, case, follows=follows)
    message = Message(
        conversation=conversation, direction=Direction.OUT, channel="email", text=text, acknowledgement=True
    )
    add_message(message, actor=SYSTEM, public=False)
    post(message, address=address.value)
    note_acknowledged(conversation)
    return message


def _allowed(conversation: Conversation, address: str, automatic: str) -> bool:
    repeated = bool(conversation.subject) and same_subject_acknowledged(
        address, conversation.subject, besides=conversation.id
    )
    return may_answer_automatically(
        automatic=automatic,
        to_own_mailbox=address.endswith(f"@{settings.HEARD_MAIL_DOMAIN}"),
        sent_lately=automatic_answers_lately(address),
        most=MOST_AUTOMATIC_ANSWERS if conversation.channel == "email" else settings.HEARD_REPORTS_PER_HOUR,
        same_subject_before=repeated,
    )


def _text(conversation: Conversation, case: Case | None, *, follows: bool) -> str:
    if case is None:
        return letters.received_for_sorting(council=settings.HEARD_COUNCIL["name"])
    facts = letter_facts(case, conversation)
    return letters.following(facts) if follows else letters.acknowledgement(facts)
