"""Writing people: a new person with what they gave us, what became known since, an address that no longer works."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction

from heard.domain.journal.operations import past_entry, record
from heard.domain.people.models import Assurance, Identity, IdentityKind, Person
from heard.domain.people.queries.addresses import homes_of, known_identity
from heard.domain.people.rules.contact_points import comparable, identity_digest, identity_digests
from heard.domain.people.rules.tokens import token_texts
from heard.domain.vault.digests import tokens
from heard.domain.vault.locks import new_locks
from heard.kernel import clock
from heard.kernel.actor import SYSTEM
from heard.kernel.copying import copy_in

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

    from heard.domain.journal.models import Entry
    from heard.kernel.actor import Actor


@transaction.atomic
def add_person(
    *,
    name: str = "",
    email: str = "",
    phone: str = "",
    handle: str = "",
    language: str = "en",
    attested: bool = False,
    actor: Actor,
) -> Person:
    """A new person. What they give us is unverified until they prove it, or the channel attests it."""
    identities = _identities(email=email, phone=phone, handle=handle)
    person = Person(name=name.strip(), language=language)
    make_findable(person)
    person.save(force_insert=True)
    assurance = Assurance.ATTESTED if attested else Assurance.UNVERIFIED
    Identity.objects.bulk_create(
        Identity(person=person, kind=kind, value=value, key=key, assurance=assurance) for kind, value, key in identities
    )
    record("person.added", actor=actor, person=person.id, identities=[kind for kind, _value, _key in identities])
    return person


@transaction.atomic
def complete_person(person: Person, *, name: str = "", email: str = "", phone: str = "", actor: Actor) -> Person:
    """Add what an agent learnt about a known person; never overwrites what is there."""
    if name.strip() and not person.name:
        person.name = name.strip()
        make_findable(person, addresses=homes_of([person.id]).get(person.id, ()))
        person.save(update_fields=["name", "tokens", "updated_at"])
    added = []
    for kind, value, key in _identities(email=email, phone=phone):
        if known_identity(person, kind=kind, value=value) is None:
            Identity.objects.create(person=person, kind=kind, key=key, value=value)
            added.append(kind)
    if added:
        record("person.completed", actor=actor, person=person.id, identities=added)
    return person


@transaction.atomic
def mark_unusable(*, address: str, actor: Actor) -> int:
    """Mail to this address comes back for good: use it for nobody. How many people had it."""
    keys = identity_digests(IdentityKind.EMAIL, address.strip().lower())
    holders = Identity.objects.filter(kind=IdentityKind.EMAIL, key__in=keys, unusable_since__isnull=True)
    people = list(holders.values_list("person_id", flat=True))
    holders.update(unusable_since=clock.now())
    for person_id in people:
        record("person.address_unusable", actor=actor, person=person_id, identity=IdentityKind.EMAIL)
    return len(people)


@transaction.atomic
def add_past_people(people: list[Person], identities: list[Identity]) -> list[Entry]:
    """People who came before Heard did; returned are the journal's entries, for the caller to record in their time."""
    for person, lock in zip(people, new_locks(len(people)), strict=True):
        person.key = lock
    copy_in(people)
    copy_in(identities)
    kinds: dict[UUID, list[str]] = {person.id: [] for person in people}
    for identity in identities:
        kinds[identity.person_id].append(identity.kind)
    return [
        past_entry("person.added", actor=SYSTEM, at=person.created_at, person=person.id, identities=kinds[person.id])
        for person in people
    ]


def find_at_home(person_ids: Iterable[UUID]) -> None:
    """Where they live has changed: they are found by it from now on."""
    there = Person.objects.filter(pk__in=list(person_ids), erased_at__isnull=True)
    people = list(there.select_for_update(no_key=True).order_by("id"))
    homes = homes_of(person.id for person in people)
    for person in people:
        make_findable(person, addresses=homes.get(person.id, ()))
        person.save(update_fields=["tokens"])


def make_findable(person: Person, *, addresses: Iterable[str] = ()) -> None:
    """Set the tokens that their names and addresses are found by; the caller saves."""
    names = [person.name, *person.details.get("other_names", [])]
    person.tokens = tokens(token_texts(names, addresses))


def _identities(*, email: str, phone: str, handle: str = "") -> list[tuple[str, str, str]]:
    """Kind, value as written, and the digest of it as compared. Raises InvalidInput."""
    given = (
        (IdentityKind.EMAIL, email.strip()),
        (IdentityKind.PHONE, phone.strip()),
        (IdentityKind.HANDLE, handle.strip()),
    )
    return [
        (kind, value, identity_digest(kind, comparable(kind, value, region=settings.HEARD_REGION)))
        for kind, value in given
        if value
    ]
