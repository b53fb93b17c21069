"""Showing that an address is theirs: by a code or by the link of a mail, and what follows from it by itself."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from heard.domain.conversations.models import Delivery
from heard.domain.journal.models import Entry
from heard.domain.people.models import Assurance, Identity, Merge, Proof
from heard.domain.people.operations.merging import tell_apart, undo_merge
from heard.domain.people.operations.proving import CODES_AN_HOUR
from heard.domain.people.rules.proofs import MOST_TRIES
from heard.domain.vault.operations import begin_generation
from heard.flows.outbound import outbound_of
from heard.flows.prove_identity import check_proof, confirm_by_link, send_proof
from heard.flows.report_issue import report_issue
from heard.kernel.actor import SYSTEM, resident
from heard.kernel.errors import Refused
from tests.domain.vault.conftest import keys  # noqa: F401 -- a fixture
from tests.flows.test_report_issue import report
from tests.town.people import EmailFactory, PersonFactory, PhoneFactory

if TYPE_CHECKING:
    import time_machine

    from heard.adapters.keys.key_file import KeyFile
    from tests.town.council import Council

ROSA = "rosa@example.org"


def code_in(delivery: Delivery) -> str:
    """The code as its reader finds it in the mail."""
    (code,) = re.findall(r"\b\d{6}\b", outbound_of(delivery).text)
    return str(code)


def newest_code() -> str:
    return code_in(Delivery.objects.order_by("-id")[0])


def proved(name: str, address: str = ROSA, **details: str) -> Identity:
    """Somebody who has proved this address."""
    identity = EmailFactory(person=PersonFactory(name=name, details=details), value=address)
    send_proof(identity, actor=SYSTEM)
    assert check_proof(identity, newest_code(), actor=resident(identity.person_id))
    identity.refresh_from_db()
    return identity


@pytest.mark.django_db
def test_the_code_goes_to_the_address_and_verifies_it(tuesday: time_machine.Traveller) -> None:
    identity = EmailFactory(value=ROSA)
    send_proof(identity, actor=SYSTEM)
    assert Delivery.objects.get().address == ROSA
    assert check_proof(identity, newest_code(), actor=resident(identity.person_id))
    identity.refresh_from_db()
    assert identity.assurance == Assurance.VERIFIED
    assert identity.verified_at is not None


@pytest.mark.django_db
def test_neither_the_journal_nor_the_timeline_nor_the_proof_shows_the_code() -> None:
    identity = EmailFactory(value=ROSA)
    message = send_proof(identity, actor=SYSTEM)
    code = newest_code()
    assert code not in message.text
    assert code not in message.subject
    assert code not in Proof.objects.get().code
    assert all(code not in str(entry.data) for entry in Entry.objects.all())


@pytest.mark.django_db
def test_a_code_works_once_and_not_for_another_address() -> None:
    mine, other = EmailFactory(value=ROSA), EmailFactory(value="ben@example.org")
    send_proof(mine, actor=SYSTEM)
    code = newest_code()
    send_proof(other, actor=SYSTEM)
    assert not check_proof(other, code, actor=SYSTEM)
    assert check_proof(mine, f" {code[:3]} {code[3:]} ", actor=SYSTEM)
    assert not check_proof(mine, code, actor=SYSTEM)


@pytest.mark.django_db
def test_a_code_is_void_after_fifteen_minutes(tuesday: time_machine.Traveller) -> None:
    identity = EmailFactory(value=ROSA)
    send_proof(identity, actor=SYSTEM)
    tuesday.shift(timedelta(minutes=15))
    assert not check_proof(identity, newest_code(), actor=SYSTEM)


@pytest.mark.django_db
def test_a_code_is_void_after_five_wrong_ones() -> None:
    identity = EmailFactory(value=ROSA)
    send_proof(identity, actor=SYSTEM)
    code = newest_code()
    wrong = f"{(int(code) + 1) % 1_000_000:06}"
    assert not any(check_proof(identity, wrong, actor=SYSTEM) for _try in range(MOST_TRIES))
    assert not check_proof(identity, code, actor=SYSTEM)


@pytest.mark.django_db
def test_a_new_code_voids_the_one_before() -> None:
    identity = EmailFactory(value=ROSA)
    send_proof(identity, actor=SYSTEM)
    first = newest_code()
    send_proof(identity, actor=SYSTEM)
    second = newest_code()
    assert first == second or not check_proof(identity, first, actor=SYSTEM)
    assert check_proof(identity, second, actor=SYSTEM)


@pytest.mark.django_db
def test_nobody_is_flooded_with_codes_by_typing_their_address_into_many_forms(
    tuesday: time_machine.Traveller,
) -> None:
    for _form in range(CODES_AN_HOUR):
        send_proof(EmailFactory(value=ROSA), actor=SYSTEM)
    with pytest.raises(Refused, match="several codes"):
        send_proof(EmailFactory(value=ROSA), actor=SYSTEM)
    tuesday.shift(timedelta(hours=1))
    send_proof(EmailFactory(value=ROSA), actor=SYSTEM)


@pytest.mark.django_db
def test_nor_while_the_council_key_rotates(keys: KeyFile, tuesday: time_machine.Traveller) -> None:  # noqa: F811
    before = [EmailFactory(value=ROSA) for _form in range(CODES_AN_HOUR)]
    begin_generation(actor=SYSTEM)
    send_proof(EmailFactory(value=ROSA), actor=SYSTEM)
    for identity in before[1:]:
        send_proof(identity, actor=SYSTEM)
    with pytest.raises(Refused, match="several codes"):
        send_proof(before[0], actor=SYSTEM)


@pytest.mark.django_db
def test_a_number_is_proved_by_whichever_channel_reaches_it(settings: pytest.FixtureRequest) -> None:
    identity = PhoneFactory(value="+12035550142")
    with pytest.raises(Refused, match="cannot send a code there"):
        send_proof(identity, actor=SYSTEM)
    sms = {"adapter": "heard.adapters.channels.demo.DemoChannel", "reaches": ["phone"]}
    settings.HEARD_CHANNELS = {**settings.HEARD_CHANNELS, "sms": sms}
    send_proof(identity, actor=SYSTEM)
    delivery = Delivery.objects.get()
    assert (delivery.channel, delivery.address) == ("sms", "+12035550142")
    assert check_proof(identity, code_in(delivery), actor=SYSTEM)


def test_the_link_to_confirm_is_in_the_mail_alone_and_only_until_it_is_confirmed(council: Council) -> None:
    case = report_issue(report(council), actor=resident(None))
    delivery = Delivery.objects.get()
    assert "/confirm/" in outbound_of(delivery).text
    assert "/confirm/" not in delivery.message.text + delivery.message.full_text
    confirm_by_link(case.person.identities.get(), actor=resident(case.person_id))
    assert "/confirm/" not in outbound_of(delivery).text


@pytest.mark.django_db
def test_two_records_that_proved_one_address_under_one_name_become_one_by_themselves() -> None:
    first, second = proved("Rosa Alvarez"), proved("rosa ALVAREZ")
    merge = Merge.objects.get()
    assert (merge.kept, merge.other, merge.by) == (first.person, second.person, None)
    assert "both_proved" in merge.reasons
    undo_merge(merge, actor=SYSTEM)


@pytest.mark.django_db
def test_who_gave_no_name_but_proved_the_address_is_linked() -> None:
    proved("Rosa Alvarez")
    proved("")
    assert Merge.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    "name, details",
    [("Ben Alvarez", {}), ("Rosa Alvarez", {"birth_date": "1990-05-01"})],
    ids=["another name", "another birth date"],
)
def test_spouses_who_both_proved_their_mailbox_stay_two(name: str, details: dict[str, str]) -> None:
    proved("Rosa Alvarez", birth_date="1988-02-03")
    proved(name, **details)
    assert not Merge.objects.exists()


@pytest.mark.django_db
def test_where_several_proved_the_address_an_agent_decides() -> None:
    proved("Rosa Alvarez")
    proved("Ben Alvarez")
    proved("Rosa Alvarez")
    assert not Merge.objects.exists()


@pytest.mark.django_db
def test_who_was_told_apart_is_not_linked_by_itself() -> None:
    first = proved("Rosa Alvarez")
    second = EmailFactory(person=PersonFactory(name="Rosa Alvarez"), value=ROSA)
    tell_apart(first.person, second.person, actor=SYSTEM)
    confirm_by_link(second, actor=SYSTEM)
    assert not Merge.objects.exists()
