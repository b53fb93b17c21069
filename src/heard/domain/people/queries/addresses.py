"""Which identity an address is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from heard.domain.people.models import Identity, IdentityKind
from heard.domain.people.rules.contact_points import identity_digests

if TYPE_CHECKING:
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
