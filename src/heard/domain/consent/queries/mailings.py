"""Reading mailings: what one message of ours was part of, and whether its reader still wants it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from heard.domain.consent.models import OptionalMessage
from heard.domain.consent.queries.ledger import entries_of
from heard.domain.consent.rules.scopes import Scope, deciding
from heard.domain.people.models import Person

if TYPE_CHECKING:
    from uuid import UUID


def optional_message(message_id: UUID) -> OptionalMessage | None:
    """What makes this message of a conversation optional; None where it is about somebody's own case."""
    return OptionalMessage.objects.select_related("mailing", "person").filter(message_id=message_id).first()


def still_agreed(optional: OptionalMessage) -> bool:
    """Whether they have not said no since, nor asked us to use nothing of theirs: a mail that is tried again for days
    must not outlive that.
    """
    if Person.objects.filter(whole_id=optional.person.whole_id, restricted_at__isnull=False).exists():
        return False
    mailing = optional.mailing
    scope = Scope(
        purpose=mailing.purpose, department_id=mailing.department_id, topic=mailing.topic, channel=mailing.channel
    )
    said = deciding(entries_of(optional.person.whole_id, purpose=mailing.purpose), scope)
    return bool(said and said.given)
