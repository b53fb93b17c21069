"""Reading people: who holds an address, and which one they are written to. Who may be the same: sameness.py."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from django.conf import settings
from django.db.models import Prefetch, prefetch_related_objects

from heard.domain.people.models import LINKS_BY_ITSELF, Assurance, Identity, IdentityKind, Person
from heard.domain.people.rules.contact_points import comparable, identity_digests
from heard.domain.people.rules.reaching import address_to_write_to
from heard.kernel.errors import InvalidInput

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime
    from uuid import UUID

    from django.db.models import QuerySet

SURE_HOLDERS = 50


def whole_people() -> QuerySet[Person]:
    """People with their identities, oldest first: two queries, however many."""
    identities = Identity.objects.order_by("created_at")
    return Person.objects.filter(erased_at__isnull=True).prefetch_related(Prefetch("identities", identities))


def read_identities(people: Sequence[Person]) -> None:
    """Read the identities of these people, oldest first, where they are not at hand: one query."""
    prefetch_related_objects(people, Prefetch("identities", Identity.objects.order_by("created_at")))


def people_with(*, email: str = "", phone: str = "", limit: int = 10) -> list[Person]:
    """Who has this address or number, at whatever assurance; for an agent to choose from, newest first."""
    wanted = _holding(email=email, phone=phone)
    return list(whole_people().filter(id__in=wanted).order_by("-created_at")[:limit]) if wanted else []


def surely_the_person(value: str, *, kind: IdentityKind = IdentityKind.EMAIL) -> Person | None:
    """For whom this address is verified or attested; None where it is nobody, or more than one person.

    Where several records of one person have it, it is the one that has it surest and longest: what they write belongs
    there, and stays there when a merge is undone.
    """
    order = {Assurance.VERIFIED: 0, Assurance.ATTESTED: 1}
    sure = _holders(kind, value).filter(assurance__in=LINKS_BY_ITSELF).select_related("person")
    holders = sorted(sure.order_by("created_at", "id")[:SURE_HOLDERS], key=lambda one: order[Assurance(one.assurance)])
    return holders[0].person if len({one.person.whole_id for one in holders}) == 1 else None


def address_of(
    person_id: UUID, *, begun_at: datetime | None = None, written_to: Collection[str] = ()
) -> Identity | None:
    """The email address this person is written to, of all of theirs: rules/reaching.py."""
    whole = Person.objects.filter(pk=person_id).values("whole_id")
    emails = Identity.objects.filter(person__whole_id__in=whole, kind=IdentityKind.EMAIL, unusable_since__isnull=True)
    return address_to_write_to(
        emails.select_related("person"), own=person_id, begun_at=begun_at, written_to=set(written_to)
    )


def _holders(kind: IdentityKind, value: str) -> QuerySet[Identity]:
    """Whose this is, however it is written. Raises InvalidInput where it is no such thing."""
    compared = comparable(kind, value, region=settings.HEARD_REGION)
    return Identity.objects.filter(kind=kind, key__in=identity_digests(kind, compared), person__erased_at__isnull=True)


def _holding(*, email: str, phone: str) -> list[UUID]:
    """Who stands for its holders. Half-typed while the resident speaks: nobody yet, and no error."""
    wanted = {IdentityKind.EMAIL: email.strip(), IdentityKind.PHONE: phone.strip()}
    found: list[UUID] = []
    for kind, value in wanted.items():
        with suppress(InvalidInput):
            found += _holders(kind, value).values_list("person__whole_id", flat=True) if value else []
    return found
