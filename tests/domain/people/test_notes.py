"""Notes run out; cautions have a reason and are reviewed, and never vanish by themselves."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest
import time_machine

from heard.domain.people.operations.notes import (
    add_caution,
    add_note,
    end_caution,
    remove_expired_notes,
    remove_note,
    renew_caution,
)
from heard.domain.people.queries.notes import cautions_due
from heard.domain.people.queries.profile import whole_person
from heard.kernel.actor import SYSTEM, staff
from heard.kernel.errors import InvalidInput, Refused
from tests.town.people import PersonFactory
from tests.town.staff import StaffFactory

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.django_db
TODAY, SOON, NEXT_YEAR = date(2026, 11, 24), date(2026, 12, 1), date(2027, 11, 24)


@pytest.fixture(autouse=True)
def tuesday() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(datetime(2026, 11, 24, 10, 0, tzinfo=UTC), tick=False) as traveller:
        yield traveller


@pytest.mark.parametrize("day", [None, date(2026, 11, 23), date(2027, 11, 26)])
def test_a_note_has_a_day_within_a_year(day: date | None) -> None:
    person = PersonFactory()
    with pytest.raises(InvalidInput) as error:
        add_note(person, text="Is in hospital", expires_on=day, actor=SYSTEM)
    assert list(error.value.fields) == ["expires_on"]
    add_note(person, text="Is in hospital", expires_on=NEXT_YEAR, actor=SYSTEM)


def test_a_note_is_shown_to_its_day_and_then_removed(tuesday: time_machine.Traveller) -> None:
    person, author = PersonFactory(), StaffFactory()
    note = add_note(person, text=" Is in hospital ", expires_on=SOON, actor=staff(author.id))
    assert [(one.text, one.author) for one in whole_person(person.id).notes] == [("Is in hospital", author)]
    tuesday.move_to(datetime(2026, 12, 2, 10, 0, tzinfo=UTC))
    assert whole_person(person.id).notes == []
    assert remove_expired_notes(today=SOON) == 0
    assert remove_expired_notes(today=date(2026, 12, 2)) == 1
    assert not type(note).objects.exists()


def test_a_note_may_go_before_its_day() -> None:
    person = PersonFactory()
    remove_note(add_note(person, text="x", expires_on=SOON, actor=SYSTEM), actor=SYSTEM)
    assert whole_person(person.id).notes == []


def test_a_caution_needs_a_kind_a_reason_and_a_day_of_review_within_a_year() -> None:
    person = PersonFactory()
    with pytest.raises(InvalidInput) as error:
        add_caution(person, kind="dog", reason=" ", review_on=date(2028, 1, 1), actor=SYSTEM)
    assert set(error.value.fields) == {"reason", "review_on"}
    with pytest.raises(InvalidInput):
        add_caution(person, kind="grumpy", reason="x", review_on=SOON, actor=SYSTEM)


def test_a_caution_past_its_review_stays_and_is_due(tuesday: time_machine.Traveller) -> None:
    person = PersonFactory()
    caution = add_caution(person, kind="dog", reason="It bites", review_on=SOON, actor=SYSTEM)
    later = add_caution(person, kind="threats", reason="x", review_on=NEXT_YEAR, actor=SYSTEM)
    assert list(cautions_due(TODAY)) == []
    tuesday.move_to(datetime(2027, 1, 10, 10, 0, tzinfo=UTC))
    assert list(cautions_due(date(2027, 1, 10))) == [caution]
    whole = whole_person(person.id)
    assert whole.cautions == [later, caution]
    assert whole.cautions_due(date(2027, 1, 10)) == [caution]
    renew_caution(caution, review_on=NEXT_YEAR, actor=SYSTEM)
    assert list(cautions_due(date(2027, 1, 10))) == []
    assert caution.reason == "It bites"


def test_an_ended_caution_is_shown_no_more_and_not_renewed() -> None:
    caution = add_caution(PersonFactory(), kind="dog", reason="It bites", review_on=TODAY, actor=SYSTEM)
    end_caution(caution, actor=SYSTEM)
    assert list(cautions_due(TODAY)) == []
    with pytest.raises(Refused, match="ended"):
        renew_caution(caution, review_on=SOON, actor=SYSTEM)
