"""Households: of whom, at which address, and whom an address or number hints at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from heard.domain.people.models import Household, IdentityKind, Member
from heard.domain.people.queries.sameness import suggestions_for
from heard.domain.people.rules.contact_points import comparable, identity_digests
from heard.domain.people.rules.likeness import Reason

if TYPE_CHECKING:
    from heard.domain.people.models import Person
    from heard.domain.people.queries.sameness import Suggestion

HINTS_LOOKED_THROUGH = 30


def standing_members(household: Household) -> list[Member]:
    """Who belongs to it now, the head first."""
    members = household.members.filter(left_at__isnull=True).select_related("person").order_by("created_at", "id")
    return sorted(members, key=lambda member: member.role != "head")


def households_at(address: str) -> list[Household]:
    """Those at this address, however it is written."""
    keys = identity_digests(IdentityKind.ADDRESS, comparable(IdentityKind.ADDRESS, address, region=""))
    return list(Household.objects.filter(address_key__in=keys).order_by("id")) if address.strip() else []


def household_hints(person: Person, *, limit: int = 5) -> list[Suggestion]:
    """Who shares an address or a number under another name, and is of no household of theirs: a hint, no more."""
    own = Member.objects.filter(person__whole_id=person.whole_id, left_at__isnull=True).values("household")
    housemates = Member.objects.filter(household__in=own, left_at__isnull=True)
    known = set(housemates.values_list("person__whole_id", flat=True))
    found = suggestions_for(person, limit=HINTS_LOOKED_THROUGH)
    hints = [one for one in found if Reason.HOUSEHOLD in one.reasons and one.person.whole_id not in known]
    return hints[:limit]
