"""The preference page: by its link alone, without signing in or scripts; each change is an entry of the ledger."""

from __future__ import annotations

import logging
import re
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING, Any

import pytest

from heard.domain.consent.models import ConsentEntry, Purpose
from heard.domain.consent.queries.permissions import may_send
from heard.domain.consent.rules.links import preferences_path, unsubscribe_token
from heard.domain.conversations.rules.links import tracking_path
from heard.domain.people.models import Person
from heard.kernel.ids import new_id
from heard.kernel.logs import WithoutTokens
from tests.town.consent import TopicFactory, WordingFactory, agrees, proved_person, refuses
from tests.town.people import EmailFactory, PersonFactory
from tests.town.staff import DepartmentFactory

if TYPE_CHECKING:
    from django.http import HttpResponse
    from django.test import Client

    from heard.domain.people.models import Identity

pytestmark = pytest.mark.django_db

PLAIN = {"language": "en", "preferred_channel": "", "contact_hours": "", "quiet_from": "", "quiet_until": ""}
NOTHING = {"information": "none", "surveys": "none"}


@pytest.fixture(autouse=True)
def wordings() -> None:
    """Two purposes, two topics, one department."""
    WordingFactory()
    WordingFactory(purpose=Purpose.SURVEYS, text="Ask me now and then.")
    TopicFactory(code="libraries", name="Library events")
    TopicFactory(code="roads", name="Road works")
    DepartmentFactory(name="Parks")


@pytest.fixture
def ana() -> Person:
    return proved_person(name="Ana Costa")


def page(client: Client, person: Person) -> str:
    answer = client.get(preferences_path(person.id))
    assert answer.status_code == 200
    return answer.content.decode()


def save(client: Client, person: Person, identity: Identity | None = None, **choices: Any) -> HttpResponse:
    path = preferences_path(person.id, identity.id if identity else None)
    return client.post(path, PLAIN | NOTHING | choices, follow=True)


def entries() -> list[tuple[bool, str, str, str]]:
    return [(one.given, one.purpose, one.topic, one.channel) for one in ConsentEntry.objects.order_by("at", "id")]


def test_it_shows_the_wording_and_the_masked_address_and_no_more(client, ana) -> None:
    shown = page(client, ana)
    assert "Send me news and events of the council." in shown
    assert "a…@example.org" in shown
    assert "ana@example.org" not in shown
    assert "Costa" not in shown


def test_a_choice_is_an_entry_with_the_wording_that_was_shown(client, ana) -> None:
    save(client, ana, information="some", information_parts=["topic:libraries"], channels=["email"])
    assert entries() == [(True, "information", "libraries", "email")]
    entry = ConsentEntry.objects.get()
    assert (entry.how, entry.wording.text) == ("page", "Send me news and events of the council.")
    assert (entry.actor_kind, entry.actor_id) == ("resident", ana.id)
    assert may_send(ana, purpose="information", topic="libraries").allowed
    assert not may_send(ana, purpose="information", topic="roads").allowed


def test_a_department_can_be_chosen(client, ana) -> None:
    parks = DepartmentFactory(name="Trees")
    save(client, ana, information="some", information_parts=[f"department:{parks.id}"], channels=["email"])
    assert may_send(ana, purpose="information", department=parks, topic="roads").allowed


def test_saving_without_a_change_writes_nothing(client, ana) -> None:
    agrees(ana, topic="libraries", channel="email")
    save(client, ana, information="some", information_parts=["topic:libraries"], channels=["email"])
    assert ConsentEntry.objects.count() == 1


def test_another_channel_is_a_change(client, ana) -> None:
    agrees(ana, channel="email")
    save(client, ana, information="all", channels=["email", "sms"])
    assert entries()[1:] == [(True, "information", "", "sms")]


def test_everything_but_one_topic_is_shown_as_it_is(client, ana) -> None:
    agrees(ana)
    refuses(ana, topic="roads", channel="email")
    shown = page(client, ana)
    assert re.search(r'value="topic:libraries"[^>]*checked', shown)
    save(client, ana, information="all", channels=["email", "sms", "phone", "post"])
    assert may_send(ana, purpose="information", topic="roads").allowed


def test_one_button_stops_everything_optional(client, ana) -> None:
    agrees(ana)
    agrees(ana, Purpose.SURVEYS, topic="roads")
    client.post(preferences_path(ana.id), {"stop": "yes"})
    assert {may_send(ana, purpose=purpose).why for purpose in ("information", "surveys")} == {"withdrawn"}
    assert may_send(ana, purpose="service").allowed


def test_whoever_says_yes_says_how(client, ana) -> None:
    answer = save(client, ana, information="all", channels=[])
    assert answer.status_code == 400
    assert "Choose how we may send it" in answer.content.decode()
    assert not ConsentEntry.objects.exists()


def test_language_hours_and_quiet_hours_are_kept(client, ana) -> None:
    save(client, ana, language="es", preferred_channel="phone", contact_hours="morning", quiet_from="18:00",
         quiet_until="09:30", channels=["email"])  # fmt: skip
    ana.refresh_from_db()
    assert (ana.language, ana.preferred_channel, ana.contact_hours) == ("es", "phone", "morning")
    assert (ana.quiet_hours.starts, ana.quiet_hours.ends) == (time(18), time(9, 30))
    save(client, ana, language="es", channels=["email"])
    assert not Person.objects.filter(quiet_hours__isnull=False).exists()


def test_choosing_by_the_link_of_an_address_proves_the_address_and_looking_does_not(client) -> None:
    ben = PersonFactory(email="ben@example.org")
    identity = ben.identities.get()
    client.get(preferences_path(ben.id, identity.id))
    identity.refresh_from_db()
    assert identity.assurance == "unverified"
    save(client, ben, identity, information="all", channels=["email"])
    identity.refresh_from_db()
    assert identity.assurance == "verified"
    assert may_send(ben, purpose="information").allowed


def test_what_was_said_before_stands_below(client, ana) -> None:
    agrees(ana, at=datetime(2020, 5, 3, 12, tzinfo=UTC))
    assert "Agreed to “News and events” on Sunday 3 May 2020, on the preference page." in page(client, ana)


def test_an_unverified_address_that_was_added_later_reveals_no_history(client) -> None:
    """Somebody we knew by their telephone, and an address that whoever called later gave."""
    bo = PersonFactory(name="Bo", email="")
    agrees(bo)
    Person.objects.filter(pk=bo.pk).update(created_at=datetime(2026, 1, 5, tzinfo=UTC))
    new = EmailFactory(person=bo, value="bo@example.org")
    for path in (preferences_path(bo.id), preferences_path(bo.id, new.id)):
        assert "Agreed to" not in client.get(path).content.decode()


def test_an_unverified_address_of_several_reveals_no_history(client) -> None:
    """identity.md: an unverified address never reveals history."""
    ana = proved_person()
    agrees(ana)
    stranger = EmailFactory(person=ana, value="stranger@example.org")
    assert "Agreed to" not in client.get(preferences_path(ana.id, stranger.id)).content.decode()
    proved = ana.identities.get(assurance="verified")
    assert "Agreed to" in client.get(preferences_path(ana.id, proved.id)).content.decode()


def test_a_link_of_a_merged_record_opens_the_whole(client, ana) -> None:
    again = proved_person("ana@work.example")
    Person.objects.filter(pk=again.pk).update(whole_id=ana.id)
    agrees(ana, topic="libraries", channel="email")
    shown = client.get(preferences_path(again.id)).content.decode()
    assert re.search(r'value="topic:libraries"[^>]*checked', shown)


@pytest.mark.parametrize("token", ["x", "a" * 42, "a" * 68, "ä" * 42])
@pytest.mark.parametrize("place", ["preferences", "unsubscribe"])
def test_a_wrong_link_says_what_to_do(client, place, token) -> None:
    answer = client.get(f"/{place}/{token}/")
    assert answer.status_code == 404
    assert "Open the message again" in answer.content.decode()


def test_a_link_for_one_thing_opens_nothing_else(client, ana) -> None:
    token = preferences_path(ana.id).split("/")[2]
    assert client.get(f"/t/{token}/").status_code == 404
    assert client.get(f"/prove/{token}/").status_code == 404
    tracking = tracking_path(ana.id).split("/")[2]
    assert client.get(f"/preferences/{tracking}/").status_code == 404
    unsubscribing = unsubscribe_token(ana.id, "information", "", new_id())
    assert client.get(f"/preferences/{unsubscribing}/").status_code == 404
    assert client.get(f"/unsubscribe/{token}/").status_code == 404


def test_the_page_of_somebody_erased_is_gone(client, ana) -> None:
    Person.objects.filter(pk=ana.pk).update(erased_at=datetime.now(UTC))
    assert client.get(preferences_path(ana.id)).status_code == 410


def test_links_are_kept_from_other_sites_search_engines_caches_and_logs(client, ana) -> None:
    token = unsubscribe_token(ana.id, "information", "", new_id())
    for path in (preferences_path(ana.id), f"/unsubscribe/{token}/"):
        answer = client.get(path)
        assert answer.headers["Referrer-Policy"] == "same-origin"
        assert answer.headers["X-Robots-Tag"] == "noindex"
        assert "no-store" in answer.headers["Cache-Control"]
        line = logging.LogRecord("heard", logging.WARNING, "", 0, "Not Found: %s", (path,), None)
        WithoutTokens().filter(line)
        assert path.split("/")[2] not in line.getMessage()


def test_unsubscribing_by_hand_needs_the_button_and_keeps_how(client, ana) -> None:
    agrees(ana)
    path = f"/unsubscribe/{unsubscribe_token(ana.id, 'information', 'libraries', new_id())}/"
    assert "News and events: Library events, by email" in client.get(path).content.decode()
    assert ConsentEntry.objects.count() == 1
    assert "We stopped these messages" in client.post(path).content.decode()
    assert ConsentEntry.objects.get(given=False).how == "link"
    assert may_send(ana, purpose="information", topic="roads").allowed
    assert not may_send(ana, purpose="information", topic="libraries").allowed


def test_after_agreeing_again_an_old_link_stops_it_again(client, ana) -> None:
    path = f"/unsubscribe/{unsubscribe_token(ana.id, 'information', '', new_id())}/"
    for _again in range(2):
        agrees(ana)
        client.post(path, {"List-Unsubscribe": "One-Click"})
    assert ConsentEntry.objects.filter(given=False).count() == 2


def test_a_link_opened_again_says_since_when_it_is_stopped(client, ana) -> None:
    agrees(ana, at=datetime(2020, 5, 3, 12, tzinfo=UTC))
    path = f"/unsubscribe/{unsubscribe_token(ana.id, 'information', '', new_id())}/"
    refuses(ana, topic="libraries", at=datetime(2020, 6, 3, 12, tzinfo=UTC))
    assert "Stop these messages?" in client.get(path).content.decode()  # a part of them alone was stopped
    refuses(ana, channel="email", at=datetime(2020, 7, 3, 12, tzinfo=UTC))
    shown = client.get(path).content.decode()
    assert "You have stopped these on Friday 3 July 2020" in shown
    assert "<form" not in shown.split("<main")[1].split("</main>")[0]
    assert "/preferences/" in shown
    agrees(ana)
    assert "Stop these messages?" in client.get(path).content.decode()
