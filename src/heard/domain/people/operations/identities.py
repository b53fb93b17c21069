"""What a person is reached and recognised by: added, proved, changed, removed. Assurance stays with its own value."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction

from heard.domain.journal.operations import record
from heard.domain.people.models import LINKS_BY_ITSELF, Assurance, Identity, IdentityKind
from heard.domain.people.operations.people import make_findable
from heard.domain.people.queries.addresses import homes_of, known_identity
from heard.domain.people.queries.areas import area_of_address
from heard.domain.people.rules.contact_points import comparable, identity_digest
from heard.kernel import clock
from heard.kernel.errors import InvalidInput

if TYPE_CHECKING:
    from heard.domain.people.models import Person
    from heard.kernel.actor import Actor


@transaction.atomic
def add_identity(person: Person, *, kind: str, value: str, actor: Actor) -> Identity:
    """Another address, number or name of theirs: unverified, whoever says so. Known already, it stays what it was."""
    value, compared = value.strip(), _compared(kind, value)
    if known := known_identity(person, kind=kind, value=value):
        return known
    identity = Identity.objects.create(person=person, kind=kind, value=value, key=identity_digest(kind, compared))
    if kind == IdentityKind.ADDRESS:
        _live_at(person)
    record("person.identity_added", actor=actor, person=person.id, subject=identity.id, identity=kind)
    return identity


@transaction.atomic
def change_identity(identity: Identity, *, value: str, actor: Actor) -> Identity:
    """Another value in its place; returned is the row that holds it.

    Written otherwise but the same (a capital letter, a space): the row keeps what was proved. Another address or number
    proves nothing: it is a row of its own, unverified, and one that was proved or attested stays beside it until
    somebody removes it. So no edit of a profile steals an address.
    """
    if _compared(identity.kind, value) == _compared(identity.kind, identity.value):
        identity.value = value.strip()
        identity.save(update_fields=["value"])
        record("person.identity_rewritten", actor=actor, person=identity.person_id, subject=identity.id,
               identity=identity.kind)  # fmt: skip
        return identity
    new = add_identity(identity.person, kind=identity.kind, value=value, actor=actor)
    if identity.assurance not in LINKS_BY_ITSELF:
        remove_identity(identity, actor=actor)
    return new


@transaction.atomic
def remove_identity(identity: Identity, *, actor: Actor) -> None:
    """It is no longer theirs."""
    person, kind, was = identity.person, identity.kind, identity.assurance
    record("person.identity_removed", actor=actor, person=person.id, subject=identity.id, identity=kind, was=was)
    identity.delete()
    if kind == IdentityKind.ADDRESS:
        _live_at(person)


@transaction.atomic
def verify_identity(identity: Identity, *, how: str, actor: Actor) -> Identity:
    """They have shown that it is theirs: by a "code" or "link" that only its holder could read, a "document" at the
    counter, or an identity "provider"."""
    current = Identity.objects.select_for_update(of=("self",)).select_related("person").get(pk=identity.pk)
    if current.assurance != Assurance.VERIFIED:
        current.assurance, current.verified_at, current.unusable_since = Assurance.VERIFIED, clock.now(), None
        current.save(update_fields=["assurance", "verified_at", "unusable_since"])
        record("person.verified", actor=actor, person=current.person_id, subject=current.id, identity=current.kind,
               how=how)  # fmt: skip
    return current


def _compared(kind: str, value: str) -> str:
    if kind not in IdentityKind.values:
        raise InvalidInput({"kind": "There is no such kind of address."})
    compared = comparable(kind, value, region=settings.HEARD_REGION)
    if not compared:
        raise InvalidInput({kind: "Enter it, or leave it out."})
    return compared


def _live_at(person: Person) -> None:
    """By their postal addresses they are found, and counted to an area; one that somebody chose stays."""
    addresses = [one.value for one in person.identities.filter(kind=IdentityKind.ADDRESS).order_by("-created_at")]
    make_findable(person, addresses=homes_of([person.id]).get(person.id, ()))
    if person.area_id is None and addresses:
        person.area_id = area_of_address(addresses[0])
    person.save(update_fields=["tokens", "area", "updated_at"])
