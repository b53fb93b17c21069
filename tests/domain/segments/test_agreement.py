"""Conditions about people: the filter of the database finds whom the facts fulfil, merged records and all."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.db.models import F
from hypothesis import HealthCheck, example, given, settings

from heard.domain.cases.models import Outcome, Status
from heard.domain.criteria.rules import Kind, parse
from heard.domain.people.models import Assurance, Household, HouseholdRole, Member, Person, Topic
from heard.domain.people.operations.merging import merge_people
from heard.domain.segments.queries.vocabulary import facts_of, person_vocabulary
from heard.kernel.actor import SYSTEM
from tests.town.cases import CaseFactory
from tests.town.catalogue import ServiceFactory
from tests.town.conditions import CONDITIONS, conditions_about
from tests.town.people import EmailFactory, PersonFactory, PhoneFactory
from tests.town.places import AreaFactory
from tests.town.staff import TeamFactory

if TYPE_CHECKING:
    from uuid import UUID

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
CHOICES = {
    "kind": ["person", "organisation"],
    "area": ["north", "south"],
    "language": ["en", "es", "fr"],
    "other_language": ["en", "es", "fr"],
    "interest": ["roads", "library"],
    "need": ["large_print", "interpreter"],
    "age": ["0-15", "25-44", "80+"],
    "channel": ["email", "phone"],
    "household_role": ["head", "child", "partner"],
    "ended_as": ["fixed", "not_ours"],
}
MOMENTS = [NOW - timedelta(days=days) for days in (0, 3, 6, 7, 40, 400)]


@pytest.fixture
def people(db: None) -> set[UUID]:
    """Forty records, of which some stand for others; in shared homes, with reports, addresses and needs."""
    areas = [AreaFactory(code="north"), AreaFactory(code="south"), None]
    for code in CHOICES["interest"]:
        Topic.objects.create(code=code, name=code)
    records = [_record(n, areas) for n in range(40)]
    _housed(records)
    _with_cases(records)
    for n in (0, 10, 20):
        merge_people(records[n + 1], records[n], reasons=[], actor=SYSTEM)
        merge_people(records[n + 2], records[n + 1], reasons=[], actor=SYSTEM)
    return set(Person.objects.filter(whole_id=F("id")).values_list("id", flat=True))


def _record(n: int, areas: list[Any]) -> Person:
    person = PersonFactory(
        kind=CHOICES["kind"][n % 11 == 0],
        language=CHOICES["language"][n % 3],
        other_languages=["es"] if n % 4 == 0 else [],
        area=areas[n % 3],
        age_band=["", "25-44", "0-15", "80+"][n % 4],
        needs=[[], ["large_print"], [], ["interpreter", "large_print"], []][n % 5],
        interests=[["roads"], [], ["roads", "library"]][n // 2 % 3],
        preferred_channel=["", "email", "phone"][n // 3 % 3],
        created_at=MOMENTS[n % len(MOMENTS)],
    )
    if n % 3:
        EmailFactory(
            person=person,
            assurance=Assurance.VERIFIED if n % 2 else Assurance.UNVERIFIED,
            unusable_since=NOW if n % 7 == 0 else None,
        )
    if n % 4 == 1:
        PhoneFactory(person=person, assurance=Assurance.VERIFIED if n % 8 == 1 else Assurance.ATTESTED)
    return person


def _housed(records: list[Person]) -> None:
    """Homes of four and of one, somebody who left, somebody who lives elsewhere, and many without a home we know."""
    roles = [HouseholdRole.HEAD, HouseholdRole.PARTNER, HouseholdRole.CHILD, HouseholdRole.OTHER]
    for start in range(0, 24, 4):
        household = Household.objects.create(name="A home")
        for n in range(4 if start % 8 else 1):
            Member.objects.create(
                household=household,
                person=records[start + n],
                role=roles[n],
                left_at=NOW if n == 3 and start == 4 else None,
                lives_elsewhere=n == 2 and start == 12,
            )


def _with_cases(records: list[Person]) -> None:
    services, secret = [ServiceFactory(code="bin"), ServiceFactory(code="lamp")], ServiceFactory(confidential=True)
    team = TeamFactory()
    for n, person in enumerate(records):
        for nth in range(n % 5):
            closed = (n + nth) % 2
            CaseFactory(
                person=person,
                team=team,
                service=secret if (n + nth) % 6 == 0 else services[nth % 2],
                reported_at=MOMENTS[(n + nth) % len(MOMENTS)],
                status=Status.CLOSED if closed else Status.RECEIVED,
                outcome=[Outcome.FIXED, Outcome.NOT_OURS][nth % 2] if closed else "",
            )


def test_the_filter_finds_whom_the_facts_fulfil(people: set[UUID]) -> None:
    vocabulary, facts = person_vocabulary(now=NOW), facts_of(people)
    names = [*vocabulary.fields, "reports.any", "reports.bin", "reports.bin.7d", "reports.any.60d"]
    moments = ["2026-11-20", "2026-11-13", NOW.isoformat(), "7d", "+2h", "1w", "-30m"]

    @given(conditions_about(vocabulary, names, CHOICES, {Kind.MOMENT: moments}))
    @example({"none": [{"field": "reports.any", "more_than": 0}]})
    @example({"any": [{"field": "area", "is_empty": False}, {"field": "need", "is_empty": True}]})
    @settings(max_examples=CONDITIONS, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    def on_everybody(data: dict[str, Any]) -> None:
        condition = parse(data, vocabulary)
        found = set(Person.objects.filter(condition.as_q(now=NOW), id__in=people).values_list("id", flat=True))
        assert found == {one for one in people if condition.matches(facts[one], now=NOW)}, condition.in_words()
        for one in people:
            assert bool(condition.because(facts[one], now=NOW)) == (one in found)

    on_everybody()


def test_the_town_of_this_test_has_something_to_find_and_something_to_miss(people: set[UUID]) -> None:
    """A field that nobody or everybody fulfils would agree whatever its filter said."""
    vocabulary = person_vocabulary(now=NOW)
    truths = [name for name, field in vocabulary.fields.items() if field.kind is Kind.TRUTH]
    asked = [{"field": name, "is": True} for name in truths]
    asked += [{"field": name, "is": codes[1]} for name, codes in CHOICES.items()]
    asked += [{"field": "reports.bin", "at_least": 2}, {"field": "household_size", "at_least": 3}]
    asked += [{"field": "last_report", "within": "7d"}, {"field": "known_since", "within": "7d"}]
    for data in asked:
        found = Person.objects.filter(parse(data, vocabulary).as_q(now=NOW), id__in=people).count()
        assert 0 < found < len(people), data
