"""May this be sent? The rules one by one, and the same answer for one person as for many."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as some

from heard.domain.consent.models import Mailing, OptionalMessage, Purpose, QuietHours, SendingRule
from heard.domain.consent.queries.permissions import may_send, who_may_be_sent
from heard.domain.people.models import Assurance, Person
from heard.kernel import clock
from tests.town.consent import TopicFactory, agrees, proved_person, refuses
from tests.town.people import EmailFactory, PersonFactory
from tests.town.staff import DepartmentFactory

if TYPE_CHECKING:
    from heard.domain.consent.rules.permissions import Permission

pytestmark = pytest.mark.django_db

MONDAY_NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
INFORMATION = Purpose.INFORMATION


def asked(person: Person, **message: Any) -> Permission:
    return may_send(person, **{"purpose": INFORMATION, "at": MONDAY_NOON} | message)


def sent(person: Person, *, purpose: str = INFORMATION, at: datetime = MONDAY_NOON) -> None:
    mailing = Mailing.objects.create(purpose=purpose, subject="Fair", text="Come.")
    OptionalMessage.objects.create(mailing=mailing, person=person, purpose=purpose, state="sent", sent_at=at)


def test_nothing_said_is_no() -> None:
    assert asked(proved_person()).why == "never_said"


def test_a_yes_covers_everything_narrower() -> None:
    ana = proved_person()
    agrees(ana)
    permission = asked(ana, topic="libraries", department=DepartmentFactory(), channel="email")
    assert (permission.allowed, permission.why) == (True, "agreed")
    assert permission.identity.value == "ana@example.org"


@pytest.mark.parametrize("narrower", [{"topic": "libraries"}, {"channel": "sms"}], ids=str)
def test_a_narrow_yes_covers_nothing_else(narrower) -> None:
    ana = proved_person()
    agrees(ana, **narrower)
    assert asked(ana).why == "never_said"


def test_a_departments_yes_is_for_that_department() -> None:
    ana, parks = proved_person(), DepartmentFactory()
    agrees(ana, department_id=parks.id)
    assert asked(ana, department=parks).allowed
    assert not asked(ana, department=DepartmentFactory()).allowed
    assert not asked(ana).allowed


def test_a_later_no_at_a_wider_scope_stops_a_narrower_yes() -> None:
    ana = proved_person()
    agrees(ana, topic="libraries", channel="email")
    refuses(ana)
    assert asked(ana, topic="libraries").why == "withdrawn"


def test_a_later_narrow_yes_counts_after_a_wide_no() -> None:
    ana = proved_person()
    refuses(ana)
    agrees(ana, topic="libraries")
    assert asked(ana, topic="libraries").allowed
    assert asked(ana).why == "withdrawn"


def test_one_purpose_says_nothing_of_another() -> None:
    ana = proved_person()
    agrees(ana, Purpose.SURVEYS)
    assert not asked(ana).allowed


def test_a_message_about_their_own_case_needs_no_consent() -> None:
    """identity.md: service messages about one's own case are not marketing and need none."""
    ana = PersonFactory(email="ana@example.org")
    refuses(ana)
    assert asked(ana, purpose=Purpose.SERVICE).allowed


def test_an_unverified_address_gets_nothing_but_its_own_conversation() -> None:
    """identity.md: an unverified address never receives anything but its own conversation."""
    ana = PersonFactory(email="ana@example.org")
    agrees(ana)
    assert asked(ana).why == "unverified"


def test_an_address_whose_mail_comes_back_gets_nothing() -> None:
    ana = proved_person()
    agrees(ana)
    ana.identities.update(unusable_since=MONDAY_NOON)
    assert asked(ana).why == "unusable"
    assert asked(ana, purpose=Purpose.SERVICE).why == "unusable"


def test_whoever_has_no_address_gets_nothing() -> None:
    ana = PersonFactory()
    agrees(ana)
    assert asked(ana).why == "no_address"


def test_the_surest_and_newest_address_is_taken() -> None:
    ana = proved_person()
    agrees(ana)
    EmailFactory(person=ana, value="old@example.org", assurance=Assurance.ATTESTED)
    EmailFactory(person=ana, value="new@example.org", assurance=Assurance.VERIFIED)
    assert asked(ana).identity.value == "new@example.org"


def test_the_whole_is_asked_whichever_record_said_it() -> None:
    ana, again = proved_person(), proved_person("ana@work.example")
    agrees(again)
    Person.objects.filter(pk=again.pk).update(whole_id=ana.id)
    assert asked(ana).allowed
    assert asked(Person.objects.get(pk=again.pk)).allowed


@pytest.mark.parametrize("column", ["erased_at", "restricted_at"])
def test_one_erased_or_restricted_record_stops_the_whole(column) -> None:
    ana, again = proved_person(), proved_person("ana@work.example")
    agrees(ana)
    Person.objects.filter(pk=again.pk).update(whole_id=ana.id, **{column: MONDAY_NOON})
    assert asked(ana).why == column.removesuffix("_at")


def test_no_more_than_so_many_a_week() -> None:
    ana = proved_person()
    agrees(ana)
    SendingRule.objects.create(purpose=INFORMATION, per_week=2)
    sent(ana, at=MONDAY_NOON - timedelta(days=8))
    sent(ana, at=MONDAY_NOON - timedelta(days=6))
    assert asked(ana).allowed
    sent(ana, at=MONDAY_NOON - timedelta(days=1))
    assert asked(ana).why == "too_many"


def test_quiet_hours_delay(settings) -> None:
    ana = proved_person()
    agrees(ana)
    late = datetime(2026, 11, 23, 21, 30, tzinfo=UTC)
    assert asked(ana, at=late).when == datetime(2026, 11, 24, 8, tzinfo=UTC)
    QuietHours.objects.create(person=ana, starts=time(7), ends=time(10))
    assert asked(ana, at=late).when == datetime(2026, 11, 24, 10, tzinfo=UTC)
    assert asked(ana).when == MONDAY_NOON


def test_it_says_in_words_what_they_agreed_to() -> None:
    TopicFactory(code="libraries", name="Library events")
    ana = proved_person()
    agrees(ana, topic="libraries", channel="email", at=datetime(2026, 5, 3, 12, tzinfo=UTC))
    words = asked(ana, topic="libraries").words
    assert words == ("Agreed to “News and events: Library events, by email” on Sunday 3 May, on the preference page.")


def test_it_is_asked_in_a_fixed_number_of_queries(django_assert_num_queries) -> None:
    ana, again = proved_person(), proved_person("ana@work.example")
    Person.objects.filter(pk=again.pk).update(whole_id=ana.id)
    for _ in range(4):
        agrees(ana)
        agrees(again, topic="libraries")
    with django_assert_num_queries(7):
        assert asked(ana).allowed


def test_of_many_people_it_is_asked_in_as_many_queries_as_there_are_reasons(django_assert_max_num_queries) -> None:
    people = [proved_person(f"ana{number}@example.org") for number in range(12)]
    for person in people[:9]:
        agrees(person)
    refuses(people[0])
    with django_assert_max_num_queries(10):
        allowed, left_out = who_may_be_sent(Person.objects.all(), purpose=INFORMATION, at=MONDAY_NOON)
    assert left_out == {"never_said": 3, "withdrawn": 1}
    assert set(allowed) == set(people[1:9])


def test_of_many_people_the_newest_entry_of_each_decides() -> None:
    first_yes, first_no = proved_person("yes@example.org"), proved_person("no@example.org")
    agrees(first_yes, topic="libraries")
    refuses(first_yes)
    refuses(first_no)
    agrees(first_no, topic="libraries")
    allowed, left_out = who_may_be_sent(Person.objects.all(), purpose=INFORMATION, topic="libraries", at=MONDAY_NOON)
    assert (list(allowed), left_out) == ([first_no], {"withdrawn": 1})


def test_somebody_with_two_records_is_one_person_among_many() -> None:
    ana, again = proved_person(), proved_person("ana@work.example")
    agrees(again)
    Person.objects.filter(pk=again.pk).update(whole_id=ana.id)
    allowed, left_out = who_may_be_sent(Person.objects.filter(pk=again.pk), purpose=INFORMATION, at=MONDAY_NOON)
    assert (list(allowed), left_out) == ([ana], {})


@dataclass(frozen=True)
class Doing:
    """One thing that happens to one of the records."""

    record: int
    what: str
    purpose: str
    topic: str
    channel: str
    department: int


DOINGS = some.builds(
    Doing,
    record=some.integers(0, 2),
    what=some.sampled_from(
        [
            "yes",
            "yes",
            "yes",
            "yes",
            "no",
            "no",
            "no",
            "erase",
            "restrict",
            "bounce",
            "unverify",
            "send",
            "merge",
            "address",
        ]
    ),
    purpose=some.sampled_from([INFORMATION, INFORMATION, Purpose.SURVEYS]),
    topic=some.sampled_from(["", "libraries", "libraries", "parks"]),
    channel=some.sampled_from(["", "email", "sms"]),
    department=some.sampled_from([0, 0, 1, 2]),
)


@hypothesis_settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    doings=some.lists(DOINGS, max_size=14),
    purpose=some.sampled_from([INFORMATION, Purpose.SERVICE]),
    topic=some.sampled_from(["", "libraries"]),
    department=some.integers(0, 2),
)
def test_many_at_once_get_the_answer_each_would_get_alone(doings, purpose, topic, department) -> None:
    with transaction.atomic():
        departments = [None, DepartmentFactory(), DepartmentFactory()]
        people = [proved_person(f"p{number}@example.org") for number in range(3)]
        for doing in doings:
            _do(doing, people, departments)
        wholes = {person.whole_id for person in Person.objects.all()}
        message = {"purpose": purpose, "topic": topic, "department": departments[department], "at": clock.now()}
        alone = {whole: may_send(Person.objects.get(pk=whole), **message) for whole in wholes}
        allowed, left_out = who_may_be_sent(Person.objects.all(), **message)
        assert {person.id for person in allowed} == {whole for whole, one in alone.items() if one.allowed}
        refused = [one.why for one in alone.values() if not one.allowed]
        assert left_out == {why: refused.count(why) for why in refused}
        transaction.set_rollback(True)


def _do(doing: Doing, people: list[Person], departments: list[Any]) -> None:
    person = Person.objects.get(pk=people[doing.record].pk)
    chosen = departments[doing.department]
    scope = {"topic": doing.topic, "channel": doing.channel, "department_id": chosen.id if chosen else None}
    match doing.what:
        case "yes":
            agrees(person, doing.purpose, **scope)
        case "no":
            refuses(person, doing.purpose, **scope)
        case "erase":
            Person.objects.filter(pk=person.pk).update(erased_at=clock.now())
        case "restrict":
            Person.objects.filter(pk=person.pk).update(restricted_at=clock.now())
        case "bounce":
            person.identities.update(unusable_since=clock.now())
        case "unverify":
            person.identities.update(assurance=Assurance.UNVERIFIED)
        case "send":
            sent(person, purpose=doing.purpose, at=clock.now())
        case "merge":
            Person.objects.filter(whole_id=person.whole_id).update(whole_id=people[0].whole_id)
        case "address":
            EmailFactory(person=person, value=f"{doing.topic}x{person.identities.count()}@example.org")
