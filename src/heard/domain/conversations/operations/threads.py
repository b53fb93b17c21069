"""Conversations themselves: begun, tied to a case, sorted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from heard.domain.conversations.models import Conversation
from heard.domain.conversations.rules.recognition import subject_digest
from heard.domain.journal.operations import record
from heard.kernel import clock, live

if TYPE_CHECKING:
    from heard.domain.cases.models import Case
    from heard.domain.people.models import Person
    from heard.kernel.actor import Actor


def begin(*, case: Case | None, person: Person | None, channel: str, subject: str = "") -> Conversation:
    """A new conversation; its first message records it."""
    subject = subject[:300]
    return Conversation.objects.create(
        case=case, person=person, channel=channel, subject=subject, subject_key=subject_digest(subject)
    )


@transaction.atomic
def put_into_sorting(conversation: Conversation, *, suggested: list[str], actor: Actor) -> None:
    """Nobody knows yet what this is about: it waits for an agent, with the services it may be."""
    conversation.to_sort, conversation.suggested_services = True, suggested
    conversation.save(update_fields=["to_sort", "suggested_services"])
    record(
        "conversation.to_sort", actor=actor, subject=conversation.id, person=conversation.person_id, services=suggested
    )
    live.announce("sorting", kind="conversation.to_sort")


@transaction.atomic
def tie_to_case(conversation: Conversation, *, case: Case, actor: Actor) -> None:
    """The conversation is about this case from now on."""
    conversation.case, conversation.to_sort = case, False
    conversation.save(update_fields=["case", "to_sort"])
    record("conversation.sorted", actor=actor, case=case.id, subject=conversation.id, person=conversation.person_id)
    live.announce("sorting", kind="conversation.sorted")


@transaction.atomic
def set_aside(conversation: Conversation, *, actor: Actor) -> None:
    """Nothing to do here (advertising, a wrong address): out of the tray, kept all the same."""
    conversation.to_sort = False
    conversation.save(update_fields=["to_sort"])
    record("conversation.set_aside", actor=actor, subject=conversation.id, person=conversation.person_id)
    live.announce("sorting", kind="conversation.set_aside")


def note_acknowledged(conversation: Conversation) -> None:
    """An acknowledgement is on its way; there will be no second one."""
    conversation.acknowledged_at = clock.now()
    conversation.save(update_fields=["acknowledged_at"])
