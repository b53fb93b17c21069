"""How every keyed digest and token is made anew from its row, when the secret it was made with is to go.

A column of digests that is in neither list fails a test: nothing becomes unfindable because nobody thought of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings

from heard.domain.conversations.models import Conversation, Message
from heard.domain.conversations.rules.recognition import external_digest, subject_digest
from heard.domain.people.models import Household, Identity, IdentityKind, Person
from heard.domain.people.operations.people import make_findable
from heard.domain.people.queries.addresses import homes_of
from heard.domain.people.rules.contact_points import comparable, identity_digest
from heard.kernel.errors import InvalidInput

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from uuid import UUID


def identities(keys: Iterable[UUID]) -> dict[UUID, str]:
    """By what they are reached."""
    rows = Identity.objects.filter(pk__in=keys).order_by()
    return {row.pk: _identity(row.kind, row.value) for row in rows}


def households(keys: Iterable[UUID]) -> dict[UUID, str]:
    """By where they are."""
    return {row.pk: _identity(IdentityKind.ADDRESS, row.address) for row in Household.objects.filter(pk__in=keys)}


def conversations(keys: Iterable[UUID]) -> dict[UUID, str]:
    """By their subject."""
    return {row.pk: subject_digest(row.subject) for row in Conversation.objects.filter(pk__in=keys)}


def messages(keys: Iterable[UUID]) -> dict[UUID, str]:
    """By their Message-ID."""
    rows = Message.objects.filter(pk__in=keys).order_by().values_list("pk", "external_id")
    return {key: external_digest(external_id) for key, external_id in rows}


def people(keys: Iterable[UUID]) -> dict[UUID, list[int]]:
    """By their names and addresses."""
    rows = list(Person.objects.filter(pk__in=keys))
    homes = homes_of(person.pk for person in rows)
    for person in rows:
        make_findable(person, addresses=homes.get(person.pk, ()))
    return {person.pk: person.tokens for person in rows}


FIND_AGAIN: dict[str, Callable[[Any], dict[Any, Any]]] = {
    "people.Identity.key": identities,
    "people.Household.address_key": households,
    "people.Person.tokens": people,
    "conversations.Conversation.subject_key": conversations,
    "conversations.Message.external_key": messages,
}

STAYS_BEHIND = {
    "conversations.Arrival.digest": "Made of a mail's id and sender, and asked while mail servers try again: for days.",
    "people.Proof.code": "A code lives for minutes.",
}


def _identity(kind: str, value: str) -> str:
    """Nothing where it is unreadable, or was never comparable: nobody is found by it."""
    if not value:
        return ""
    try:
        compared = comparable(kind, value, region=settings.HEARD_REGION)
    except InvalidInput:
        return ""
    return identity_digest(kind, compared)
