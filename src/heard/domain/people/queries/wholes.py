"""Persons as wholes: all records that merges made one, with what they are reached by."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.db.models import Q

from heard.domain.people.models import Assurance, Identity, Person
from heard.domain.people.rules.contact_points import comparable, identity_digests
from heard.domain.people.rules.likeness import Traits
from heard.kernel.errors import InvalidInput

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from uuid import UUID


@dataclass(frozen=True, slots=True)
class Whole:
    """All records of one person; `root` stands for them."""

    records: list[Person]
    identities: list[Identity]

    @property
    def root(self) -> Person:
        """Who stands for them."""
        return next(record for record in self.records if record.id == record.whole_id)

    @property
    def traits(self) -> Traits:
        """What of them is compared with others."""
        names = [name for one in self.records for name in (one.name, *one.details.get("other_names", [])) if name]
        born = [one.details["birth_date"] for one in self.records if one.details.get("birth_date")]
        keys = [(one.kind, keys_of(one)[-1]) for one in self.identities]
        proved = [key for key, one in zip(keys, self.identities, strict=True) if one.assurance == Assurance.VERIFIED]
        return Traits(frozenset(names), frozenset(born), frozenset(keys), frozenset(proved))


def wholes(whole_ids: Collection[UUID]) -> dict[UUID, Whole]:
    """These people by the id of who stands for them, without the erased; two queries."""
    if not whole_ids:
        return {}
    records: dict[UUID, list[Person]] = defaultdict(list)
    identities: dict[UUID, list[Identity]] = defaultdict(list)
    for record in Person.objects.filter(whole_id__in=whole_ids, erased_at__isnull=True).order_by("id"):
        records[record.whole_id].append(record)
    theirs = Identity.objects.filter(person__whole_id__in=whole_ids, person__erased_at__isnull=True)
    for identity in theirs.select_related("person").order_by("created_at", "id"):
        identities[identity.person.whole_id].append(identity)
    return {
        key: Whole(several, identities[key])
        for key, several in records.items()
        if any(record.id == key and not record.is_erased for record in several)
    }


def keys_of(identity: Identity) -> list[str]:
    """Its digests under every secret in use, the newest last: the row may still carry an older one."""
    try:
        compared = comparable(identity.kind, identity.value, region=settings.HEARD_REGION)
    except InvalidInput:
        return [identity.key]
    return identity_digests(identity.kind, compared)


def holding_any(identities: Iterable[Identity]) -> Q:
    """A condition on identities: the same as any of these."""
    wanted = Q(pk__in=[])
    for identity in identities:
        wanted |= Q(kind=identity.kind, key__in=keys_of(identity))
    return wanted
