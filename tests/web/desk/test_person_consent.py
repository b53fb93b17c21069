"""The ledger on a resident's page: read in words, and written down for somebody on the phone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from heard.domain.consent.models import ConsentEntry, Purpose
from heard.domain.consent.queries.permissions import may_send
from heard.domain.journal.models import Entry
from tests.town.consent import TopicFactory, WordingFactory, agrees
from tests.web.desk.pages import text_of

if TYPE_CHECKING:
    from django.http import HttpResponse

    from heard.domain.people.models import Person

pytestmark = pytest.mark.django_db

SCOPE = {"purpose": "information", "topic": "", "department": "", "channel": "", "how": "phone"}


@pytest.fixture
def maria(reported) -> Person:
    WordingFactory()
    WordingFactory(language="es", text="Envíenme noticias.")
    TopicFactory(code="libraries", name="Library events")
    return reported.case.person


def send(browser, person, do: str, **typed: Any) -> HttpResponse:
    return browser.post(f"/desk/people/{person.id}/consent/", {"do": do} | SCOPE | typed)


def test_a_yes_on_the_phone_is_written_down_with_the_words_that_were_read(agent, maria, reported) -> None:
    assert "Send me news and events of the council." in text_of(agent.get(f"/desk/people/{maria.id}/consent/"))
    assert send(agent, maria, "agree", topic="libraries", channel="email", read_out="on").status_code == 302
    entry = ConsentEntry.objects.get()
    assert (entry.given, entry.topic, entry.channel, entry.how) == (True, "libraries", "email", "phone")
    assert (entry.actor_kind, entry.actor_id) == ("staff", reported.council.agent.id)
    assert (entry.wording.version, entry.proof) == (1, {"read_out": True})
    journal = Entry.objects.get(kind="consent.given")
    assert (journal.person_id, journal.data) == (maria.id, {"purpose": "information"})


def test_the_words_are_in_the_residents_language(agent, maria) -> None:
    maria.language = "es"
    maria.save()
    send(agent, maria, "agree", read_out="on")
    assert ConsentEntry.objects.get().wording.text == "Envíenme noticias."


def test_without_reading_the_words_there_is_no_yes(agent, maria) -> None:
    answer = send(agent, maria, "agree")
    assert answer.status_code == 400
    assert "Read the words to them first" in answer.content.decode()
    assert not ConsentEntry.objects.exists()


def test_a_no_counts_at_once(agent, maria) -> None:
    agrees(maria)
    send(agent, maria, "refuse", how="counter")
    assert may_send(maria, purpose="information").words.endswith("at the counter.")
    assert may_send(maria, purpose="information").why == "withdrawn"


def test_everything_optional_is_stopped_at_once(agent, maria) -> None:
    agrees(maria, Purpose.RESEARCH)
    send(agent, maria, "refuse", purpose="everything")
    assert set(ConsentEntry.objects.filter(given=False).values_list("purpose", flat=True)) == {
        "information", "surveys", "consultations", "research",
    }  # fmt: skip


def test_the_page_of_the_resident_says_what_counts_now(agent, maria) -> None:
    assert "Nothing optional" in text_of(agent.get(f"/desk/people/{maria.id}/"))
    agrees(maria, topic="libraries", channel="email")
    page = text_of(agent.get(f"/desk/people/{maria.id}/"))
    assert "News and events: Library events, by email" in page


def test_whoever_may_not_know_them_is_not_told(stranger, maria) -> None:
    assert send(stranger, maria, "agree", read_out="on").status_code == 404
    assert not ConsentEntry.objects.exists()
