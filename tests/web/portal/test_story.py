"""One's own report by the signed link: read it, add to it, say whether it was fixed."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from typing import TYPE_CHECKING
from urllib.parse import unquote

import pytest
import time_machine
from django.db import connection
from django.test import Client

from heard.domain.cases.models import Case, Outcome, Status
from heard.domain.conversations.models import Attachment, Conversation, Direction, Message
from heard.domain.conversations.operations.messages import NewAttachment
from heard.domain.conversations.rules.links import tracking_path
from heard.flows.add_note import add_note
from heard.flows.close_case import close_case
from heard.flows.send_reply import send_reply
from heard.flows.wait_for_resident import wait_for_resident
from heard.kernel import clock, files
from heard.kernel.actor import staff
from heard.kernel.live import read_invitation
from tests.town.sealed import saying
from tests.web.portal.resident import Resident, errors_in, fetch, photo

if TYPE_CHECKING:
    from tests.town.council import Council

NEWS = re.compile(r'hx-get="([^"]+)"')
INVITATION = re.compile(r'data-live-url="[^"]+invitation=([^"]+)"')


@pytest.fixture
def reported(council: Council, resident: Resident) -> tuple[Case, str]:
    """A report by Rosa, and its link."""
    case, draft = resident.report(name="Rosa", email="rosa@example.org")
    return case, resident.tracking_link(draft)


@pytest.mark.parametrize("form", ["add/", "fixed/"])
def test_whoever_comes_back_to_the_address_of_a_form_gets_the_story(reported: tuple[Case, str], form: str) -> None:
    _case, link = reported
    assert Client().get(f"{link}{form}").headers["Location"] == link


def page(client: Client, link: str) -> str:
    answer = client.get(link)
    assert answer.status_code == 200
    return answer.content.decode()


def close(case: Case, council: Council) -> None:
    close_case(case, outcome=Outcome.FIXED, text="We filled it.", actor=staff(council.agent.id))


def test_the_link_shows_the_whole_story_to_whoever_holds_it(
    council: Council, reported: tuple[Case, str], stranger: Client
) -> None:
    case, link = reported
    conversation = Conversation.objects.get(case=case)
    send_reply(case, conversation=conversation, text="We come on Friday.", actor=staff(council.officer.id))
    add_note(case, text="The resident sounds angry", actor=staff(council.agent.id))
    text = page(stranger, link)
    assert all(words in text for words in ("A deep hole by the bus stop", "We come on Friday.", "Roads North has it"))
    assert [words for words in ("angry", "Otis", "Ana", "rosa@example.org") if words in text] == []


def test_a_page_with_a_secret_address_is_not_kept_anywhere(reported: tuple[Case, str], stranger: Client) -> None:
    answer = stranger.get(reported[1])
    assert "no-store" in answer.headers["Cache-Control"]
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert answer.headers["X-Robots-Tag"] == "noindex"


@pytest.mark.parametrize("where", ["", "news/", "add/", "fixed/", "files/01890000-0000-7000-8000-000000000000/"])
def test_a_forged_link_opens_nothing(reported: tuple[Case, str], stranger: Client, where: str) -> None:
    link = reported[1]
    forged = link[:-2] + ("a" if link[-2] != "a" else "b") + "/"
    assert stranger.get(forged + where).status_code in {404, 405}
    assert stranger.post(forged + where, {"text": "hello", "fixed": "yes"}).status_code in {404, 405}
    assert not saying(Message, text="hello")


def test_an_open_page_fetches_its_news_alone(
    council: Council, reported: tuple[Case, str], resident: Resident, stranger: Client
) -> None:
    case, link = reported
    news = NEWS.search(page(resident.client, link))[1].replace("&amp;", "&")
    assert resident.client.get(news).status_code == 204
    send_reply(
        case, conversation=Conversation.objects.get(case=case), text="We come on Friday.", actor=staff(council.agent.id)
    )
    part = page(stranger, news)
    assert "We come on Friday." in part
    assert [words for words in ("<html", "<form", "<textarea") if words in part] == []
    assert stranger.get(NEWS.search(part)[1].replace("&amp;", "&")).status_code == 204


def test_was_it_fixed_comes_to_an_open_page_once(
    council: Council, reported: tuple[Case, str], stranger: Client
) -> None:
    case, link = reported
    close(case, council)
    assert "Was it fixed?" in page(stranger, f"{link}news/?seen=1")
    assert "Was it fixed?" not in page(stranger, f"{link}news/?seen=1&asked")


@pytest.mark.django_db(transaction=True)
def test_a_resident_hears_of_the_public_story_only(
    council: Council, reported: tuple[Case, str], resident: Resident
) -> None:
    case, link = reported
    invited = read_invitation(unquote(INVITATION.search(page(resident.client, link))[1]))
    assert invited == f"story:{case.id}"
    with connection.cursor() as cursor:
        cursor.execute("LISTEN heard_live")
    add_note(case, text="For us", actor=staff(council.agent.id))
    assert invited not in topics_heard()
    close(case, council)
    assert invited in topics_heard()


def topics_heard() -> set[str]:
    """The topics of the events since the last look."""
    return {json.loads(event.payload)["topic"] for event in connection.connection.notifies(timeout=0.2)}


def test_what_waits_for_the_resident_stands_first(
    council: Council, reported: tuple[Case, str], resident: Resident
) -> None:
    case, link = reported
    assert "We need an answer" not in page(resident.client, link)
    first = Conversation.objects.get(case=case)
    wait_for_resident(case, conversation=first, text="Which side of the road?", actor=staff(council.agent.id))
    text = page(resident.client, link)
    order = [
        text.index(words) for words in ("We need an answer", "Which side of the road?", "<textarea", "so far</h2>")
    ]
    assert order == sorted(order)
    resident.client.post(f"{link}add/", {"text": "The left side"})
    assert "We need an answer" not in page(resident.client, link)


def test_words_and_photos_are_added(reported: tuple[Case, str], resident: Resident) -> None:
    _case, link = reported
    answer = resident.client.post(f"{link}add/", {"text": "It has grown", "photos": [photo()]})
    assert answer.headers["Location"] == link
    text = page(resident.client, link)
    assert "It has grown" in text
    attachment = Attachment.objects.get()
    assert f"{link}files/{attachment.id}/" in text
    shown = fetch(resident.client, f"{link}files/{attachment.id}/")
    assert (shown.status_code, shown.headers["Content-Disposition"]) == (200, 'inline; filename="hole.jpg"')


def test_adding_nothing_is_refused_beside_the_field(reported: tuple[Case, str], resident: Resident) -> None:
    answer = resident.client.post(f"{reported[1]}add/", {"text": "  "})
    assert (answer.status_code, errors_in(answer)) == (400, ["Write something, or add a photo."])


def test_fixed_is_asked_after_closing_only(council: Council, reported: tuple[Case, str], resident: Resident) -> None:
    case, link = reported
    assert "Was it fixed?" not in page(resident.client, link)
    close(case, council)
    assert "Was it fixed?" in page(resident.client, link)


def test_not_fixed_opens_it_again(council: Council, reported: tuple[Case, str], resident: Resident) -> None:
    case, link = reported
    close(case, council)
    answer = resident.client.post(f"{link}fixed/", {"fixed": "no", "words": "It is still deep"})
    assert answer.headers["Location"] == link
    case.refresh_from_db()
    assert (case.status, case.reopened) == (Status.IN_PROGRESS, 1)
    assert "It is still deep" in page(resident.client, link)


def test_fixed_leaves_it_closed(council: Council, reported: tuple[Case, str], resident: Resident) -> None:
    case, link = reported
    close(case, council)
    resident.client.post(f"{link}fixed/", {"fixed": "yes"})
    case.refresh_from_db()
    assert case.status == Status.CLOSED


def test_too_late_to_open_again_says_so(council: Council, reported: tuple[Case, str], resident: Resident) -> None:
    case, link = reported
    close(case, council)
    with time_machine.travel(clock.now() + timedelta(days=15), tick=False):
        assert "Was it fixed?" not in page(resident.client, link)
        answer = resident.client.post(f"{link}fixed/", {"fixed": "no"})
    assert answer.status_code == 409
    case.refresh_from_db()
    assert case.status == Status.CLOSED


def test_a_document_is_downloaded_and_never_shown(
    council: Council, reported: tuple[Case, str], resident: Resident
) -> None:
    case, link = reported
    page_of_script = NewAttachment("answer.html", "text/html", 20, files.put(b"<script>alert(1)</script>"))
    send_reply(
        case,
        conversation=Conversation.objects.get(case=case),
        text="See the file",
        actor=staff(council.agent.id),
        attachments=[page_of_script],
    )
    answer = fetch(resident.client, f"{link}files/{Attachment.objects.get().id}/")
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert answer.headers["Content-Disposition"].startswith("attachment")


def test_files_of_notes_and_of_others_are_not_there(
    council: Council, reported: tuple[Case, str], resident: Resident
) -> None:
    case, link = reported
    secret = NewAttachment("note.pdf", "application/pdf", 3, files.put(b"%PDF-"))
    add_note(case, text="For us", actor=staff(council.agent.id), attachments=[secret])
    note = Attachment.objects.get()
    assert note.message.direction == Direction.NOTE
    assert fetch(resident.client, f"{link}files/{note.id}/").status_code == 404
    _other, draft = resident.report()
    other = resident.tracking_link(draft)
    resident.client.post(f"{link}add/", {"text": "Mine", "photos": [photo()]})
    mine = Attachment.objects.exclude(id=note.id).get()
    assert fetch(resident.client, f"{link}files/{mine.id}/").status_code == 200
    assert fetch(resident.client, f"{other}files/{mine.id}/").status_code == 404


@pytest.mark.parametrize("extra", [1, 50])
def test_the_page_asks_the_database_as_often_for_a_long_story(
    reported: tuple[Case, str], resident: Resident, django_assert_max_num_queries, extra: int
) -> None:
    case, link = reported
    conversation = Conversation.objects.get(case=case)
    assert tracking_path(conversation.id) == link
    messages = Message.objects.bulk_create(
        Message(conversation=conversation, direction=Direction.IN, channel="web", text=f"Line {n}")
        for n in range(extra)
        for n in range(extra)
    )
    Attachment.objects.bulk_create(
        Attachment(message=message, name="a", content_type="image/jpeg", size=1, key="0" * 64) for message in messages
    )
    with django_assert_max_num_queries(9):
        page(resident.client, link)
