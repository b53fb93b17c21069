"""Repeated reports: what is the same again, how it is said, and what an answer may say of it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
import time_machine

from heard.domain.cases.models import Case
from heard.domain.cases.queries.repeats import repeats_of, repeats_to_tell
from heard.domain.cases.rules.repeats import all_repeats
from heard.domain.conversations.models import ReplyTemplate
from heard.domain.conversations.queries.templates import prepared_answers
from heard.domain.people.models import Assurance, Household, Member
from tests.town.cases import CaseFactory
from tests.town.catalogue import ServiceFactory
from tests.town.people import PersonFactory
from tests.town.places import EAST_SQUARE, WEST_SQUARE
from tests.town.staff import StaffFactory

if TYPE_CHECKING:
    from collections.abc import Iterator

    from heard.domain.catalogue.models import Service
    from heard.domain.people.models import Person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _a_day_in_november() -> Iterator[None]:
    with time_machine.travel("2026-11-24T15:00:00+00:00", tick=False):
        yield


@pytest.fixture
def bin_missed() -> Service:
    return ServiceFactory(name="Missed bin")


@pytest.fixture
def maria() -> Person:
    return PersonFactory(name="Maria Gomez", email="maria@example.org", email__assurance=Assurance.VERIFIED)


def reported(month: int, day: int = 3, *, year: int = 2026, **more: Any) -> Case:
    return CaseFactory(**{"location": WEST_SQUARE, "reported_at": datetime(year, month, day, tzinfo=UTC), **more})


def test_the_third_missed_bin_since_september(bin_missed, maria, django_assert_num_queries) -> None:
    first, second, third = (reported(month, service=bin_missed, person=maria) for month in (9, 10, 11))
    with django_assert_num_queries(1):
        repeats = repeats_of(third)
    assert repeats.words == "Third missed bin since September"
    assert (repeats.count, repeats.since) == (3, first.reported_at)
    assert repeats.earlier == (second, first)
    assert repeats_of(second).words == "Second missed bin since September"
    assert repeats_of(first) is None


def test_another_service_another_place_and_another_year_are_not_the_same(bin_missed, maria) -> None:
    reported(9, person=maria)
    reported(9, service=bin_missed, person=maria, location=EAST_SQUARE)
    reported(9, year=2025, service=bin_missed, person=maria)
    reported(9, service=bin_missed)
    assert repeats_of(reported(11, service=bin_missed, person=maria)) is None


def test_the_year_is_said_where_it_is_not_this_one(bin_missed, maria) -> None:
    reported(12, year=2025, service=bin_missed, person=maria)
    case = reported(11, service=bin_missed, person=maria)
    assert repeats_of(case).words == "Second missed bin since December 2025"


def test_beyond_ten_a_number_says_it(bin_missed, maria) -> None:
    cases = [reported(9, day, service=bin_missed, person=maria) for day in range(1, 12)]
    assert repeats_of(cases[9]).words == "Tenth missed bin since September"
    assert repeats_of(cases[10]).words == "11 reports of missed bin since September"


def test_without_a_place_the_service_alone_tells(bin_missed, maria) -> None:
    reported(9, service=bin_missed, person=maria, location=None)
    assert repeats_of(reported(11, service=bin_missed, person=maria)).count == 2


def test_what_was_merged_is_one_report(bin_missed, maria) -> None:
    first = reported(9, service=bin_missed, person=maria)
    reported(9, 4, service=bin_missed, person=maria, merged_into=first)
    assert repeats_of(reported(11, service=bin_missed, person=maria)).count == 2


def test_all_records_of_one_person_count(bin_missed, maria) -> None:
    also_maria = PersonFactory(name="M. Gomez", whole_id=maria.id)
    reported(9, service=bin_missed, person=also_maria)
    assert repeats_of(reported(11, service=bin_missed, person=maria)).count == 2


def test_a_household_counts_at_its_place_and_only_while_they_belong_to_it(bin_missed, maria) -> None:
    household, husband = Household.objects.create(name="Gomez"), PersonFactory(name="Mario Gomez")
    members = [Member.objects.create(household=household, person=one) for one in (maria, husband)]
    reported(9, service=bin_missed, person=husband)
    reported(9, service=bin_missed, person=husband, location=EAST_SQUARE)
    case = reported(11, service=bin_missed, person=maria)
    assert repeats_of(case).count == 2
    assert repeats_to_tell(case) is None  # what he told us is not hers to hear
    members[1].left_at = case.reported_at
    members[1].save()
    assert repeats_of(case) is None


def test_a_confidential_report_is_compared_within_its_team_alone(maria) -> None:
    abuse = ServiceFactory(confidential=True)
    elsewhere = reported(9, service=abuse, person=maria)
    case = reported(11, service=abuse, person=maria)
    assert repeats_of(case) is None
    Case.objects.filter(pk=elsewhere.pk).update(team=case.team)
    assert repeats_of(case).count == 2


def test_a_case_without_a_person_repeats_nothing(bin_missed) -> None:
    case = reported(11, service=bin_missed, person=None)
    assert repeats_of(case) is None
    assert repeats_to_tell(case) is None


def test_what_somebody_reports_again_and_again_is_told_once_each(bin_missed, maria) -> None:
    lamp = ServiceFactory(name="LED lamp out")
    for month in (8, 9, 10):
        reported(month, service=bin_missed, person=maria)
        reported(month, service=lamp, person=maria, location=EAST_SQUARE)
    reported(7, person=maria)
    cases = list(Case.objects.select_related("service").order_by("-reported_at", "-id"))
    assert {repeats.words for repeats in all_repeats(cases)} == {
        "Third missed bin since August",
        "Third LED lamp out since August",
    }


@pytest.fixture
def prepared() -> ReplyTemplate:
    return ReplyTemplate.objects.create(
        name="Soon", text="Hello {name},\n\n{repeat} We come on {date}.\n\n{repeat}\n\nBye"
    )


def answer_to(case: Case) -> str:
    return prepared_answers(case, agent=StaffFactory())[0][1]


def test_the_next_answer_says_that_it_is_the_third_time(bin_missed, maria, prepared) -> None:
    case = [reported(month, service=bin_missed, person=maria) for month in (9, 10, 11)][-1]
    sentence = "This is the third time you have had to tell us since September, and we are sorry."
    assert answer_to(case) == f"Hello Maria Gomez,\n\n{sentence} We come on .\n\n{sentence}\n\nBye"


def test_a_first_report_leaves_no_hole_in_the_answer(bin_missed, maria, prepared) -> None:
    assert answer_to(reported(11, service=bin_missed, person=maria)) == "Hello Maria Gomez,\n\nWe come on .\n\nBye"


def test_an_unverified_address_never_reveals_history(bin_missed, maria, prepared) -> None:
    case = [reported(month, service=bin_missed, person=maria) for month in (9, 10)][-1]
    maria.identities.update(assurance=Assurance.UNVERIFIED)
    assert repeats_of(case).count == 2
    assert "time" not in answer_to(case)
