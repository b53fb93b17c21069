"""What is unusual about looking: each rule on its own, and what explains it away."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from heard.domain.privacy.rules.looks import Look
from heard.domain.privacy.rules.unusual import MANY_PEOPLE, Circumstances, Reason, noticed
from heard.kernel.ids import new_id

if TYPE_CHECKING:
    from uuid import UUID

TUESDAY = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
ANA, BEN, EVE = new_id(), new_id(), new_id()


def look(staff: UUID, person: UUID | None = None, *, purpose: str = "profile", days: int = 0, case: Any = None) -> Look:
    return Look(TUESDAY - timedelta(days=days), staff, person or new_id(), case, purpose)


def circumstances(**known: Any) -> Circumstances:
    return Circumstances(**({"worked": {}, "namesakes": {}, "neighbours": {}} | known))


def reasons(looks: list[Look], **known: Any) -> dict[UUID, set[Reason]]:
    return {one.staff_id: set(one.reasons) for one in noticed(looks, circumstances(**known))}


def many(staff: UUID, count: int, **more: Any) -> list[Look]:
    return [look(staff, **more) for _ in range(count)]


def test_looking_at_far_more_people_than_colleagues_do() -> None:
    others = many(ANA, 20, purpose="call") + many(BEN, 20, purpose="call")
    assert reasons(others + many(EVE, MANY_PEOPLE, purpose="call"))[EVE] == {Reason.MANY}
    assert reasons(others + many(EVE, MANY_PEOPLE - 1, purpose="call"))[EVE] == set()


def test_where_all_colleagues_look_at_many_nobody_stands_out() -> None:
    looks = [*many(ANA, 150, purpose="call"), *many(BEN, 150, purpose="call"), *many(EVE, 200, purpose="call")]
    assert reasons(looks)[EVE] == set()


def test_the_same_person_twice_is_one_person() -> None:
    person = new_id()
    assert reasons([look(EVE, person, purpose="call") for _ in range(500)])[EVE] == set()


def test_opening_people_without_a_case_of_theirs_from_the_fifth_on() -> None:
    assert reasons(many(EVE, 4))[EVE] == set()
    assert reasons(many(EVE, 5))[EVE] == {Reason.NO_CASE}


@pytest.mark.parametrize("purpose", ["call", "walk_in", "sorting", "rights", "search"])
def test_what_comes_with_the_work_needs_no_case(purpose: str) -> None:
    assert reasons(many(EVE, 50, purpose=purpose))[EVE] == set()


def test_a_case_that_is_not_named_is_none() -> None:
    assert reasons(many(EVE, 5, purpose="case", case=new_id()))[EVE] == set()
    assert reasons(many(EVE, 5, purpose="case"))[EVE] == {Reason.NO_CASE}


@pytest.mark.parametrize("apart, explained", [(0, True), (6, True), (-6, True), (8, False), (-8, False)])
def test_work_on_their_case_within_a_week_explains_a_look(apart: int, explained: bool) -> None:  # noqa: FBT001
    people = [new_id() for _ in range(5)]
    worked = {(EVE, person): [TUESDAY + timedelta(days=apart)] for person in people}
    looks = [look(EVE, person) for person in people]
    assert reasons(looks, worked=worked)[EVE] == (set() if explained else {Reason.NO_CASE})
    assert reasons(looks, worked={(ANA, person): [TUESDAY] for person in people})[EVE] == {Reason.NO_CASE}


def test_a_namesake_and_a_neighbour_count_from_the_first_even_for_work() -> None:
    cousin, neighbour = new_id(), new_id()
    looks = [look(EVE, cousin, purpose="case", case=new_id()), look(EVE, neighbour, purpose="call"), look(ANA, cousin)]
    found = reasons(looks, namesakes={EVE: {cousin}}, neighbours={EVE: {neighbour}})
    assert found == {EVE: {Reason.OWN_NAME, Reason.OWN_STREET}, ANA: set()}


def test_a_namesake_among_the_results_of_a_search_is_chance() -> None:
    cousin = new_id()
    assert reasons([look(EVE, cousin, purpose="search")], namesakes={EVE: {cousin}})[EVE] == set()


def test_the_same_person_on_many_days() -> None:
    person = new_id()
    daily = [look(EVE, person, purpose="call", days=day) for day in range(4)]
    assert reasons(daily)[EVE] == {Reason.AGAIN}
    assert reasons(daily[:3])[EVE] == set()
    assert reasons(daily[:3] * 5)[EVE] == set()
    assert reasons(daily, worked={(EVE, person): [TUESDAY]})[EVE] == set()


def test_reasons_rest_on_looks_and_come_first() -> None:
    cousin = new_id()
    first, second = noticed([look(ANA, purpose="call"), look(EVE, cousin)], circumstances(namesakes={EVE: {cousin}}))
    assert (first.staff_id, second.staff_id) == (EVE, ANA)
    assert [one.person_id for one in first.reasons[Reason.OWN_NAME]] == [cousin]
    assert (first.looks, first.people) == (1, 1)
