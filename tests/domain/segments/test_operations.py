"""Keeping segments: who may, what a version holds, and the second person for what is sensitive."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest
from django.db import IntegrityError, transaction

from heard.domain.criteria.rules import InvalidCondition
from heard.domain.journal.models import Entry
from heard.domain.segments.models import Segment, SegmentVersion
from heard.domain.segments.operations import (
    add_segment,
    approve_segment,
    change_segment,
    retire_segment,
    return_segment,
)
from heard.domain.segments.queries.people import people_in
from heard.domain.segments.queries.segments import segments_for
from heard.domain.teams.models import Department, Role, Staff
from heard.domain.teams.queries import standing_of
from heard.kernel.actor import SYSTEM, Actor, resident, staff
from heard.kernel.errors import InvalidInput, NotAllowed, Refused
from tests.town.staff import DepartmentFactory, StaffFactory, TeamFactory

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.django_db
SPANISH = {"field": "language", "is": "es"}
OLDER = {"field": "age", "in": ["65-79", "80+"]}


@dataclass(frozen=True)
class Office:
    """A department with its people, and somebody of another one."""

    department: Department
    author: Staff
    second: Staff
    agent: Staff
    elsewhere: Staff
    administrator: Staff

    def segment(self, condition: dict[str, Any]) -> Segment:
        return add_segment(
            name="Neighbours",
            department=self.department,
            condition=condition,
            purpose="To invite them",
            actor=staff(self.author.id),
        )


@pytest.fixture
def office() -> Office:
    department = DepartmentFactory()
    team = TeamFactory(department=department)
    return Office(
        department=department,
        author=StaffFactory(team=team, role=Role.MANAGER),
        second=StaffFactory(team=team, role=Role.MANAGER),
        agent=StaffFactory(team=team, role=Role.AGENT),
        elsewhere=StaffFactory(team=TeamFactory(), role=Role.MANAGER),
        administrator=StaffFactory(is_administrator=True),
    )


def test_a_segment_without_anything_sensitive_may_be_used_at_once(office) -> None:
    segment = office.segment(SPANISH)
    assert segment.current.sensitive == []
    assert not segment.current.is_draft
    assert list(people_in(segment)) == []
    entry = Entry.objects.get(subject_id=segment.id)
    assert (entry.kind, entry.actor_id, entry.data) == ("segment.added", office.author.id, {"sensitive": []})


def test_a_sensitive_one_is_a_draft_until_a_colleague_approves_it(office) -> None:
    segment = office.segment({"all": [SPANISH, {"any": [OLDER, {"field": "need", "is": "interpreter"}]}]})
    assert segment.current.sensitive == ["age", "need"]
    with pytest.raises(Refused, match="colleague must approve"):
        people_in(segment)
    approve_segment(segment, number=1, actor=staff(office.second.id))
    assert list(people_in(segment)) == []
    assert (segment.current.approved_by, segment.current.is_draft) == (office.second, False)
    entry = Entry.objects.get(kind="segment.approved")
    assert (entry.actor_id, entry.data) == (office.second.id, {"version": 1, "author": str(office.author.id)})


def test_its_author_may_not_approve_it(office) -> None:
    segment = office.segment(OLDER)
    with pytest.raises(Refused, match="You wrote this"):
        approve_segment(segment, number=1, actor=staff(office.author.id))
    segment.refresh_from_db()
    assert segment.current.is_draft


def test_not_even_the_database_lets_an_author_approve(office) -> None:
    version = office.segment(OLDER).current
    with pytest.raises(IntegrityError, match="segment_approved_by_another"), transaction.atomic():
        SegmentVersion.objects.filter(pk=version.pk).update(approved_by=office.author)


def test_an_administrator_may_be_the_second_person(office) -> None:
    segment = office.segment(OLDER)
    approve_segment(segment, number=1, actor=staff(office.administrator.id))
    assert not segment.current.is_draft


@pytest.mark.parametrize(
    "actor_of",
    [
        lambda office: staff(office.agent.id),
        lambda office: staff(office.elsewhere.id),
        lambda _office: SYSTEM,
        lambda _office: resident(None),
    ],
)
def test_nobody_else_approves(office, actor_of: Callable[[Office], Actor]) -> None:
    segment = office.segment(OLDER)
    with pytest.raises(NotAllowed):
        approve_segment(segment, number=1, actor=actor_of(office))


def test_what_is_changed_needs_approval_again(office) -> None:
    segment = office.segment(OLDER)
    approve_segment(segment, number=1, actor=staff(office.second.id))
    change_segment(
        segment,
        name="Neighbours",
        condition={"field": "age", "is": "80+"},
        purpose="To invite them",
        actor=staff(office.author.id),
    )
    assert (segment.current.number, segment.current.is_draft) == (2, True)
    with pytest.raises(Refused):
        people_in(segment)
    [first] = segment.versions.filter(number=1)
    assert (first.condition, first.approved_by) == (OLDER, office.second)
    entry = Entry.objects.get(kind="segment.changed")
    assert entry.data == {"fields": ["version"], "version": 2, "sensitive": ["age"]}


def test_another_purpose_needs_approval_again_and_another_name_does_not(office) -> None:
    segment = office.segment(OLDER)
    approve_segment(segment, number=1, actor=staff(office.second.id))
    author = staff(office.author.id)
    change_segment(segment, name="Older neighbours", condition=OLDER, purpose="To invite them", actor=author)
    assert (segment.current.number, segment.current.is_draft, segment.name) == (1, False, "Older neighbours")
    change_segment(segment, name="Older neighbours", condition=OLDER, purpose="To sell them phones", actor=author)
    assert segment.current.is_draft


def test_who_changed_a_segment_last_may_not_approve_it_either(office) -> None:
    """The second person is second to who wrote this version, not to who began the segment."""
    segment = office.segment(SPANISH)
    change_segment(segment, name="Neighbours", condition=OLDER, purpose="To write", actor=staff(office.second.id))
    with pytest.raises(Refused, match="You wrote this"):
        approve_segment(segment, number=2, actor=staff(office.second.id))
    approve_segment(segment, number=2, actor=staff(office.author.id))
    assert not segment.current.is_draft


def test_a_colleague_approves_what_they_read(office) -> None:
    segment = office.segment(OLDER)
    stale = Segment.objects.get(pk=segment.pk)
    change_segment(
        segment, name="Neighbours", condition={"any": [OLDER, SPANISH]}, purpose="More", actor=staff(office.author.id)
    )
    with pytest.raises(Refused, match="changed while you read"):
        approve_segment(stale, number=1, actor=staff(office.second.id))


def test_what_is_approved_or_harmless_is_not_approved_again(office) -> None:
    with pytest.raises(Refused, match="nothing to approve"):
        approve_segment(office.segment(SPANISH), number=1, actor=staff(office.second.id))


def test_only_its_managers_and_administrators_keep_a_segment(office) -> None:
    segment = office.segment(SPANISH)
    for person in (office.agent, office.elsewhere):
        with pytest.raises(NotAllowed):
            change_segment(segment, name="Mine", condition={}, purpose="Why", actor=staff(person.id))
        with pytest.raises(NotAllowed):
            add_segment(name="Mine", department=office.department, condition={}, purpose="Why", actor=staff(person.id))
        with pytest.raises(NotAllowed):
            retire_segment(segment, actor=staff(person.id))
        assert list(segments_for(standing_of(person))) == []
    for person in (office.second, office.administrator):
        assert list(segments_for(standing_of(person))) == [segment]


def test_out_of_use_it_is_kept_and_used_no_more(office) -> None:
    segment, manager = office.segment(SPANISH), staff(office.second.id)
    retire_segment(segment, actor=manager)
    with pytest.raises(Refused, match="out of use"):
        people_in(segment)
    return_segment(segment, actor=manager)
    assert list(people_in(segment)) == []
    kinds = Entry.objects.filter(subject_id=segment.id).order_by("id").values_list("kind", flat=True)
    assert list(kinds) == ["segment.added", "segment.retired", "segment.returned"]


def test_a_segment_says_what_it_is_for(office) -> None:
    with pytest.raises(InvalidInput) as refused:
        add_segment(
            name="N", department=office.department, condition=SPANISH, purpose=" ", actor=staff(office.author.id)
        )
    assert set(refused.value.fields) == {"purpose"}


def test_its_condition_must_be_about_something_there_is(office) -> None:
    with pytest.raises(InvalidCondition, match="There is nothing called “service”"):
        office.segment({"field": "service", "is": "pothole"})
    with pytest.raises(InvalidCondition) as refused:
        office.segment({"all": [SPANISH, {"field": "interest", "is": "dragons"}]})
    assert refused.value.path.startswith("all[1]")


def test_a_name_is_taken_once_in_a_department(office) -> None:
    office.segment(SPANISH)
    with pytest.raises(InvalidInput):
        office.segment(OLDER)
