"""The people of a segment: whole, usable, counted with patience, sampled within what the reader may know."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection
from django.db.models import Q
from django.utils import timezone

from heard.domain.criteria.rules import Field, Kind
from heard.domain.people.models import Person
from heard.domain.people.operations.merging import merge_people
from heard.domain.segments.operations import add_segment, approve_segment
from heard.domain.segments.queries import people as segment_people
from heard.domain.segments.queries import vocabulary
from heard.domain.segments.queries.people import number_of, patiently, people_in, people_who
from heard.domain.segments.queries.sample import SHOWN, sample_of
from heard.domain.segments.queries.vocabulary import Source, facts_of, person_vocabulary, register
from heard.domain.segments.queries.vocabulary.source import truth
from heard.domain.segments.rules.numbers import number_in_words
from heard.domain.teams.models import Role
from heard.domain.teams.queries import standing_of
from heard.kernel.actor import SYSTEM, staff
from tests.town.cases import CaseFactory
from tests.town.people import PersonFactory
from tests.town.staff import DepartmentFactory, StaffFactory, TeamFactory

if TYPE_CHECKING:
    from heard.domain.segments.models import Segment

pytestmark = pytest.mark.django_db
SPANISH = {"field": "language", "is": "es"}
INTERPRETER = {"field": "need", "is": "interpreter"}


def segment_of(condition: dict[str, Any]) -> Segment:
    """One that may be used."""
    segment = add_segment(
        name="Some", department=DepartmentFactory(), condition=condition, purpose="To write", actor=SYSTEM
    )
    if segment.current.is_draft:
        approve_segment(segment, number=1, actor=staff(StaffFactory(is_administrator=True).id))
    return segment


def test_people_who_are_one_count_once_with_what_any_of_their_records_says() -> None:
    kept, other = PersonFactory(), PersonFactory(needs=["interpreter"])
    PersonFactory()
    merge_people(kept, other, reasons=[], actor=SYSTEM)
    assert list(people_who(INTERPRETER)) == [kept]


def test_the_erased_and_the_restricted_are_in_no_segment() -> None:
    for column in ("erased_at", "restricted_at"):
        PersonFactory(language="es", **{column: timezone.now()})
    kept, other = PersonFactory(language="es"), PersonFactory(restricted_at=timezone.now())
    merge_people(kept, other, reasons=[], actor=SYSTEM)
    free = PersonFactory(language="es")
    assert list(people_who(SPANISH)) == [free]


def test_confidential_cases_are_not_even_a_number() -> None:
    case = CaseFactory(service__confidential=True)
    assert case.confidential
    for condition in ({"field": "reports.any", "more_than": 0}, {"field": "open_report", "is": True}):
        assert not people_who(condition).exists()
    assert f"reports.{case.service.code}" not in dict(person_vocabulary().offered())


def test_counting_gives_up_instead_of_keeping_a_page_waiting(monkeypatch) -> None:
    monkeypatch.setattr(segment_people, "PATIENCE_MS", 20)

    def slowly() -> int:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM pg_sleep(2)")
        return 1

    assert patiently(slowly) is None
    with connection.cursor() as cursor:
        cursor.execute("SHOW statement_timeout")
        assert cursor.fetchone() == ("0",)
    assert number_of(Person.objects.all()) == 0


@pytest.mark.parametrize(
    "number, sensitive, words",
    [
        (1, False, "1 person"),
        (4, False, "4 people"),
        (0, True, "fewer than 5 people"),
        (4, True, "fewer than 5 people"),
        (5, True, "about 5 people"),
        (13, True, "about 10 people"),
    ],
)
def test_small_numbers_of_a_sensitive_segment_are_not_told(number: int, sensitive: bool, words: str) -> None:  # noqa: FBT001
    assert number_in_words(number, sensitive=sensitive) == words


def test_a_sample_of_a_few_is_not_shown_when_it_is_sensitive() -> None:
    PersonFactory(needs=["interpreter"], language="es")
    reader = standing_of(StaffFactory(team=TeamFactory(department__serves_everyone=True)))
    assert sample_of(segment_of(INTERPRETER), reader, number=1) == []
    assert sample_of(segment_of(INTERPRETER), reader, number=None) == []
    assert len(sample_of(segment_of(SPANISH), reader, number=1)) == 1


def test_a_sample_says_why_and_costs_the_same_for_one_and_for_ten(django_assert_max_num_queries) -> None:
    CaseFactory(person=PersonFactory(language="es"))
    segment = segment_of({"any": [SPANISH, {"field": "reports.any", "at_least": 1}]})
    reader = standing_of(StaffFactory(team=TeamFactory(department__serves_everyone=True)))
    with django_assert_max_num_queries(20) as spent:
        [one] = sample_of(segment, reader, number=1)
    assert one.because == ["the language is Spanish", "the number of reports is at least 1"]
    for _n in range(SHOWN + 5):
        CaseFactory(person=PersonFactory(language="es"))
    with django_assert_max_num_queries(len(spent)):
        assert len(sample_of(segment, reader, number=16)) == SHOWN


def test_a_sample_names_nobody_the_reader_may_not_know() -> None:
    manager = StaffFactory(team=TeamFactory(), role=Role.MANAGER)
    theirs = CaseFactory(team=manager.memberships.get().team, person=PersonFactory(language="es"))
    CaseFactory(person=PersonFactory(language="es"))
    CaseFactory(
        person=PersonFactory(language="es"),
        service__confidential=True,
        department=theirs.department,
        team=TeamFactory(),
    )
    sample = sample_of(segment_of(SPANISH), standing_of(manager), number=3)
    assert [one.person for one in sample] == [theirs.person]


def test_another_app_adds_what_it_knows(monkeypatch) -> None:
    """As surveys will: a field with its filter and its facts."""
    monkeypatch.setattr(vocabulary, "_sources", [*vocabulary._sources])
    luck = Source("luck", lambda _now: [field], lambda people: {one: one == lucky.id for one in people})
    lucky, other = PersonFactory(contact_hours="morning"), PersonFactory()
    field = Field(
        "lucky", "person is lucky", Kind.TRUTH, truth(Q(contact_hours="morning")), lambda facts: facts["luck"]
    )
    register(luck)
    assert list(people_in(segment_of({"field": "lucky", "is": True}))) == [lucky]
    facts = facts_of([lucky.id, other.id])
    assert [field.value_in(facts[one.id]) for one in (lucky, other)] == [True, False]
