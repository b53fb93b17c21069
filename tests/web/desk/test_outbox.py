"""The demonstration's outbox: there in a demonstration alone, and its answers are real mail."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from heard.domain.conversations.models import Delivery, Direction, Envelope
from heard.flows.receive_message import receive_message
from heard.flows.send_reply import send_reply
from heard.kernel.actor import staff
from tests.web.desk.pages import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def demonstration(settings) -> None:
    settings.HEARD_DEMO = True


@pytest.fixture
def sent(reported) -> Delivery:
    """The agent's answer to Maria."""
    message = send_reply(
        reported.case,
        conversation=reported.conversation,
        text="How <deep> is it?",
        actor=staff(reported.council.agent.id),
    )
    return message.deliveries.get()


def test_in_real_use_there_is_no_such_page(client, agent, sent, settings) -> None:
    settings.HEARD_DEMO = False
    for browser in (client, agent):
        for url in ("/desk/outbox/", f"/desk/outbox/{sent.id}/", f"/desk/outbox/{sent.id}/formatted/"):
            assert browser.get(url).status_code == 404
        assert browser.post(f"/desk/outbox/{sent.id}/", {"text": "A foot"}).status_code == 404
    assert not Envelope.objects.exists()
    assert "Outbox" not in text_of(agent.get("/desk/"))
    assert "/desk/outbox/" not in client.get("/").content.decode()


def test_in_a_demonstration_everybody_reads_it_and_is_told_why(demonstration, client, agent, sent) -> None:
    for browser in (client, agent):
        page = text_of(browser.get("/desk/outbox/"))
        assert "maria@example.org" in page
        assert "without signing in" in page
    assert "/desk/outbox/" in client.get("/").content.decode()
    assert "Outbox" in text_of(agent.get("/desk/"))


def test_the_newest_comes_first_and_pages_follow(demonstration, client, sent) -> None:
    Delivery.objects.bulk_create(
        Delivery(message=sent.message, channel="email", address=f"number{n}@example.org") for n in range(60)
    )
    first = client.get("/desk/outbox/")
    page = text_of(first)
    assert page.index("number59@") < page.index("number58@")
    assert "number9@" not in page
    older = first.context["older"]
    assert "number9@" in text_of(client.get(f"/desk/outbox/{older}"))


def test_a_mail_is_read_as_text_and_formatted_in_a_sealed_frame(demonstration, client, sent) -> None:
    page = client.get(f"/desk/outbox/{sent.id}/")
    assert "How <deep> is it?" in text_of(page)
    assert "<deep>" not in page.content.decode()
    formatted = client.get(f"/desk/outbox/{sent.id}/formatted/")
    assert "How &lt;deep&gt; is it?" in formatted.content.decode()
    assert formatted["Content-Security-Policy"].startswith("sandbox;")


def test_an_answer_arrives_as_mail_in_the_right_conversation(demonstration, client, sent, reported) -> None:
    client.post(f"/desk/outbox/{sent.id}/", {"text": "A foot deep"})
    message = receive_message(Envelope.objects.get().id)
    assert message.conversation == reported.conversation
    assert message.direction == Direction.IN
    assert message.text == "A foot deep"
    assert not message.held


def test_an_empty_answer_says_what_to_do(demonstration, client, sent) -> None:
    answer = client.post(f"/desk/outbox/{sent.id}/", {"text": " "})
    assert answer.status_code == 400
    assert "Write what the resident answers" in text_of(answer)
    assert not Envelope.objects.exists()


def test_as_many_queries_for_fifty_as_for_one(demonstration, client, agent, sent) -> None:
    for browser in (client, agent):
        with CaptureQueriesContext(connection) as few:
            browser.get("/desk/outbox/")
        Delivery.objects.bulk_create(
            Delivery(message=sent.message, channel="email", address=f"number{n}@example.org") for n in range(48)
        )
        with CaptureQueriesContext(connection) as many:
            browser.get("/desk/outbox/")
        assert len(many) == len(few)
