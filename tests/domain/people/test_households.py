"""Households: roles, one head, members who live elsewhere; and who may speak for whom."""

from __future__ import annotations

from datetime import date

import pytest

from heard.domain.people.models import Member, Person
from heard.domain.people.operations.households import (
    change_household,
    change_role,
    join_household,
    leave_household,
    start_household,
)
from heard.domain.people.operations.identities import add_identity
from heard.domain.people.operations.mandates import end_mandate, give_mandate
from heard.domain.people.operations.merging import merge_people
from heard.domain.people.operations.people import complete_person
from heard.domain.people.operations.profile import update_profile
from heard.domain.people.queries.households import households_at, standing_members
from heard.domain.people.queries.profile import facts_of
from heard.domain.people.queries.search import people_called
from heard.domain.people.rules.mandates import MandateFacts, may_speak_for
from heard.flows.find_again import people as found_again
from heard.kernel.actor import SYSTEM
from heard.kernel.errors import InvalidInput, Refused
from tests.town.people import PersonFactory

SINCE, UNTIL = date(2026, 1, 1), date(2026, 6, 30)


@pytest.mark.django_db
def test_a_household_starts_with_its_head_at_their_address() -> None:
    rosa = PersonFactory(name="Rosa Alvarez")
    add_identity(rosa, kind="address", value="12 Elm Street", actor=SYSTEM)
    home = start_household(rosa, language="es", actor=SYSTEM)
    assert (home.name, home.address, home.language) == ("Rosa Alvarez", "12 Elm Street", "es")
    assert [(member.person, member.role) for member in standing_members(home)] == [(rosa, "head")]
    assert households_at("12, elm st") == [home]
    change_household(home, address="3 Oak Lane", actor=SYSTEM)
    assert households_at("12 Elm Street") == []


@pytest.mark.django_db
def test_who_lives_in_a_household_is_found_by_its_address() -> None:
    rosa, ben, away = (PersonFactory(name=name) for name in ("Rosa Alvarez", "Ben Ortiz", "Ana Alvarez"))
    home = start_household(rosa, address="12 Elm Street", actor=SYSTEM)
    member = join_household(home, person=ben, actor=SYSTEM)
    elsewhere = join_household(home, person=away, lives_elsewhere=True, actor=SYSTEM)
    assert set(people_called("12 elm st")) == {rosa, ben}
    assert people_called("ortiz elm") == [ben]
    change_role(elsewhere, role="child", lives_elsewhere=False, actor=SYSTEM)
    assert set(people_called("12 elm st")) == {rosa, ben, away}
    change_household(home, address="3 Oak Lane", actor=SYSTEM)
    assert people_called("12 elm st") == []
    assert set(people_called("3 oak lane")) == {rosa, ben, away}
    leave_household(member, actor=SYSTEM)
    assert set(people_called("3 oak lane")) == {rosa, away}
    assert found_again(Person.objects.values_list("id", flat=True)) == dict(Person.objects.values_list("id", "tokens"))
    add_identity(rosa, kind="address", value="7 Ash Road", actor=SYSTEM)
    complete_person(rosa, email="rosa@example.org", actor=SYSTEM)
    update_profile(rosa, name="Rosa Maria Alvarez", actor=SYSTEM)
    assert [people_called(text) for text in ("rosa oak", "maria ash")] == [[rosa], [rosa]]


@pytest.mark.django_db
def test_a_household_has_one_head_and_another_takes_over() -> None:
    rosa, ben = PersonFactory(), PersonFactory()
    home = start_household(rosa, actor=SYSTEM)
    with pytest.raises(Refused, match="head already"):
        join_household(home, person=ben, role="head", actor=SYSTEM)
    member = join_household(home, person=ben, role="partner", lives_elsewhere=True, actor=SYSTEM)
    change_role(member, role="head", actor=SYSTEM)
    roles = {member.person: (member.role, member.lives_elsewhere) for member in standing_members(home)}
    assert roles == {rosa: ("other", False), ben: ("head", True)}


@pytest.mark.django_db
def test_nobody_belongs_to_a_household_twice_under_two_records_and_whoever_left_may_return() -> None:
    rosa, ben, again = PersonFactory(), PersonFactory(), PersonFactory()
    home = start_household(rosa, actor=SYSTEM)
    member = join_household(home, person=ben, actor=SYSTEM)
    merge_people(ben, again, reasons=[], actor=SYSTEM)
    again.refresh_from_db()
    with pytest.raises(Refused, match="already"):
        join_household(home, person=again, actor=SYSTEM)
    leave_household(member, actor=SYSTEM)
    join_household(home, person=again, actor=SYSTEM)
    assert Member.objects.filter(household=home).count() == 3


@pytest.mark.django_db
def test_a_role_that_is_none_is_refused() -> None:
    with pytest.raises(InvalidInput):
        start_household(PersonFactory(), role="king", actor=SYSTEM)


@pytest.mark.parametrize(
    "mandate, on, may",
    [
        (MandateFacts(SINCE, UNTIL), date(2025, 12, 31), False),
        (MandateFacts(SINCE, UNTIL), SINCE, True),
        (MandateFacts(SINCE, UNTIL), UNTIL, True),
        (MandateFacts(SINCE, UNTIL), date(2026, 7, 1), False),
        (MandateFacts(SINCE), date(2060, 1, 1), True),
        (MandateFacts(SINCE, UNTIL, ended=True), SINCE, False),
        (MandateFacts(SINCE, ended=True), date(2060, 1, 1), False),
    ],
)
def test_a_mandate_holds_from_its_first_day_to_its_last_unless_it_was_ended(
    mandate: MandateFacts, on: date, *, may: bool
) -> None:
    assert may_speak_for(mandate, on=on) is may


@pytest.mark.django_db
def test_a_carer_speaks_until_a_day_and_a_parent_until_somebody_says_otherwise() -> None:
    child, parent = PersonFactory(), PersonFactory()
    with pytest.raises(InvalidInput) as error:
        give_mandate(child, speaker=parent, kind="carer", actor=SYSTEM)
    assert list(error.value.fields) == ["until"]
    mandate = give_mandate(child, speaker=parent, kind="parent", since=SINCE, actor=SYSTEM)
    assert may_speak_for(facts_of(mandate), on=UNTIL)
    end_mandate(mandate, actor=SYSTEM)
    assert not may_speak_for(facts_of(mandate), on=UNTIL)


@pytest.mark.django_db
def test_nobody_needs_a_mandate_for_themselves_under_whichever_record() -> None:
    one, other = PersonFactory(), PersonFactory()
    merge_people(one, other, reasons=[], actor=SYSTEM)
    other.refresh_from_db()
    with pytest.raises(InvalidInput) as error:
        give_mandate(one, speaker=other, kind="butler", since=UNTIL, until=SINCE, actor=SYSTEM)
    assert set(error.value.fields) == {"speaker", "kind", "until"}
