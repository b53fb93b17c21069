"""Optional messages: written for many people, counted, sent or left out one by one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from heard.domain.consent.models import Mailing, OptionalMessage
from heard.domain.consent.models.sending import SendingState
from heard.domain.consent.rules.permissions import STOPPED
from heard.domain.journal.operations import record
from heard.domain.people.models import Person
from heard.kernel import clock

if TYPE_CHECKING:
    from uuid import UUID

    from django.db.models import QuerySet

    from heard.kernel.actor import Actor

BATCH = 1000


@transaction.atomic
def begin_mailing(mailing: Mailing, *, people: QuerySet[Person], left_out: dict[str, int], actor: Actor) -> list[UUID]:
    """Keep the text, and a row for each of `people`; their ids, in order."""
    mailing.save(force_insert=True)
    chosen = people.order_by("id").values_list("id", flat=True)
    rows = [OptionalMessage(mailing=mailing, person_id=person, purpose=mailing.purpose) for person in chosen]
    OptionalMessage.objects.bulk_create(rows, batch_size=BATCH)
    record(
        "mailing.begun",
        actor=actor,
        subject=mailing.id,
        purpose=mailing.purpose,
        topic=mailing.topic,
        people=len(rows),
        left_out=left_out,
    )
    return [row.id for row in rows]


@transaction.atomic
def stop_mailing(mailing: Mailing, *, actor: Actor) -> int:
    """Nothing of it that still waits leaves any more; how many that is. Whatever is just leaving, leaves."""
    waiting = OptionalMessage.objects.filter(mailing=mailing, state=SendingState.WAITING)
    stopped = waiting.update(state=SendingState.LEFT_OUT, why=STOPPED)
    if stopped:
        record("mailing.stopped", actor=actor, subject=mailing.id, people=stopped)
    return stopped


def waiting_message(optional_id: UUID) -> OptionalMessage | None:
    """One that still waits, with its person locked until the transaction ends: two mailings cannot pass the cap at
    once. None where it was dealt with before.
    """
    row = (
        OptionalMessage.objects.select_for_update(of=("self",))
        .select_related("mailing__department", "person")
        .filter(pk=optional_id, state=SendingState.WAITING)
        .first()
    )
    if row:
        list(Person.objects.select_for_update().filter(pk=row.person.whole_id).values_list("id"))
    return row


@transaction.atomic
def note_written(optional: OptionalMessage, *, message_id: UUID) -> None:
    """It has become a message of a conversation, on its way; from now on it counts."""
    optional.state, optional.sent_at, optional.message_id = SendingState.SENT, clock.now(), message_id
    optional.save(update_fields=["state", "sent_at", "message_id"])


@transaction.atomic
def note_left_out(optional: OptionalMessage, *, why: str, actor: Actor) -> None:
    """When its turn came, it was not allowed any more."""
    optional.state, optional.why = SendingState.LEFT_OUT, why
    optional.save(update_fields=["state", "why"])
    record("mailing.left_out", actor=actor, subject=optional.mailing_id, person=optional.person_id, why=why)
