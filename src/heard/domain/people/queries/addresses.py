"""Which identity an address is, and where people live."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db.models import Q

from heard.domain.people.models import LINKS_BY_ITSELF, Identity, IdentityKind, Member
from heard.domain.people.rules.contact_points import comparable, identity_digests

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

    from heard.domain.people.models import Person


def identity_at(person: Person, email: str) -> Identity | None:
    """Of this person's identities, in whichever of their records, the one with this address."""
    keys = identity_digests(IdentityKind.EMAIL, email.strip().lower())
    theirs = Identity.objects.filter(person__whole_id=person.whole_id, kind=IdentityKind.EMAIL, key__in=keys)
    return theirs.order_by("created_at", "id").first()


def identity_in_use(identity_id: UUID) -> Identity:
    """With its person. Identity.DoesNotExist where it was removed, or they were erased."""
    return Identity.objects.select_related("person").get(pk=identity_id, person__erased_at__isnull=True)


def homes_of(person_ids: Iterable[UUID]) -> dict[UUID, list[str]]:
    """By record, the postal addresses it is found by: its own, and of the households it belongs to and lives in."""
    ids = list(person_ids)
    found: dict[UUID, list[str]] = {}
    if not ids:
        return found
    own = Identity.objects.filter(person_id__in=ids, kind=IdentityKind.ADDRESS).order_by()
    shared = Member.objects.filter(person_id__in=ids, left_at__isnull=True, lives_elsewhere=False).order_by()
    rows = [*own.values_list("person_id", "value"), *shared.values_list("person_id", "household__address")]
    for person_id, address in rows:
        if address:
            found.setdefault(person_id, []).append(address)
    return found


def known_identity(person: Person, *, kind: str, value: str) -> Identity | None:
    """That this record has already, or that is known for sure of another record of theirs. Raises InvalidInput."""
    keys = identity_digests(kind, comparable(kind, value, region=settings.HEARD_REGION))
    theirs = Identity.objects.filter(person__whole_id=person.whole_id, kind=kind, key__in=keys)
    own_or_sure = theirs.filter(Q(person=person) | Q(assurance__in=LINKS_BY_ITSELF)).order_by("created_at", "id")
    return min(own_or_sure, key=lambda one: one.person_id != person.id, default=None)
