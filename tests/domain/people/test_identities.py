"""Addresses and numbers: added unverified, written in any way, changed without inheriting what was proved."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from heard.domain.journal.models import Entry
from heard.domain.people.models import Assurance, Identity
from heard.domain.people.operations.identities import (
    add_identity,
    change_identity,
    remove_identity,
    verify_identity,
)
from heard.domain.people.operations.merging import merge_people
from heard.domain.people.operations.people import complete_person
from heard.domain.people.queries.people import address_of, people_with, surely_the_person
from heard.domain.people.queries.profile import identities_of
from heard.domain.people.queries.search import people_called
from heard.domain.vault.operations import begin_generation
from heard.kernel import clock
from heard.kernel.actor import SYSTEM
from heard.kernel.errors import InvalidInput
from tests.domain.vault.conftest import keys  # noqa: F401 -- a fixture
from tests.town.people import EmailFactory, PersonFactory
from tests.town.places import AddressFactory, AreaFactory

if TYPE_CHECKING:
    from heard.adapters.keys.key_file import KeyFile

pytestmark = pytest.mark.django_db


def proved(value: str, **person: str) -> Identity:
    return EmailFactory(person=PersonFactory(**person), value=value, assurance=Assurance.VERIFIED)


@pytest.mark.parametrize(
    "kind, value, again",
    [
        ("email", "Rosa@Example.org", " rosa@example.org "),
        ("phone", "(203) 555-0142", "+1 203 555 0142"),
        ("handle", "@RosaA", "rosaa"),
        ("address", "12 Elm Street", "12, elm st."),
        ("account", "R-100", "r-100"),
    ],
)
def test_each_kind_is_known_however_it_is_written(kind: str, value: str, again: str) -> None:
    person = PersonFactory()
    identity = add_identity(person, kind=kind, value=value, actor=SYSTEM)
    assert identity.assurance == Assurance.UNVERIFIED
    assert add_identity(person, kind=kind, value=again, actor=SYSTEM) == identity
    assert identity.value == value


@pytest.mark.parametrize(
    "kind, value", [("email", "rosa"), ("phone", "12"), ("handle", "@"), ("address", "  "), ("fax", "1")]
)
def test_what_is_no_address_is_refused(kind: str, value: str) -> None:
    with pytest.raises(InvalidInput):
        add_identity(PersonFactory(), kind=kind, value=value, actor=SYSTEM)


def test_an_address_written_otherwise_stays_proved() -> None:
    identity = proved("rosa@example.org")
    changed = change_identity(identity, value="Rosa@example.org", actor=SYSTEM)
    changed.refresh_from_db()
    assert (changed.id, changed.value, changed.assurance) == (identity.id, "Rosa@example.org", Assurance.VERIFIED)


def test_another_address_in_its_place_is_unverified_and_a_proved_one_stays() -> None:
    old = proved("rosa@example.org")
    new = change_identity(old, value="other@example.org", actor=SYSTEM)
    assert new.assurance == Assurance.UNVERIFIED
    assert Identity.objects.get(pk=old.pk).assurance == Assurance.VERIFIED
    assert address_of(old.person_id) == old


def test_a_slip_in_an_unproved_address_is_corrected_in_its_place() -> None:
    old = EmailFactory(value="rsoa@example.org")
    new = change_identity(old, value="rosa@example.org", actor=SYSTEM)
    assert list(Identity.objects.all()) == [new]


def test_proving_a_bounced_address_makes_it_usable() -> None:
    identity = EmailFactory(value="rosa@example.org", unusable_since=clock.now())
    verified = verify_identity(identity, how="code", actor=SYSTEM)
    assert verified.unusable_since is None
    verify_identity(identity, how="code", actor=SYSTEM)
    assert Entry.objects.filter(kind="person.verified").count() == 1


def test_a_postal_address_finds_its_person_until_it_is_removed() -> None:
    person = PersonFactory(name="Rosa Alvarez")
    identity = add_identity(person, kind="address", value="12 Elm Street", actor=SYSTEM)
    assert people_called("12 elm") == [person]
    remove_identity(identity, actor=SYSTEM)
    assert people_called("12 elm") == []
    assert people_called("alvarez") == [person]


@pytest.mark.parametrize("typed, known", [("12 elm st, Springfield", True), ("14 Elm Street", False), ("Elm", False)])
def test_a_postal_address_that_the_council_knows_says_the_area(typed: str, *, known: bool) -> None:
    area = AreaFactory()
    AddressFactory(number="12")
    person = PersonFactory()
    add_identity(person, kind="address", value=typed, actor=SYSTEM)
    person.refresh_from_db()
    assert person.area == (area if known else None)


def test_the_journal_names_kinds_and_no_addresses() -> None:
    identity = add_identity(PersonFactory(), kind="email", value="rosa@example.org", actor=SYSTEM)
    remove_identity(change_identity(identity, value="other@example.org", actor=SYSTEM), actor=SYSTEM)
    assert all("example.org" not in str(entry.data) for entry in Entry.objects.all())
    assert Entry.objects.filter(kind="person.identity_removed").count() == 2


def test_what_a_call_tells_again_is_not_added_twice_nor_what_another_record_proved() -> None:
    kept = proved("rosa@example.org").person
    other = PersonFactory(email="rosa@work.example")
    merge_people(kept, other, reasons=[], actor=SYSTEM)
    other.refresh_from_db()
    complete_person(other, email="Rosa@Example.org", actor=SYSTEM)
    complete_person(other, email="ROSA@work.example", actor=SYSTEM)
    assert Identity.objects.count() == 2


def test_an_address_on_two_records_of_one_person_is_shown_once_at_its_surest() -> None:
    plain = EmailFactory(value="rosa@example.org")
    sure = proved("Rosa@example.org")
    merge_people(plain.person, sure.person, reasons=[], actor=SYSTEM)
    assert identities_of(plain.person_id) == [sure]


def test_a_rotation_under_way_makes_no_second_address_of_one(keys: KeyFile) -> None:  # noqa: F811
    person = PersonFactory(name="Rosa", email="rosa@example.org", phone="+12035550142")
    before = set(Identity.objects.values_list("key", flat=True))
    begin_generation(actor=SYSTEM)
    complete_person(person, email="Rosa@Example.org", phone="(203) 555-0142", actor=SYSTEM)
    add_identity(person, kind="email", value="ROSA@example.org", actor=SYSTEM)
    assert set(Identity.objects.values_list("key", flat=True)) == before
    again = PersonFactory(name="Rosa", email="rosa@example.org")
    merge_people(person, again, reasons=[], actor=SYSTEM)
    assert sorted(one.kind for one in identities_of(person.id)) == ["email", "phone"]


def test_whoever_is_found_by_a_number_of_any_of_their_records_is_shown_once() -> None:
    kept, other = PersonFactory(phone="+12035550142"), PersonFactory(phone="+12035550142")
    merge_people(kept, other, reasons=[], actor=SYSTEM)
    assert people_with(phone="203 555 0142") == [kept]


def test_an_attested_contact_belongs_to_the_record_that_proved_the_address() -> None:
    """And stays with it when the merge is undone."""
    kept, other = PersonFactory(), proved("rosa@example.org").person
    merge_people(kept, other, reasons=[], actor=SYSTEM)
    assert surely_the_person("rosa@example.org") == other


def test_an_address_that_two_people_proved_is_surely_nobodys() -> None:
    proved("rosa@example.org")
    proved("rosa@example.org")
    assert surely_the_person("rosa@example.org") is None
