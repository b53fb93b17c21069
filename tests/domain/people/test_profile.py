"""Profiles: what is kept, what is refused, what finds and counts a person; and the whole of them in one look."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import pytest
import time_machine

from heard.domain.journal.models import Entry
from heard.domain.people.models import IdentityKind, Person, Topic
from heard.domain.people.operations.households import join_household, start_household
from heard.domain.people.operations.identities import add_identity
from heard.domain.people.operations.mandates import end_mandate, give_mandate
from heard.domain.people.operations.merging import merge_people
from heard.domain.people.operations.notes import add_caution, add_note, end_caution
from heard.domain.people.operations.profile import update_profile
from heard.domain.people.queries.profile import who_may_speak_for, whole_person
from heard.domain.people.queries.search import people_called
from heard.domain.people.rules.ages import age_on, band_on
from heard.kernel.actor import SYSTEM
from heard.kernel.errors import InvalidInput
from tests.town.people import PersonFactory
from tests.town.places import AreaFactory

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_django import DjangoAssertNumQueries

TODAY = date(2026, 11, 24)


@pytest.fixture(autouse=True)
def tuesday() -> Iterator[None]:
    with time_machine.travel(datetime(2026, 11, 24, 10, 0, tzinfo=UTC), tick=False):
        yield


@pytest.mark.django_db
def test_a_profile_keeps_names_as_people_write_them_and_is_found_by_each() -> None:
    person = PersonFactory(name="Ros")
    changes = {"name": " Zoë  O’Brien ", "other_names": ["Zoë Marsh", " "], "pronouns": "they/them"}
    assert update_profile(person, **changes, actor=SYSTEM) == ["name", "other_names", "pronouns"]
    person = Person.objects.get(pk=person.pk)
    assert person.name == "Zoë O’Brien"
    assert person.details == {"other_names": ["Zoë Marsh"], "pronouns": "they/them"}
    assert people_called("zoe marsh") == [person]
    assert people_called("ros") == []


@pytest.mark.django_db
def test_what_segments_count_stands_apart_from_what_names() -> None:
    area = AreaFactory()
    Topic.objects.create(code="road-works", name="Road works")
    person = PersonFactory()
    update_profile(
        person,
        birth_date=date(1988, 2, 3),
        language="es",
        other_languages=["en", "ca", "en"],
        preferred_channel="phone",
        contact_hours="evening",
        needs=["large_print", "call"],
        interests=["road-works"],
        area=area,
        actor=SYSTEM,
    )
    counted = Person.objects.values("age_band", "language", "other_languages", "needs", "interests", "area").get()
    assert counted == {
        "age_band": "25-44",
        "language": "es",
        "other_languages": ["en", "ca"],
        "needs": ["call", "large_print"],
        "interests": ["road-works"],
        "area": area.id,
    }
    assert person.details == {"birth_date": "1988-02-03"}


@pytest.mark.django_db
def test_a_change_of_nothing_is_no_entry_and_a_removed_birth_date_takes_its_band_along() -> None:
    person = PersonFactory()
    update_profile(person, birth_date="1988-02-03", actor=SYSTEM)
    assert update_profile(person, birth_date="1988-02-03", pronouns="", needs=[], actor=SYSTEM) == []
    assert update_profile(person, birth_date=None, actor=SYSTEM) == ["birth_date"]
    assert (person.details, person.age_band) == ({}, "")
    entries = Entry.objects.filter(kind="person.changed")
    assert [entry.data for entry in entries] == [{"fields": ["birth_date"]}] * 2


@pytest.mark.django_db
@pytest.mark.parametrize(
    "change",
    [
        {"birth_date": "2026-11-25"},
        {"birth_date": "1899-01-01"},
        {"birth_date": "yesterday"},
        {"needs": ["a lift"]},
        {"interests": ["nothing we offer"]},
        {"language": "Spanish!"},
        {"other_languages": ["x" * 11]},
        {"preferred_channel": "pigeon"},
        {"contact_hours": "midnight"},
        {"kind": "robot"},
        {"name": "x" * 201},
    ],
)
def test_what_makes_no_sense_names_its_field_and_changes_nothing(change: dict[str, Any]) -> None:
    person = PersonFactory(name="Rosa")
    with pytest.raises(InvalidInput) as error:
        update_profile(person, pronouns="she/her", **change, actor=SYSTEM)
    assert list(error.value.fields) == list(change)
    assert Person.objects.get().details == {}


@pytest.mark.django_db
def test_a_profile_has_no_other_fields() -> None:
    with pytest.raises(TypeError, match="whole_id"):
        update_profile(PersonFactory(), whole_id="x", actor=SYSTEM)


@pytest.mark.django_db
def test_changing_a_name_keeps_the_address_findable() -> None:
    person = PersonFactory(name="Rosa Alvarez")
    add_identity(person, kind=IdentityKind.ADDRESS, value="12 Elm Street", actor=SYSTEM)
    update_profile(person, name="Rosa Marsh", actor=SYSTEM)
    assert people_called("marsh elm") == [person]


@pytest.mark.django_db
def test_an_organisation_has_contacts_who_speak_for_it() -> None:
    club, contact = PersonFactory(name="Chess Club"), PersonFactory(name="Rosa")
    update_profile(club, kind="organisation", actor=SYSTEM)
    update_profile(contact, role="Secretary", actor=SYSTEM)
    give_mandate(club, speaker=contact, kind="contact", actor=SYSTEM)
    assert whole_person(club.id).person.kind == "organisation"
    assert who_may_speak_for(club, on=TODAY) == [contact]


@pytest.mark.parametrize(
    "born, band",
    [
        (date(2026, 11, 24), "0-15"),
        (date(2010, 11, 25), "0-15"),
        (date(2010, 11, 24), "16-24"),
        (date(2001, 11, 24), "25-44"),
        (date(1981, 11, 24), "45-64"),
        (date(1961, 11, 24), "65-79"),
        (date(1946, 11, 24), "80+"),
        (None, ""),
    ],
)
def test_the_band_changes_on_the_birthday(born: date | None, band: str) -> None:
    assert band_on(TODAY, born=born) == band


def test_who_was_born_on_a_leap_day_is_older_on_the_first_of_march() -> None:
    born = date(2008, 2, 29)
    assert [age_on(day, born=born) for day in (date(2026, 2, 28), date(2026, 3, 1), date(2028, 2, 29))] == [17, 18, 20]


def resident_of_a_household(others: int) -> Person:
    """Two records of one person, with everything a person can have."""
    person, again = PersonFactory(email="rosa@example.org"), PersonFactory(phone="+12035550142")
    merge_people(person, again, reasons=["same_name"], actor=SYSTEM)
    person.refresh_from_db()
    home = start_household(again, name="Alvarez", actor=SYSTEM)
    for _one in range(others):
        relative = PersonFactory()
        join_household(home, person=relative, actor=SYSTEM)
        give_mandate(again, speaker=relative, kind="carer", until=date(2027, 1, 1), actor=SYSTEM)
        give_mandate(relative, speaker=person, kind="parent", actor=SYSTEM)
        add_note(again, text="Deaf in one ear", expires_on=date(2027, 1, 1), actor=SYSTEM)
        add_caution(person, kind="dog", reason="It bites", review_on=date(2026, 12, 1), actor=SYSTEM)
    return again


@pytest.mark.django_db
@pytest.mark.parametrize("others", [1, 6])
def test_the_whole_person_takes_as_many_queries_however_much_there_is(
    others: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    record = resident_of_a_household(others)
    with django_assert_num_queries(9):
        whole = whole_person(record.id)
        shown = [
            *(identity.value for identity in whole.identities),
            *(member.person.name for home in whole.households for member in home.members),
            *(mandate.speaker.name for mandate in whole.mandates),
            *(mandate.person.name for mandate in whole.speaks_for),
            *(note.text for note in whole.notes),
            *(caution.reason for caution in whole.cautions),
            *(merge.other.name for merge in whole.merges),
        ]
    assert len(shown) == 2 + (1 + others) + 4 * others + 1
    assert [one.id for one in whole.records] == [whole.person.id, record.id]


@pytest.mark.django_db
def test_what_ended_or_expired_is_not_of_the_whole_person() -> None:
    person, carer = PersonFactory(), PersonFactory()
    end_mandate(give_mandate(person, speaker=carer, kind="parent", actor=SYSTEM), actor=SYSTEM)
    give_mandate(person, speaker=carer, kind="carer", since=date(2026, 1, 1), until=date(2026, 11, 23), actor=SYSTEM)
    to_come = give_mandate(
        person, speaker=carer, kind="carer", since=date(2026, 12, 1), until=date(2026, 12, 31), actor=SYSTEM
    )
    end_caution(add_caution(person, kind="dog", reason="x", review_on=TODAY, actor=SYSTEM), actor=SYSTEM)
    whole = whole_person(person.id)
    assert (whole.mandates, whole.cautions) == ([to_come], [])
    assert who_may_speak_for(person, on=TODAY) == []


@pytest.mark.django_db
def test_a_name_is_not_emptied_and_nobody_needs_one_who_had_none() -> None:
    named, nameless = PersonFactory(name="Ros"), PersonFactory(name="")
    with pytest.raises(InvalidInput) as error:
        update_profile(named, name="  ", actor=SYSTEM)
    assert error.value.fields == {"name": "Write their name, or leave it as it is."}
    assert update_profile(nameless, name="", actor=SYSTEM) == []


@pytest.mark.django_db
def test_needs_that_leave_no_way_to_reach_somebody_are_refused() -> None:
    person = PersonFactory()
    with pytest.raises(InvalidInput) as error:
        update_profile(person, needs=["call", "write", "braille"], actor=SYSTEM)
    assert "Call, don’t write" in error.value.fields["needs"]
    update_profile(person, needs=["write", "braille"], actor=SYSTEM)
    assert Person.objects.get(pk=person.pk).needs == ["braille", "write"]
