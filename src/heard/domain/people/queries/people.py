"""Reading people: who holds an address, and who might be the same person."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from django.conf import settings
from django.db.models import Prefetch

from heard.domain.people.models import LINKS_BY_ITSELF, Identity, IdentityKind, Person
from heard.domain.people.rules.contact_points import comparable, identity_digests
from heard.kernel.errors import InvalidInput

if TYPE_CHECKING:
    from uuid import UUID

    from django.db.models import QuerySet


def whole_people() -> QuerySet[Person]:
    """People with their identities, oldest first: two queries, however many."""
    identities = Identity.objects.select_related("person").order_by("created_at")
    return Person.objects.filter(erased_at__isnull=True).prefetch_related(Prefetch("identities", identities))


def people_with(*, email: str = "", phone: str = "", limit: int = 10) -> list[Person]:
    """Who has this address or number, at whatever assurance; for an agent to choose from, newest first."""
    wanted = _holding(email=email, phone=phone)
    return list(whole_people().filter(id__in=wanted).order_by("-created_at")[:limit]) if wanted else []


def surely_the_person(*, email: str) -> Person | None:
    """The one person for whom this address is verified or attested; None where nobody is, or several are."""
    holders = _holders(IdentityKind.EMAIL, email).filter(assurance__in=LINKS_BY_ITSELF)
    wholes = set(holders.values_list("person__whole_id", flat=True)[:2])
    return Person.objects.get(pk=wholes.pop()) if len(wholes) == 1 else None


def possible_same_people(person: Person, *, limit: int = 5) -> list[Person]:
    """Others who share an address or number: a suggestion to the agent, never a link. Families share both."""
    keys = Identity.objects.filter(person__whole_id=person.whole_id).values("key")
    ids = Identity.objects.filter(key__in=keys).exclude(person__whole_id=person.whole_id)
    return list(whole_people().filter(id__in=set(ids.values_list("person_id", flat=True)[:limit])))


def address_of(person_id: UUID) -> Identity | None:
    """The usable email address of a person, the surest and newest first."""
    usable = Identity.objects.filter(person_id=person_id, kind=IdentityKind.EMAIL, unusable_since__isnull=True)
    order = {"verified": 0, "attested": 1, "unverified": 2}
    return min(usable.order_by("-created_at"), key=lambda identity: order[identity.assurance], default=None)


def _holders(kind: IdentityKind, value: str) -> QuerySet[Identity]:
    """Whose this is, however it is written. Raises InvalidInput where it is no such thing."""
    compared = comparable(kind, value, region=settings.HEARD_REGION)
    return Identity.objects.filter(kind=kind, key__in=identity_digests(kind, compared), person__erased_at__isnull=True)


def _holding(*, email: str, phone: str) -> list[UUID]:
    """Persons with this address or number. Half-typed while the resident speaks: nobody yet, and no error."""
    wanted = {IdentityKind.EMAIL: email.strip(), IdentityKind.PHONE: phone.strip()}
    found: list[UUID] = []
    for kind, value in wanted.items():
        with suppress(InvalidInput):
            found += _holders(kind, value).values_list("person_id", flat=True) if value else []
    return found
