"""A person is forgotten: every record of theirs loses its name, and whatever hangs on a name goes with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q

from heard.domain.people.models import Caution, Distinction, Household, Identity, Mandate, Member, Person, PersonNote
from heard.domain.people.operations.merging import hold_merges
from heard.domain.vault.locks import new_locks
from heard.domain.vault.values import ERASED_VALUE
from heard.kernel import clock

if TYPE_CHECKING:
    from uuid import UUID

# Coded, and yet about this one person. Kind, language and area stay: statistics of cases ask for them.
_BLANK = {
    "tokens": [],
    "other_languages": [],
    "preferred_channel": "",
    "contact_hours": "",
    "needs": [],
    "interests": [],
    "age_band": "",
}


@dataclass(frozen=True, slots=True)
class ForgottenPeople:
    """What was removed by kind, which keys sealed it, and the new key of each record."""

    counts: dict[str, int]
    locks: list[bytes]
    fresh: dict[UUID, bytes]


def locked_whole(person: Person) -> list[Person]:
    """All records of this person, locked until the transaction ends: nothing is written about them meanwhile."""
    hold_merges()
    whole = Person.objects.values("whole_id").get(pk=person.pk)
    return list(Person.objects.select_for_update().filter(**whole).order_by("id"))


def forget_people(records: list[Person]) -> ForgottenPeople:
    """Remove what names them. What is written about them from now on is sealed under new keys, and can go again."""
    households = _households_of_theirs_alone(records)
    removed = {
        "identities": Identity.objects.filter(person__in=records),
        "notes": PersonNote.objects.filter(person__in=records),
        "cautions": Caution.objects.filter(person__in=records),
        "memberships": Member.objects.filter(person__in=records),
        "mandates": Mandate.objects.filter(Q(person__in=records) | Q(speaker__in=records)),
        "distinctions": Distinction.objects.filter(Q(first__in=records) | Q(second__in=records)),
        "households": Household.objects.filter(pk__in=[household.pk for household in households]),
    }
    counts = {"people": len(records)}
    for kind, rows in removed.items():
        counts[kind] = rows.count()
        rows.delete()
    fresh = dict(zip([record.id for record in records], new_locks(len(records)), strict=True))
    for record_id, lock in fresh.items():
        _blank(record_id, lock)
    locks = [*(record.lock() for record in records), *(household.lock() for household in households)]
    return ForgottenPeople(counts, locks, fresh)


def _blank(record_id: UUID, lock: bytes) -> None:
    now = clock.now()
    Person.objects.filter(pk=record_id).update(
        name=ERASED_VALUE, details=ERASED_VALUE, key=lock, erased_at=now, updated_at=now, **_BLANK
    )


def _households_of_theirs_alone(records: list[Person]) -> list[Household]:
    """Where nobody else was ever a member: what others share stays theirs."""
    others = Member.objects.exclude(person__in=records).values("household")
    return list(Household.objects.filter(members__person__in=records).exclude(pk__in=others).distinct())
