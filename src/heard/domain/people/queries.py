"""Reading people: who holds an address, and who might be the same person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.postgres.search import TrigramStrictWordSimilarity
from django.db.models import Prefetch, Q

from heard.domain.people.models import Identity, IdentityKind, Person
from heard.domain.people.rules import LINKS_BY_ITSELF, email_key, phone_key
from heard.kernel.errors import InvalidInput

if TYPE_CHECKING:
    from uuid import UUID

    from django.db.models import QuerySet


def whole_people() -> QuerySet[Person]:
    """People with their identities, oldest first: two queries, however many."""
    return Person.objects.prefetch_related(Prefetch("identities", Identity.objects.order_by("created_at")))


def people_with(*, email: str = "", phone: str = "", limit: int = 10) -> list[Person]:
    """Who has this address or number, at whatever assurance; for an agent to choose from, newest first."""
    wanted = _holding(email=email, phone=phone)
    return list(whole_people().filter(id__in=wanted).order_by("-created_at")[:limit]) if wanted is not None else []


def people_called(name: str, *, limit: int = 100) -> list[Person]:
    """Whose name has words like these, the likest first, then the newest: "gomes" finds Maria Gomez."""
    alike = whole_people().filter(name__trigram_strict_word_similar=name)
    return list(alike.order_by(TrigramStrictWordSimilarity(name, "name").desc(), "-created_at")[:limit])


def surely_the_person(*, email: str) -> Person | None:
    """The one person for whom this address is verified or attested; None where nobody is, or several are."""
    holders = Identity.objects.filter(kind=IdentityKind.EMAIL, key=email_key(email), assurance__in=LINKS_BY_ITSELF)
    people = {identity.person_id: identity.person for identity in holders.select_related("person")[:2]}
    return next(iter(people.values())) if len(people) == 1 else None


def possible_same_people(person: Person, *, limit: int = 5) -> list[Person]:
    """Others who share an address or number: a suggestion to the agent, never a link. Families share both."""
    keys = Identity.objects.filter(person=person).values("kind", "key")
    same = Q(pk__in=[])
    for identity in keys:
        same |= Q(kind=identity["kind"], key=identity["key"])
    ids = Identity.objects.filter(same).exclude(person=person).values_list("person_id", flat=True)[:limit]
    return list(whole_people().filter(id__in=set(ids)))


def address_of(person_id: UUID) -> Identity | None:
    """The usable email address of a person, the surest and newest first."""
    usable = Identity.objects.filter(person_id=person_id, kind=IdentityKind.EMAIL, unusable_since__isnull=True)
    order = {"verified": 0, "attested": 1, "unverified": 2}
    return min(usable.order_by("-created_at"), key=lambda identity: order[identity.assurance], default=None)


def _holding(*, email: str, phone: str) -> QuerySet[Identity, UUID] | None:
    wanted = Q()
    try:
        if email.strip():
            wanted |= Q(kind=IdentityKind.EMAIL, key=email_key(email))
        if phone.strip():
            wanted |= Q(kind=IdentityKind.PHONE, key=phone_key(phone, region=settings.HEARD_REGION))
    except InvalidInput:
        return None  # half-typed while the resident speaks: nobody yet, and no error
    return Identity.objects.filter(wanted).values_list("person_id", flat=True) if wanted else None
