"""Messages to many people: each is asked for when they are written and again when they leave; one click stops them."""

from __future__ import annotations

import socket
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from typing import TYPE_CHECKING, Any

import pytest
from aiosmtpd.controller import Controller
from django.test import Client
from procrastinate.contrib.django.models import ProcrastinateJob

from heard.domain.consent.models import OptionalMessage, Purpose, SendingRule
from heard.domain.consent.operations.mailings import stop_mailing
from heard.domain.conversations.models import Conversation, Delivery, Direction, Message
from heard.domain.conversations.operations.envelopes import keep
from heard.domain.journal.models import Entry
from heard.domain.people.models import Person
from heard.domain.privacy.operations.restricting import restrict
from heard.flows.deliver_message import deliver_message
from heard.flows.receive_message import receive_message
from heard.flows.report_issue import report_issue
from heard.flows.send_optional_message import send_optional_message
from heard.flows.write_to_people import Writing, write_to_people
from heard.kernel.actor import SYSTEM, resident
from heard.kernel.errors import InvalidInput
from tests.flows.test_report_issue import report
from tests.town.consent import TopicFactory, agrees, proved_person, refuses

if TYPE_CHECKING:
    from collections.abc import Iterator
    from email.message import EmailMessage

    import time_machine

    from tests.town.council import Council

pytestmark = pytest.mark.django_db


class PostOffice:
    """An SMTP server that keeps what it is given."""

    def __init__(self, port: int) -> None:
        self.mails: list[EmailMessage] = []
        self.recipients: list[list[str]] = []
        self.controller = Controller(self, hostname="127.0.0.1", port=port)

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802 -- the library's name
        self.mails.append(message_from_bytes(envelope.content, policy=policy.default))
        self.recipients.append(envelope.rcpt_tos)
        return "250 OK"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def post_office(settings) -> Iterator[PostOffice]:
    port = free_port()
    settings.HEARD_URL = "https://heard.example"
    settings.HEARD_CHANNELS = {
        "email": {
            "adapter": "heard.adapters.channels.email.EmailChannel",
            "url": f"smtp://127.0.0.1:{port}",
            "domain": settings.HEARD_MAIL_DOMAIN,
        }
    }
    office = PostOffice(port)
    office.controller.start()
    yield office
    office.controller.stop()


def fair(people: Any = None, **message: Any) -> Writing:
    """A mailing about the book fair."""
    facts = {"purpose": Purpose.INFORMATION, "topic": "libraries", "subject": "Book fair", "text": "Come on Sunday."}
    chosen = Person.objects.all() if people is None else people
    return write_to_people(chosen, **facts | message, actor=SYSTEM)


def everybodys_turn() -> None:
    for optional in OptionalMessage.objects.filter(state="waiting"):
        send_optional_message(optional.id)
    for delivery in Delivery.objects.filter(state="queued"):
        deliver_message(delivery.id)


def path_of(url: str) -> str:
    return url.removeprefix("https://heard.example")


def unsubscribe_path(mail: EmailMessage) -> str:
    return path_of(mail["List-Unsubscribe"].strip("<>"))


def test_each_gets_a_mail_of_their_own(tuesday, post_office: PostOffice) -> None:
    """email.md, Writing: one recipient per mail; text and HTML parts."""
    TopicFactory(code="libraries")
    for name in ("ana", "ben"):
        agrees(proved_person(f"{name}@example.org"), topic="libraries")
    proved_person("silent@example.org")
    writing = fair()
    everybodys_turn()
    assert (writing.people, writing.left_out) == (2, {"never_said": 1})
    assert sorted(post_office.recipients) == [["ana@example.org"], ["ben@example.org"]]
    (mail, _other) = post_office.mails
    assert mail["Subject"] == "Book fair"
    assert [part.get_content_type() for part in mail.iter_parts()] == ["text/plain", "text/html"]
    assert {delivery.state for delivery in Delivery.objects.all()} == {"sent"}


def test_optional_mail_can_be_unsubscribed_from_by_one_post_and_not_by_looking(tuesday, post_office) -> None:
    """email.md, Writing: RFC 8058 on anything optional; POST unsubscribes, GET must not."""
    ana = proved_person()
    agrees(ana)
    fair()
    everybodys_turn()
    (mail,) = post_office.mails
    assert mail["List-Unsubscribe"].startswith("<https://heard.example/unsubscribe/")
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    stranger = Client(enforce_csrf_checks=True)  # a mail provider's machine: no cookies, no token
    assert stranger.get(unsubscribe_path(mail)).status_code == 200
    assert ana.consents.count() == 1
    for _twice in range(2):
        assert stranger.post(unsubscribe_path(mail), {"List-Unsubscribe": "One-Click"}).status_code == 200
    entry = ana.consents.get(given=False)
    assert (entry.how, entry.purpose, entry.topic, entry.channel) == ("one_click", "information", "libraries", "email")
    assert entry.proof == {"message": str(Message.objects.get().id)}
    assert fair().left_out == {"withdrawn": 1}


def test_mail_about_their_own_case_carries_no_such_header(council: Council, post_office: PostOffice) -> None:
    report_issue(report(council, email="rosa@example.org"), actor=resident(None))
    everybodys_turn()
    (mail,) = post_office.mails
    assert mail["List-Unsubscribe"] is None


def test_every_mail_leads_to_its_readers_choices(council: Council, post_office: PostOffice) -> None:
    report_issue(report(council, email="rosa@example.org"), actor=resident(None))
    everybodys_turn()
    text = post_office.mails[0].get_body(("plain",)).get_content()
    (link,) = [word for word in text.split() if "/preferences/" in word]
    page = Client().get(path_of(link))
    assert page.status_code == 200
    assert "r…@example.org" in page.content.decode()


def test_a_no_between_writing_and_sending_counts(tuesday, post_office: PostOffice) -> None:
    ana = proved_person()
    agrees(ana)
    fair()
    refuses(ana)
    everybodys_turn()
    assert post_office.mails == []
    assert (OptionalMessage.objects.get().state, OptionalMessage.objects.get().why) == ("left_out", "withdrawn")
    assert Entry.objects.get(kind="mailing.left_out").data == {"why": "withdrawn"}


def test_a_no_between_two_tries_counts(tuesday, post_office: PostOffice) -> None:
    ana = proved_person()
    agrees(ana)
    send_optional_message(fair().mailing.messages.get().id)
    refuses(ana)
    everybodys_turn()
    assert post_office.mails == []
    assert Delivery.objects.get().state == "failed"


def test_a_restriction_between_two_tries_counts(tuesday, post_office: PostOffice) -> None:
    ana = proved_person()
    agrees(ana)
    send_optional_message(fair().mailing.messages.get().id)
    restrict(ana, actor=SYSTEM)
    everybodys_turn()
    assert post_office.mails == []
    assert Delivery.objects.get().state == "failed"


def test_at_night_it_waits_for_the_morning(tuesday: time_machine.Traveller, post_office: PostOffice) -> None:
    agrees(proved_person())
    tuesday.move_to(datetime(2026, 11, 24, 23, tzinfo=UTC))
    optional = fair().mailing.messages.get()
    send_optional_message(optional.id)
    morning = datetime(2026, 11, 25, 8, tzinfo=UTC)
    assert ProcrastinateJob.objects.latest("id").scheduled_at == morning
    assert not Message.objects.exists()
    tuesday.move_to(morning)
    everybodys_turn()
    assert len(post_office.mails) == 1


def test_two_mailings_at_once_do_not_pass_the_weeks_limit(tuesday, post_office: PostOffice) -> None:
    agrees(proved_person())
    SendingRule.objects.create(purpose=Purpose.INFORMATION, per_week=1)
    fair()
    fair(subject="Another fair")
    everybodys_turn()
    assert len(post_office.mails) == 1
    assert OptionalMessage.objects.get(state="left_out").why == "too_many"
    tuesday.shift(timedelta(days=8))
    assert fair().people == 1


def test_sent_twice_it_goes_out_once(tuesday, post_office: PostOffice) -> None:
    agrees(proved_person())
    optional = fair().mailing.messages.get()
    send_optional_message(optional.id)
    send_optional_message(optional.id)
    assert Message.objects.count() == 1


def test_an_answer_comes_in_as_usual(tuesday, post_office: PostOffice) -> None:
    agrees(proved_person())
    fair()
    everybodys_turn()
    (mail,) = post_office.mails
    raw = (
        f"From: ana@example.org\r\nTo: {mail['Reply-To']}\r\nSubject: Re: Book fair\r\nMessage-ID: <1@example.org>\r\n"
        "\r\nIs there parking?\r\n"
    ).encode()
    receive_message(keep(channel="email", raw=raw, sender="ana@example.org", recipients=[str(mail["Reply-To"])]).id)
    conversation = Conversation.objects.get()
    assert [message.direction for message in conversation.messages.all()] == [Direction.OUT, Direction.IN]
    assert (conversation.to_sort, conversation.case) == (True, None)


@pytest.mark.parametrize(
    "wrong, field",
    [({"purpose": "service"}, "purpose"), ({"subject": " "}, "subject"), ({"text": ""}, "text")],
    ids=str,
)
def test_what_is_missing_is_said(wrong, field) -> None:
    with pytest.raises(InvalidInput) as error:
        fair(**wrong)
    assert list(error.value.fields) == [field]


def test_a_name_is_filled_in_for_each_and_one_that_advertises_is_not(tuesday, post_office: PostOffice) -> None:
    agrees(proved_person("ana@example.org", name="Ana Costa"))
    agrees(proved_person("ben@example.org", name="Buy at www.example.org"))
    fair(text="Dear {name}, come on Sunday.")
    everybodys_turn()
    texts = {
        recipient: mail.get_body(("plain",)).get_content()
        for (recipient,), mail in zip(post_office.recipients, post_office.mails, strict=True)
    }
    assert "Dear Ana Costa, come" in texts["ana@example.org"]
    assert "Dear neighbour, come" in texts["ben@example.org"]


def test_what_was_stopped_does_not_leave(tuesday, post_office: PostOffice) -> None:
    agrees(proved_person())
    mailing = fair().mailing
    waiting = mailing.messages.get()
    assert stop_mailing(mailing, actor=SYSTEM) == 1
    send_optional_message(waiting.id)
    everybodys_turn()
    assert post_office.mails == []
    assert stop_mailing(mailing, actor=SYSTEM) == 0
    assert Entry.objects.filter(kind="mailing.stopped").count() == 1
