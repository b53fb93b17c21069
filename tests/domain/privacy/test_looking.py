"""Every look at a record is written down once, with what it was for."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine

from heard.domain.journal.models import Entry
from heard.domain.privacy.operations.looking import note_look, note_looks
from heard.domain.privacy.rules.purposes import Purpose
from heard.kernel import clock
from heard.kernel.ids import new_id
from tests.town.people import PersonFactory
from tests.town.staff import StaffFactory

pytestmark = pytest.mark.django_db


def looks() -> list[Entry]:
    return list(Entry.objects.filter(kind="person.looked").order_by("id"))


def test_a_look_says_who_at_whom_about_what_and_why_and_stays_out_of_the_case() -> None:
    person, staff, case = PersonFactory(), StaffFactory(), new_id()
    note_look(person.id, staff=staff, purpose="case", subject=case)
    (look,) = looks()
    assert (look.person_id, look.actor_kind, look.actor_id, look.subject_id) == (person.id, "staff", staff.id, case)
    assert look.data == {"purpose": "case"}
    assert look.case_id is None
    assert not look.public


def test_half_an_hour_of_looking_is_one_look() -> None:
    person, staff = PersonFactory(), StaffFactory()
    with time_machine.travel(clock.now(), tick=False) as time:
        note_look(person.id, staff=staff, purpose="call")
        time.shift(timedelta(minutes=29))
        note_look(person.id, staff=staff, purpose="call")
        assert len(looks()) == 1
        time.shift(timedelta(minutes=2))
        note_look(person.id, staff=staff, purpose="call")
    assert len(looks()) == 2


def test_another_colleague_purpose_or_case_is_another_look() -> None:
    person, staff, case = PersonFactory(), StaffFactory(), new_id()
    note_look(person.id, staff=staff, purpose="case", subject=case)
    note_look(person.id, staff=StaffFactory(), purpose="case", subject=case)
    note_look(person.id, staff=staff, purpose="call")
    note_look(person.id, staff=staff, purpose="case", subject=new_id())
    assert len(looks()) == 4


def test_a_list_of_people_costs_two_statements(django_assert_num_queries) -> None:
    people, staff = PersonFactory.create_batch(20), StaffFactory()
    note_look(people[0].id, staff=staff, purpose="search")
    with django_assert_num_queries(2):
        note_looks([person.id for person in people], staff=staff, purpose="search")
    assert len(looks()) == 20
    with django_assert_num_queries(1):
        note_looks([person.id for person in people], staff=staff, purpose="search")
    with django_assert_num_queries(0):
        note_looks([], staff=staff, purpose="search")


def test_a_purpose_nobody_can_read_is_refused() -> None:
    with pytest.raises(ValueError, match="curiosity"):
        note_look(PersonFactory().id, staff=StaffFactory(), purpose="curiosity")
    assert all(str(purpose.label) for purpose in Purpose)
