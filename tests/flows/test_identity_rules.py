"""Each rule about knowing who is writing has a test here that says it; how it is kept in detail has others beside."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from django.db import connection

from heard.domain.cases.models import Case
from heard.domain.cases.queries.contacts import contacts_of
from heard.domain.consent.models import ConsentEntry, How, Purpose
from heard.domain.consent.operations import ledger
from heard.domain.consent.queries.permissions import may_send
from heard.domain.consent.rules.scopes import Scope
from heard.domain.conversations.models import Conversation, Delivery, Message
from heard.domain.conversations.rules.links import tracking_path
from heard.domain.people.models import (
    Assurance,
    HouseholdRole,
    Identity,
    IdentityKind,
    MandateKind,
    Merge,
    Need,
    Person,
)
from heard.domain.people.operations.households import join_household, start_household
from heard.domain.people.operations.identities import add_identity, change_identity, verify_identity
from heard.domain.people.operations.mandates import give_mandate
from heard.domain.people.operations.merging import merge_people, tell_apart, undo_merge
from heard.domain.people.operations.people import add_person
from heard.domain.people.operations.profile import update_profile
from heard.domain.people.queries.people import people_with
from heard.domain.people.queries.profile import who_may_speak_for, whole_person
from heard.domain.people.queries.sameness import suggestions_for
from heard.domain.people.queries.search import people_called
from heard.domain.privacy.queries.requests import address_to_prove
from heard.domain.teams.queries import standing_of
from heard.flows.find_thread import FoundThread
from heard.flows.follow_case import follow_case
from heard.flows.identify_sender import identify_sender
from heard.flows.prove_identity import confirm_by_link
from heard.flows.record_contact import record_contact
from heard.flows.report_issue import report_issue
from heard.flows.send_reply import send_reply
from heard.kernel.actor import SYSTEM, resident, staff
from heard.kernel.errors import InvalidInput
from heard.ports.channel import Inbound
from tests.flows.test_report_issue import report
from tests.town.people import EmailFactory, PersonFactory

if TYPE_CHECKING:
    import time_machine
    from django.test import Client
    from pytest_django.fixtures import SettingsWrapper

    from tests.town.council import Council

pytestmark = pytest.mark.django_db

ROSA, PHONE = "rosa@example.org", "+12035550142"
TODAY = date(2026, 11, 24)


def rosa(**sure: str) -> Person:
    """Rosa Alvarez, whose address is verified."""
    return EmailFactory(
        person=PersonFactory(name="Rosa Alvarez"), value=ROSA, **{"assurance": Assurance.VERIFIED} | sure
    ).person


def web_report(council: Council, **given: str) -> Case:
    """What anybody can type."""
    return report_issue(report(council, **{"name": "Rosa Alvarez", "email": ROSA} | given), actor=resident(None))


# Identities


def test_a_person_has_any_number_of_identities_of_five_kinds_each_more_or_less_sure() -> None:
    person = PersonFactory()
    values = {"email": ROSA, "phone": PHONE, "handle": "@rosa", "address": "12 Elm Street", "account": "R-100"}
    for kind, value in values.items():
        add_identity(person, kind=kind, value=value, actor=SYSTEM)
    add_identity(person, kind="email", value="rosa@work.example", actor=SYSTEM)
    verify_identity(person.identities.get(kind="phone"), how="code", actor=SYSTEM)
    assert set(values) == set(IdentityKind.values)
    assert {one.kind: one.value for one in person.identities.exclude(value__isnull=True)}.keys() == values.keys()
    assert person.identities.count() == 6
    assert set(Assurance.values) == {"unverified", "attested", "verified"}


# Linking


@pytest.mark.parametrize("assurance", [Assurance.ATTESTED, Assurance.VERIFIED])
def test_an_inbound_contact_is_linked_by_itself_to_a_verified_or_attested_identity(assurance: str) -> None:
    person = rosa(assurance=assurance)
    mail = Inbound(message_id="1", from_address="Rosa@Example.org", attested="dkim")
    assert identify_sender(mail, FoundThread(None)) == person


@pytest.mark.parametrize(
    "assurance, attested",
    [(Assurance.UNVERIFIED, "dkim"), (Assurance.VERIFIED, "")],
    ids=["the identity is unverified", "the channel vouches for nothing"],
)
def test_an_inbound_contact_is_linked_on_nothing_less(assurance: str, attested: str) -> None:
    person = rosa(assurance=assurance)
    mail = Inbound(message_id="1", from_address=ROSA, attested=attested)
    assert identify_sender(mail, FoundThread(None)) != person


def test_an_identity_that_two_people_proved_links_nobody() -> None:
    known = {rosa(), rosa()}
    mail = Inbound(message_id="1", from_address=ROSA, attested="dkim")
    assert identify_sender(mail, FoundThread(None)) not in known


def test_otherwise_it_is_a_suggestion_that_the_agent_confirms(council: Council) -> None:
    known, case = rosa(), web_report(council)
    assert case.person != known
    (suggestion,) = suggestions_for(case.person)
    assert suggestion.person == known
    merge_people(known, case.person, reasons=suggestion.reasons, actor=staff(council.agent.id))
    assert case.person_id in {record.id for record in whole_person(known.id).records}


# What an unverified address may see and receive


def test_an_unverified_address_never_reveals_history(council: Council, client: Client) -> None:
    known = rosa()
    record_contact(
        report(council, description="The neighbour's dog barks"), person=known, actor=staff(council.agent.id)
    )
    case = web_report(council, description="A deep hole")
    page = client.get(tracking_path(case.conversations.get().id)).content.decode()
    assert "A deep hole" in page
    assert "dog barks" not in page
    assert "dog barks" not in Delivery.objects.get(message__conversation__case=case).message.text


def test_an_unverified_address_never_receives_anything_but_its_own_conversation(
    council: Council, tuesday: time_machine.Traveller
) -> None:
    agent = staff(council.agent.id)
    first = web_report(council, email="first@example.org")
    tuesday.shift(60)
    add_identity(first.person, kind="email", value="later@example.org", actor=agent)
    second = record_contact(report(council, email="later@example.org"), person=first.person, actor=agent)
    third = web_report(council, email="third@example.org")
    merge_people(first.person, third.person, reasons=[], actor=agent)
    for case in (first, second, third):
        send_reply(case, conversation=case.conversations.get(), text="We come tomorrow.", actor=agent)
    went = {case: set(addresses_of(case)) for case in (first, second, third)}
    assert went == {first: {"first@example.org"}, second: {"later@example.org"}, third: {"third@example.org"}}


def test_an_address_added_to_somebody_elses_record_opens_none_of_their_data(tuesday: time_machine.Traveller) -> None:
    known = PersonFactory(name="Rosa Alvarez", phone=PHONE)
    tuesday.shift(3600)
    stranger = add_identity(known, kind="email", value="mallory@example.net", actor=SYSTEM)
    assert address_to_prove(known) is None
    assert address_to_prove(EmailFactory().person) is not None
    verify_identity(stranger, how="document", actor=SYSTEM)
    assert address_to_prove(known) == stranger


def addresses_of(case: Case) -> list[str]:
    deliveries = Delivery.objects.filter(message__conversation__case=case)
    return [delivery.address for delivery in deliveries]


# Suggestions


def test_suggestions_are_scored_by_phone_by_address_and_surname_and_by_name_and_birth_date() -> None:
    person = PersonFactory(name="Rosa Alvarez", phone=PHONE, details={"birth_date": "1988-02-03"})
    add_identity(person, kind="address", value="12 Elm Street", actor=SYSTEM)
    same_phone = PersonFactory(name="Rosa Alvarez", phone=PHONE)
    same_home = PersonFactory(name="R. Alvarez")
    add_identity(same_home, kind="address", value="12 elm st", actor=SYSTEM)
    same_birth = PersonFactory(name="Rosa Alvares", details={"birth_date": "1988-02-03"})
    PersonFactory(name="Rosa Alvarez")
    found = {one.person: (one.score, set(one.reasons)) for one in suggestions_for(person)}
    assert found.keys() == {same_phone, same_home, same_birth}
    assert found[same_phone][1] == {"same_phone", "same_name"}
    assert found[same_home][1] == {"same_address", "similar_name"}
    assert found[same_birth][1] == {"same_birth_date", "similar_name"}
    assert found[same_home][0] < found[same_phone][0]


def test_not_the_same_person_is_remembered() -> None:
    one, other = PersonFactory(name="Rosa Alvarez", phone=PHONE), PersonFactory(name="Rosa Alvarez", phone=PHONE)
    tell_apart(other, one, actor=SYSTEM)
    assert suggestions_for(one) == suggestions_for(other) == []


def test_families_share_phones_and_mailboxes_a_shared_identity_is_a_household_hint_not_a_match() -> None:
    mother = PersonFactory(name="Rosa Alvarez", phone=PHONE, email=ROSA)
    son = PersonFactory(name="Ben Alvarez", phone=PHONE, email=ROSA)
    (hint,) = suggestions_for(mother)
    assert hint.person == son
    assert hint.reasons[0] == "household"
    assert hint.score < 20
    for person in (mother, son):
        confirm_by_link(person.identities.get(kind="email"), actor=resident(person.id))
    assert not Merge.objects.exists()


# Merging


def test_merging_keeps_both_records_and_a_merge_entry(council: Council) -> None:
    one, other = PersonFactory(), PersonFactory()
    merge = merge_people(one, other, reasons=["same_phone"], actor=staff(council.agent.id))
    assert Person.objects.filter(pk__in=[one.pk, other.pk]).count() == 2
    assert (merge.kept, merge.other_id, merge.by, merge.reasons) == (one, other.id, council.agent, ["same_phone"])


def test_what_refers_to_either_refers_to_the_one_person_after_a_merge(council: Council) -> None:
    agent = staff(council.agent.id)
    first, second = web_report(council), web_report(council, email="r@work.example")
    merge_people(first.person, second.person, reasons=[], actor=agent)
    followed = follow_case(first, name="Rosa", email="r@work.example", person=Person.objects.get(pk=second.person_id))
    assert followed == first.conversations.get()
    assert set(contacts_of(standing_of(council.agent), [first.person_id])) == {first, second}
    assert {one.value for one in whole_person(second.person_id).identities} == {ROSA, "r@work.example"}


def test_a_merge_can_be_undone_and_each_is_what_it_was(council: Council) -> None:
    first, second = web_report(council), web_report(council)
    before = [list(model.objects.order_by("pk").values()) for model in (Person, Identity, Case, Conversation, Message)]
    undo_merge(merge_people(first.person, second.person, reasons=[], actor=SYSTEM), actor=SYSTEM)
    after = [list(model.objects.order_by("pk").values()) for model in (Person, Identity, Case, Conversation, Message)]
    assert after == before


# Pitfalls seen elsewhere


def test_an_impersonator_on_the_web_gets_a_record_of_their_own(council: Council) -> None:
    known = rosa()
    case = web_report(council, phone=PHONE)
    assert case.person != known
    assert known.identities.get().value == ROSA
    assert not Merge.objects.exists()


def test_an_edit_of_the_profile_steals_no_address(council: Council) -> None:
    known = rosa()
    agent = staff(council.agent.id)
    case = record_contact(report(council, email=""), person=known, actor=agent)
    change_identity(known.identities.get(), value="mallory@example.net", actor=agent)
    send_reply(case, conversation=case.conversations.get(), text="We come tomorrow.", actor=agent)
    assert set(addresses_of(case)) == {ROSA}
    assurances = {one.value: one.assurance for one in known.identities.all()}
    assert assurances == {ROSA: "verified", "mallory@example.net": "unverified"}


def test_a_sender_without_a_number_is_known_again_by_their_name_there(settings: SettingsWrapper) -> None:
    chat = {"adapter": "heard.adapters.channels.demo.DemoChannel", "reaches": ["phone", "handle"]}
    settings.HEARD_CHANNELS = {**settings.HEARD_CHANNELS, "chat": chat}
    said = Inbound(message_id="1", from_address="@rosa_in_town", from_name="Rosa", attested="chat")
    first = identify_sender(said, FoundThread(None), channel="chat")
    assert [(one.kind, one.assurance) for one in first.identities.all()] == [("handle", "attested")]
    assert identify_sender(said, FoundThread(None), channel="chat") == first
    called = Inbound(message_id="2", from_address="+1 203 555 0142", attested="chat")
    assert identify_sender(called, FoundThread(None), channel="chat").identities.get().kind == "phone"


def test_a_resident_without_an_email_is_served_and_found(council: Council) -> None:
    case = record_contact(report(council, email="", phone=PHONE), actor=staff(council.agent.id))
    assert people_with(phone="203 555 0142") == [case.person]
    talk, agent = case.conversations.get(), staff(council.agent.id)
    with pytest.raises(InvalidInput, match="no address"):
        send_reply(case, conversation=talk, text="We come tomorrow.", actor=agent)
    send_reply(case, conversation=talk, text="We come tomorrow.", channel="phone", actor=agent)
    assert addresses_of(case) == []


def test_a_person_with_several_addresses_is_one_person_at_each() -> None:
    person = rosa()
    work = add_identity(person, kind="email", value="rosa@work.example", actor=SYSTEM)
    verify_identity(work, how="code", actor=SYSTEM)
    for address in (ROSA, "rosa@work.example"):
        mail = Inbound(message_id="1", from_address=address, attested="dkim")
        assert identify_sender(mail, FoundThread(None)) == person


# Households


def test_a_household_has_members_a_head_a_language_needs_and_members_who_live_elsewhere() -> None:
    mother, son = PersonFactory(name="Rosa"), PersonFactory(name="Ben")
    home = start_household(mother, address="12 Elm Street", language="es", actor=SYSTEM)
    join_household(home, person=son, role=HouseholdRole.CHILD, lives_elsewhere=True, actor=SYSTEM)
    update_profile(son, needs=[Need.INTERPRETER], actor=SYSTEM)
    (at_home,) = whole_person(mother.id).households
    assert at_home.household.language == "es"
    members = {one.person.name: (one.role, one.lives_elsewhere, one.person.needs) for one in at_home.members}
    assert members == {"Rosa": ("head", False, []), "Ben": ("child", True, ["interpreter"])}


@pytest.mark.parametrize("kind", [MandateKind.CARER, MandateKind.PARENT, MandateKind.REPRESENTATIVE])
def test_a_carer_parent_or_representative_may_speak_for_somebody_until_a_day(council: Council, kind: str) -> None:
    person, speaker = PersonFactory(), PersonFactory()
    give_mandate(person, speaker=speaker, kind=kind, since=date(2026, 11, 1), until=TODAY, actor=SYSTEM)
    assert who_may_speak_for(person, on=TODAY) == [speaker]
    assert who_may_speak_for(person, on=date(2026, 11, 25)) == []
    assert who_may_speak_for(speaker, on=TODAY) == []


# Consent


def test_consent_is_a_ledger_of_scope_channel_and_purpose_given_or_withdrawn_when_where_by_whom(
    council: Council,
) -> None:
    person = rosa()
    scope = Scope(
        purpose=Purpose.INFORMATION, department_id=council.roads.department_id, topic="road-works", channel="email"
    )
    ledger.give(person, scope, how=How.PHONE, actor=staff(council.agent.id))
    ledger.withdraw(person, scope, how=How.PAGE, actor=resident(person.id))
    given, withdrawn = ConsentEntry.objects.order_by("at", "id")
    assert (given.given, given.how, given.actor_id) == (True, "phone", council.agent.id)
    assert (withdrawn.given, withdrawn.how, withdrawn.actor_id) == (False, "page", person.id)
    assert {one.topic for one in (given, withdrawn)} == {"road-works"}
    assert given.at is not None


def test_a_message_about_ones_own_case_needs_no_consent() -> None:
    assert may_send(rosa(), purpose=Purpose.SERVICE).allowed
    assert not may_send(rosa(), purpose=Purpose.INFORMATION).allowed


# Search on encrypted data


def test_people_are_found_by_words_prefixes_and_sound_and_exactly_by_email_and_phone() -> None:
    person = add_person(name="Siobhán O’Brien", email=ROSA, phone=PHONE, actor=SYSTEM)
    for typed in ("siobhan obrien", "siob obr", "Shivaun O'Brian"):
        assert people_called(typed) == [person]
    assert people_with(email="Rosa@example.org") == people_with(phone="(203) 555-0142") == [person]
    assert people_with(email="rosa@example.com") == []


def test_the_database_holds_digests_and_tokens_and_never_the_words() -> None:
    add_person(name="Siobhán O’Brien", email=ROSA, phone=PHONE, actor=SYSTEM)
    with connection.cursor() as cursor:
        cursor.execute("SELECT p::text || i::text FROM people_person p JOIN people_identity i ON i.person_id = p.id")
        stored = " ".join(row for (row,) in cursor.fetchall()).lower()
        cursor.execute("SELECT indexdef FROM pg_indexes WHERE indexname = 'person_tokens'")
        (index,) = cursor.fetchone()
    for word in ("siobh", "brien", "rosa", "5550142", b"rosa".hex(), "Siobhán".encode().hex()):
        assert word not in stored
    assert "USING gin" in index
