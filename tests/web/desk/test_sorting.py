"""Sort me: who may, what they read, and what becomes of it."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from heard.domain.cases.models import Case
from heard.domain.conversations.models import Conversation, Direction, Envelope, EnvelopeState
from heard.domain.journal.models import Entry
from heard.flows.receive_message import receive_message
from tests.town.catalogue import ServiceFactory
from tests.town.conversations import ConversationFactory, EnvelopeFactory, MessageFactory
from tests.town.staff import StaffFactory, TeamFactory
from tests.web.desk.pages import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(reported) -> Conversation:
    """A mail about a library, which the council may offer something for."""
    ServiceFactory(name="Library hours", code="library")
    conversation = ConversationFactory(subject="Opening hours?", suggested_services=["library", "gone"])
    MessageFactory(conversation=conversation, html='<p>When?</p><img src="https://tracker.example.org/1.gif">')
    return conversation


def test_the_wrong_person_reads_and_does_nothing(stranger, client, asked) -> None:
    envelope = EnvelopeFactory()
    message = asked.messages.get()
    reading = [
        "/desk/sort/",
        "/desk/sort/quarantine/",
        f"/desk/sort/{asked.id}/",
        f"/desk/sort/messages/{message.id}/",
        f"/desk/sort/quarantine/{envelope.id}/source/",
    ]
    doing = [f"/desk/sort/{asked.id}/{do}/" for do in ("open", "attach", "set-aside")]
    doing.append(f"/desk/sort/quarantine/{envelope.id}/replay/")
    for url in reading:
        assert stranger.get(url).status_code == 403
        assert client.get(url).status_code == 302
    for url in doing:
        assert stranger.post(url, {"service": "library"}).status_code == 403
        assert client.post(url).status_code == 302
    asked.refresh_from_db()
    envelope.refresh_from_db()
    assert asked.to_sort
    assert envelope.state == EnvelopeState.QUARANTINED


def test_the_link_to_it_is_shown_to_those_who_may(agent, stranger) -> None:
    assert "Sort me" in text_of(agent.get("/desk/"))
    assert "Sort me" not in text_of(stranger.get("/desk/"))


def test_the_longest_wait_comes_first(agent, asked) -> None:
    MessageFactory(conversation=ConversationFactory(subject="Later"), text="Second")
    page = text_of(agent.get("/desk/sort/"))
    assert page.index("Opening hours?") < page.index("Later")


def test_a_suggestion_opens_a_case_with_the_message_in_it(agent, asked) -> None:
    page = agent.get(f"/desk/sort/{asked.id}/")
    assert "Library hours" in text_of(page)
    answer = agent.post(f"/desk/sort/{asked.id}/open/", {"service": "library"}, follow=True)
    asked.refresh_from_db()
    assert asked.case.service.code == "library"
    assert not asked.to_sort
    assert asked.case.reference in text_of(answer)
    assert agent.get(f"/desk/sort/{asked.id}/").status_code == 404


def test_it_can_join_a_case_there_is(agent, asked, reported) -> None:
    agent.post(f"/desk/sort/{asked.id}/attach/", {"reference": reported.case.reference.lower()})
    asked.refresh_from_db()
    assert asked.case == reported.case


def test_a_case_one_cannot_see_is_answered_like_none(agent, asked) -> None:
    hidden = ServiceFactory(confidential=True)
    case = Case.objects.create(service=hidden, reference="HRD-HID-1", origin="web", confidential=True)
    for reference in (case.reference, "HRD-0000-00"):
        answer = agent.post(f"/desk/sort/{asked.id}/attach/", {"reference": reference})
        assert answer.status_code == 400
        assert "There is no case" in text_of(answer)
    asked.refresh_from_db()
    assert asked.case is None


def test_set_aside_is_kept_and_the_next_one_comes(agent, asked) -> None:
    following = ConversationFactory()
    answer = agent.post(f"/desk/sort/{asked.id}/set-aside/")
    assert answer["Location"] == f"/desk/sort/{following.id}/"
    asked.refresh_from_db()
    assert not asked.to_sort
    assert Entry.objects.filter(kind="conversation.set_aside", subject_id=asked.id).exists()


def test_the_formatted_version_can_neither_run_nor_load_anything(agent, asked) -> None:
    answer = agent.get(f"/desk/sort/messages/{asked.messages.get().id}/")
    policy = answer["Content-Security-Policy"]
    assert "sandbox;" in policy
    assert "default-src 'none'" in policy
    assert "img-src data:;" in policy
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["X-Frame-Options"] == "SAMEORIGIN"


def test_a_message_of_a_sorted_conversation_is_no_longer_read_here(agent, asked, reported) -> None:
    message = asked.messages.get()
    agent.post(f"/desk/sort/{asked.id}/attach/", {"reference": reported.case.reference})
    assert agent.get(f"/desk/sort/messages/{message.id}/").status_code == 404


def test_quarantined_mail_says_why_and_is_downloaded_never_shown(agent, asked) -> None:
    envelope = EnvelopeFactory()
    assert "1 mail could not be read" in text_of(agent.get("/desk/sort/"))
    assert "too many parts" in text_of(agent.get("/desk/sort/quarantine/"))
    answer = agent.get(f"/desk/sort/quarantine/{envelope.id}/source/")
    assert answer.content == envelope.raw
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_replayed_mail_is_read_once_its_reason_is_mended(agent, asked) -> None:
    envelope = EnvelopeFactory(
        raw=b"From: Lee <lee@example.org>\r\nSubject: Lamp\r\nMessage-ID: <1@x>\r\n\r\nDark here."
    )
    agent.post(f"/desk/sort/quarantine/{envelope.id}/replay/")
    envelope.refresh_from_db()
    assert envelope.state == EnvelopeState.RECEIVED
    assert receive_message(envelope.id).text == "Dark here."
    assert Envelope.objects.get(pk=envelope.pk).state == EnvelopeState.DONE


def test_an_administrator_of_no_team_may_sort(browser_of, asked) -> None:
    administrator = browser_of(StaffFactory(is_administrator=True))
    assert administrator.get(f"/desk/sort/{asked.id}/").status_code == 200


def test_as_many_queries_for_fifty_as_for_one(agent, asked) -> None:
    TeamFactory()
    EnvelopeFactory()
    agent.get(f"/desk/sort/{asked.id}/")  # the first time, the look at its sender is written down
    with CaptureQueriesContext(connection) as one:
        agent.get(f"/desk/sort/{asked.id}/")
    for conversation in ConversationFactory.create_batch(49):
        MessageFactory(conversation=conversation)
    MessageFactory.create_batch(49, conversation=asked)
    EnvelopeFactory.create_batch(49)
    with CaptureQueriesContext(connection) as fifty:
        agent.get(f"/desk/sort/{asked.id}/")
    assert len(fifty) == len(one)
    with CaptureQueriesContext(connection) as tray:
        agent.get("/desk/sort/")
    assert len(tray) <= 7
    with CaptureQueriesContext(connection) as unread:
        agent.get("/desk/sort/quarantine/")
    assert len(unread) <= 6


def test_a_code_or_a_link_to_a_copy_is_not_read_by_colleagues(agent, asked) -> None:
    """Somebody answers the letter that had it, so that their whole conversation is to be sorted."""
    MessageFactory(
        conversation=asked,
        direction=Direction.OUT,
        acknowledgement=True,
        text="We sent a link to the copy of their data.",
        full_text="Here is the copy: https://town.example.org/my-copy/secret/",
    )
    page = agent.get(f"/desk/sort/{asked.id}/").content.decode()
    assert "We sent a link to the copy of their data." in page
    assert "my-copy" not in page


def test_the_whole_of_a_mail_is_a_click_away(agent, asked) -> None:
    MessageFactory(conversation=asked, text="Yes.", full_text="Yes.\n> Is it open on Sunday?")
    assert "Is it open on Sunday?" in text_of(agent.get(f"/desk/sort/{asked.id}/"))


def test_a_link_of_ours_that_a_resident_quotes_opens_nothing_for_colleagues(agent, asked, settings) -> None:
    ours, theirs = f"{settings.HEARD_URL}/my-copy/secret/", "https://elsewhere.example.org/t/page/"
    quoting = MessageFactory(
        conversation=asked,
        text=f"Thanks for {ours} and {theirs}",
        full_text=f"Thanks\n> {ours}\n{theirs}",
        html=f'<a href="{ours}">{theirs}</a>',
    )
    for address in (f"/desk/sort/{asked.id}/", f"/desk/sort/messages/{quoting.id}/"):
        page = agent.get(address).content.decode()
        assert f"{settings.HEARD_URL}/my-copy/…/" in page
        assert "secret" not in page
        assert theirs in page
