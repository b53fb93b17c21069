"""Whose address we know hears of every other one that is added or removed; and notes and ages are kept true."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from heard.domain.conversations.models import Delivery
from heard.domain.people.models import Assurance, Identity, Person, PersonNote
from heard.domain.people.operations import ages
from heard.domain.people.operations.notes import add_note
from heard.domain.people.operations.profile import update_profile
from heard.flows.change_addresses import add_address, change_address, remove_address
from heard.flows.keep_profiles import keep_profiles
from heard.flows.record_contact import record_contact
from heard.kernel.actor import SYSTEM, staff
from tests.flows.test_report_issue import report
from tests.town.people import EmailFactory, PersonFactory, PhoneFactory

if TYPE_CHECKING:
    import time_machine

    from tests.town.council import Council

pytestmark = pytest.mark.django_db


def rosa() -> Identity:
    """With an address that she proved."""
    return EmailFactory(person=PersonFactory(), value="rosa@example.org", assurance=Assurance.VERIFIED)


def told() -> list[str]:
    return [delivery.address for delivery in Delivery.objects.order_by("id")]


def test_the_proved_address_hears_of_a_new_one_which_hears_nothing() -> None:
    proved = rosa()
    new = add_address(proved.person, kind="email", value="mallory@example.net", actor=SYSTEM)
    assert new.assurance == Assurance.UNVERIFIED
    assert told() == ["rosa@example.org"]
    letter = Delivery.objects.get().message.text
    assert "m…@example.net" in letter
    assert "mallory" not in letter


def test_the_same_address_again_is_no_news() -> None:
    proved = rosa()
    assert add_address(proved.person, kind="email", value="Rosa@Example.org", actor=SYSTEM) == proved
    assert told() == []


def test_a_changed_address_leaves_the_proved_one_and_tells_it() -> None:
    proved = rosa()
    new = change_address(proved, value="mallory@example.net", actor=SYSTEM)
    proved.refresh_from_db()
    assert (proved.assurance, new.assurance) == (Assurance.VERIFIED, Assurance.UNVERIFIED)
    assert told() == ["rosa@example.org"]


def test_a_removed_address_is_gone_from_every_record_and_hears_of_it() -> None:
    proved = rosa()
    remove_address(proved, actor=SYSTEM)
    assert not Identity.objects.exists()
    assert told() == ["rosa@example.org"]


def test_an_address_that_nobody_proved_is_told_nothing() -> None:
    unproved = EmailFactory(person=PersonFactory(), value="rosa@example.org")
    add_address(unproved.person, kind="phone", value="+12035550142", actor=SYSTEM)
    assert told() == []


def test_what_a_caller_says_on_the_phone_is_told_to_the_proved_address(council: Council) -> None:
    proved = rosa()
    given = report(council, email="mallory@example.net", phone="+12035550142")
    record_contact(given, person=proved.person, actor=staff(council.agent.id))
    assert set(told()) == {"rosa@example.org"}
    assert len(told()) == 3  # the two that are new, and the acknowledgement: not to whom nobody knows


def test_every_night_notes_past_their_day_go_and_ages_are_true(tuesday: time_machine.Traveller) -> None:
    person = PersonFactory()
    update_profile(person, birth_date="2001-12-01", actor=SYSTEM)
    assert person.age_band == "16-24"
    note = add_note(person, text="Is in hospital", expires_on=date(2026, 12, 1), actor=SYSTEM)
    for _night in range(7):
        keep_profiles()
        tuesday.shift(timedelta(days=1))
    assert PersonNote.objects.get() == note
    assert Person.objects.get(pk=person.pk).age_band == "16-24"
    for _night in range(len(ages.ROUND) + 1):
        keep_profiles()
        tuesday.shift(timedelta(days=1))
    assert not PersonNote.objects.exists()
    assert Person.objects.get(pk=person.pk).age_band == "25-44"


def test_a_number_is_no_address_to_tell() -> None:
    number = PhoneFactory(person=PersonFactory(), assurance=Assurance.VERIFIED)
    add_address(number.person, kind="handle", value="@rosa", actor=SYSTEM)
    assert told() == []
