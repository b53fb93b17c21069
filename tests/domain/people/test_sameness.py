"""Suggestions: who may be the same, ranked, with reasons; who was told apart is left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from heard.domain.people.models import Assurance, Person
from heard.domain.people.operations.households import join_household, start_household
from heard.domain.people.operations.merging import forget_distinction, merge_people, tell_apart, undo_merge
from heard.domain.people.queries.households import household_hints, households_at
from heard.domain.people.queries.sameness import likeness_of, suggestions_for
from heard.kernel import clock
from heard.kernel.actor import SYSTEM
from tests.town.people import EmailFactory, PersonFactory

if TYPE_CHECKING:
    from pytest_django import DjangoAssertNumQueries

pytestmark = pytest.mark.django_db
PHONE = "+12035550142"


def suggested(person: Person) -> list[Person]:
    return [one.person for one in suggestions_for(person)]


def test_the_likeliest_comes_first_with_what_speaks_for_it() -> None:
    rosa = PersonFactory(name="Rosa Alvarez", phone=PHONE, email="rosa@example.org")
    ben = PersonFactory(name="Ben Alvarez", phone=PHONE)
    again = PersonFactory(name="Rosa Alvares", phone=PHONE, email="ROSA@example.org")
    PersonFactory(name="Rosa Alvarez", phone="+12035550199")
    first, second = suggestions_for(rosa)
    assert (first.person, second.person) == (again, ben)
    assert first.score > 3 * second.score
    assert set(first.reasons) == {"same_email", "same_phone", "similar_name"}
    assert "Same phone number" in first.words
    assert second.reasons[0] == "household"


def test_a_similar_name_and_the_same_birth_date_are_found_without_anything_shared() -> None:
    born = {"birth_date": "1988-02-03"}
    rosa = PersonFactory(name="Rosa Alvarez", details=born)
    again = PersonFactory(name="Rosa Alvares", details=born)
    PersonFactory(name="Rosa Alvarez", details={"birth_date": "1990-02-03"})
    PersonFactory(name="Rosa Alvarez")
    assert suggested(rosa) == [again]
    assert suggestions_for(rosa)[0].reasons == ["same_birth_date", "similar_name"]


def test_who_was_told_apart_is_suggested_no_more_nor_whoever_was_merged_with_them() -> None:
    rosa, other, third = (PersonFactory(name="Rosa Alvarez", phone=PHONE) for _one in range(3))
    distinction = tell_apart(rosa, other, actor=SYSTEM)
    assert suggested(rosa) == [third]
    assert suggested(other) == [third]
    merge = merge_people(other, third, reasons=[], actor=SYSTEM)
    assert suggested(rosa) == []
    undo_merge(merge, actor=SYSTEM)
    assert suggested(rosa) == [third]
    forget_distinction(distinction, actor=SYSTEM)
    assert set(suggested(rosa)) == {other, third}


def test_records_of_one_person_are_one_suggestion_and_speak_together() -> None:
    rosa = PersonFactory(name="Rosa Alvarez", phone=PHONE, email="rosa@example.org")
    by_phone, by_mail = PersonFactory(name="Rosa A", phone=PHONE), PersonFactory(name="", email="rosa@example.org")
    merge_people(by_phone, by_mail, reasons=[], actor=SYSTEM)
    rosa.refresh_from_db()
    (one,) = suggestions_for(rosa)
    assert one.person == by_phone
    assert {"same_email", "same_phone"} <= set(one.reasons)
    by_mail.refresh_from_db()
    assert suggested(by_mail) == [rosa]


def test_the_erased_and_those_who_asked_to_be_left_alone_are_not_suggested() -> None:
    rosa, erased, restricted = (PersonFactory(name="Rosa Alvarez", phone=PHONE) for _one in range(3))
    Person.objects.filter(pk=erased.pk).update(erased_at=clock.now())
    Person.objects.filter(pk=restricted.pk).update(restricted_at=clock.now())
    assert suggested(rosa) == []
    assert likeness_of(rosa, erased).score == 0
    erased.refresh_from_db()
    assert suggested(erased) == []


def test_both_having_proved_an_address_comes_before_everything_else() -> None:
    rosa = EmailFactory(
        value="r@example.org", assurance=Assurance.VERIFIED, person=PersonFactory(name="R Alvarez")
    ).person
    unsure = PersonFactory(name="R Alvarez", email="r@example.org")
    sure = EmailFactory(
        value="r@example.org", assurance=Assurance.VERIFIED, person=PersonFactory(name="Rosa Alvarez")
    ).person
    assert suggested(rosa) == [sure, unsure]
    assert suggestions_for(rosa)[0].words[0] in {"Both proved this address or number", "Same email address"}


def test_a_hundred_holders_of_one_telephone_take_as_many_queries_as_one(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    rosa = PersonFactory(name="Rosa Alvarez", phone=PHONE)
    for _one in range(40):
        PersonFactory(phone=PHONE)
    again = PersonFactory(name="Rosa Alvarez", phone=PHONE)
    with django_assert_num_queries(6):
        assert suggested(rosa)[0] == again


def test_a_household_hint_leaves_out_who_is_in_the_household() -> None:
    rosa, ben, cleo = (PersonFactory(name=f"{name} Alvarez", phone=PHONE) for name in ("Rosa", "Ben", "Cleo"))
    PersonFactory(name="Rosa Alvarez", phone=PHONE)
    home = start_household(rosa, address="12 Elm Street", actor=SYSTEM)
    join_household(home, person=ben, actor=SYSTEM)
    assert [hint.person for hint in household_hints(rosa)] == [cleo]
    assert households_at("12 elm st.") == [home]
