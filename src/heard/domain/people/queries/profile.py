"""One person, whole: everything the desk shows of them, in a fixed number of queries."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils import timezone

from heard.domain.people.models import Caution, Household, Identity, Mandate, Member, Merge, Person, PersonNote
from heard.domain.people.queries.wholes import keys_of
from heard.domain.people.rules.mandates import MandateFacts, may_speak_for

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID


@dataclass(frozen=True, slots=True)
class AtHome:
    """A household of the person, with who else belongs to it: persons are read."""

    household: Household
    members: list[Member]


@dataclass(frozen=True, slots=True)
class WholePerson:
    """`person` stands for all `records`; notes have not expired, cautions and mandates stand, merges are not undone."""

    person: Person
    records: list[Person]
    identities: list[Identity]
    households: list[AtHome]
    mandates: list[Mandate]
    speaks_for: list[Mandate]
    notes: list[PersonNote]
    cautions: list[Caution]
    merges: list[Merge]

    def cautions_due(self, day: date) -> list[Caution]:
        """Those whose day of review has come: shown as such, and never dropped by themselves."""
        return [caution for caution in self.cautions if caution.review_on <= day]


def whole_person(person_id: UUID) -> WholePerson:
    """Whoever this record is merged into, with all of theirs. Raises Person.DoesNotExist."""
    whole_id = Person.objects.values_list("whole_id", flat=True).get(pk=person_id)
    records = list(Person.objects.filter(whole_id=whole_id).select_related("area").order_by("id"))
    today = timezone.localdate()
    return WholePerson(
        person=next(record for record in records if record.id == whole_id),
        records=records,
        identities=list(identities_of(whole_id)),
        households=_households(whole_id),
        mandates=_standing_mandates(Q(person__whole_id=whole_id), today),
        speaks_for=_standing_mandates(Q(speaker__whole_id=whole_id), today),
        notes=list(
            PersonNote.objects.filter(person__whole_id=whole_id, expires_on__gte=today).select_related(
                "person", "author"
            )
        ),
        cautions=list(
            Caution.objects.filter(person__whole_id=whole_id, ended_at__isnull=True).select_related("person", "author")
        ),
        merges=list(
            Merge.objects.filter(other__whole_id=whole_id, undone_at__isnull=True)
            .select_related("kept", "other", "by")
            .order_by("id")
        ),
    )


def identities_of(whole_id: UUID) -> list[Identity]:
    """All of the whole's, each address or number once: the surest of those that are the same."""
    order = {"verified": 0, "attested": 1, "unverified": 2}
    theirs = Identity.objects.filter(person__whole_id=whole_id).select_related("person").order_by("created_at", "id")
    once: dict[tuple[str, str], Identity] = {}
    for identity in sorted(theirs, key=lambda one: order[one.assurance]):
        once.setdefault((identity.kind, keys_of(identity)[-1]), identity)  # while keys rotate, rows differ in theirs
    return list(once.values())


def _households(whole_id: UUID) -> list[AtHome]:
    homes = Household.objects.filter(members__person__whole_id=whole_id, members__left_at__isnull=True)
    members = Member.objects.filter(household__in=homes.values("id"), left_at__isnull=True).select_related(
        "household", "person"
    )
    by_home: dict[UUID, AtHome] = {}
    for member in members.order_by("created_at", "id"):
        home = by_home.setdefault(member.household_id, AtHome(member.household, []))
        home.members.append(member)
    return list(by_home.values())


def _standing_mandates(wanted: Q, day: date) -> list[Mandate]:
    """Those that hold now or will: what ended or expired is history."""
    found = Mandate.objects.filter(wanted, ended_at__isnull=True).select_related("person", "speaker").order_by("since")
    return [one for one in found if may_speak_for(facts_of(one), on=max(day, one.since))]


def facts_of(mandate: Mandate) -> MandateFacts:
    """What decides whether it holds."""
    return MandateFacts(since=mandate.since, until=mandate.until, ended=mandate.ended_at is not None)


def who_may_speak_for(person: Person, *, on: date) -> list[Person]:
    """Everybody who may speak for this person on that day."""
    standing = Mandate.objects.filter(person__whole_id=person.whole_id, ended_at__isnull=True).select_related("speaker")
    return [one.speaker for one in standing if may_speak_for(facts_of(one), on=on)]
