"""One person's turn in a mailing: they may still be sent it, or it waits for the end of quiet hours, or is left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction

from heard.domain.consent.operations.mailings import note_left_out, note_written, waiting_message
from heard.domain.consent.queries.permissions import may_send
from heard.domain.conversations.models import Direction, Message
from heard.domain.conversations.operations.messages import add_message
from heard.domain.conversations.operations.threads import begin
from heard.domain.conversations.rules.letters import personal
from heard.flows.post import post
from heard.kernel import clock, queue
from heard.kernel.actor import SYSTEM, staff

if TYPE_CHECKING:
    from uuid import UUID

    from heard.domain.consent.models import OptionalMessage
    from heard.domain.people.models import Identity


@transaction.atomic
def send_optional_message(optional_id: UUID) -> None:
    """Write the message and post it. Run twice, it changes nothing."""
    optional = waiting_message(optional_id)
    if optional is None:
        return
    mailing = optional.mailing
    permission = may_send(
        optional.person,
        purpose=mailing.purpose,
        department=mailing.department,
        topic=mailing.topic,
        channel=mailing.channel,
    )
    if permission.identity is None:
        note_left_out(optional, why=permission.why, actor=SYSTEM)
    elif permission.when and permission.when > clock.now():
        queue.defer("send_optional_message", at=permission.when, optional_id=optional.id)
    else:
        _write(optional, permission.identity)


def _write(optional: OptionalMessage, identity: Identity) -> None:
    """A conversation of their own, without a case: what they answer comes in as everything does."""
    mailing = optional.mailing
    conversation = begin(case=None, person=optional.person, channel=mailing.channel, subject=mailing.subject)
    message = Message(
        conversation=conversation,
        direction=Direction.OUT,
        channel=mailing.channel,
        staff_id=mailing.staff_id,
        subject=mailing.subject,
        text=personal(mailing.text, name=optional.person.name, council=settings.HEARD_COUNCIL["name"]),
    )
    add_message(message, actor=staff(mailing.staff_id) if mailing.staff_id else SYSTEM)
    note_written(optional, message_id=message.id)
    post(message, address=identity.value, channel=mailing.channel)
