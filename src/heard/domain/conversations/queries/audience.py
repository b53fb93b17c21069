"""Whom a case's news concerns: its own conversations, and those of the cases merged into it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from heard.domain.cases.queries.merged import same_thing
from heard.domain.conversations.models import Conversation

if TYPE_CHECKING:
    from uuid import UUID

    from django.db.models import QuerySet

    from heard.domain.cases.models import Case
    from heard.domain.people.models import Person


def conversations_of(case: Case) -> list[Conversation]:
    """Who can be answered on this case, the reporter first, then those of the cases merged into it."""
    return list(
        Conversation.objects.filter(case__in=same_thing(case), person__erased_at__isnull=True)
        .select_related("person")
        .prefetch_related("person__identities")
        .order_by("created_at")
    )


def conversation_with(person: Person, case: Case) -> Conversation | None:
    """Where this person and the council already speak about this case."""
    return Conversation.objects.filter(case=case, person__whole_id=person.whole_id).order_by("created_at").first()


def conversations_with_people(case: Case) -> list[Conversation]:
    """The case's own conversations that have somebody to tell, with all a letter needs."""
    return list(_to_tell(Q(case=case)))


def conversations_to_tell(case: Case) -> list[Conversation]:
    """Everyone who reported this, here or in a duplicate: one conversation a person."""
    found = _to_tell(Q(case__in=same_thing(case)))
    once: dict[UUID, Conversation] = {}
    for conversation in found:
        if conversation.person:
            once[conversation.person.whole_id] = conversation
    return list(once.values())


def _to_tell(wanted: Q) -> QuerySet[Conversation]:
    """With somebody who is still to be told: who was erased has no address any more."""
    return (
        Conversation.objects.filter(wanted, person__isnull=False, person__erased_at__isnull=True)
        .select_related("person", "case__service", "case__team")
        .order_by("created_at")
    )
