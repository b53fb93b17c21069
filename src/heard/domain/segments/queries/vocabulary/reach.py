"""How they can be reached: whether we have an address that works, and whether it is surely theirs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.translation import gettext as _

from heard.domain.criteria.rules import Field, Kind
from heard.domain.people.models import Assurance, Identity, IdentityKind

from .source import Source, by_person, theirs, truth

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime
    from uuid import UUID


@dataclass(frozen=True, slots=True)
class Reach:
    """What works, and what is proved."""

    email: bool
    phone: bool
    verified_email: bool
    verified_phone: bool


def _fields(_now: datetime) -> list[Field]:
    email, phone = Q(kind=IdentityKind.EMAIL), Q(kind=IdentityKind.PHONE)
    verified = Q(assurance=Assurance.VERIFIED)
    return [
        _truth("email", _("person has an email address that works"), email),
        _truth("phone", _("person has a phone number that works"), phone),
        _truth("verified_email", _("person has a verified email address"), email & verified),
        _truth("verified_phone", _("person has a verified phone number"), phone & verified),
    ]


def _truth(name: str, label: str, fits: Q) -> Field:
    usable = Identity.objects.filter(unusable_since__isnull=True)
    return Field(name, label, Kind.TRUTH, truth(theirs(usable)(fits)), REACH.read(name))


def _facts(people: Collection[UUID]) -> dict[UUID, Reach]:
    usable = Identity.objects.filter(person__whole_id__in=list(people), unusable_since__isnull=True)
    rows = usable.values_list("person__whole_id", "kind", "assurance")
    held = by_person([(person_id, (kind, assurance)) for person_id, kind, assurance in rows])
    return {person_id: _reach(held.get(person_id, [])) for person_id in people}


def _reach(held: list[tuple[str, str]]) -> Reach:
    kinds = {kind for kind, _assurance in held}
    proved = {kind for kind, assurance in held if assurance == Assurance.VERIFIED}
    email, phone = IdentityKind.EMAIL, IdentityKind.PHONE
    return Reach(email in kinds, phone in kinds, email in proved, phone in proved)


REACH = Source("reach", _fields, _facts)
