"""Mail in: threading in its order, strangers held, machines kept but not answered, bounces marked, nothing twice."""

from __future__ import annotations

from email.message import EmailMessage
from typing import TYPE_CHECKING

import pytest

from heard.domain.cases.models import Case, Status
from heard.domain.conversations.models import Conversation, Delivery, Envelope, Message
from heard.domain.conversations.operations import envelopes
from heard.domain.people.models import Identity, Person
from heard.flows.confirm_held import confirm_held
from heard.flows.deliver_message import deliver_message
from heard.flows.outbound import outbound_of
from heard.flows.receive_message import receive_message
from heard.flows.report_issue import report_issue
from heard.flows.send_reply import send_reply
from heard.flows.sort_conversation import sort_conversation
from heard.flows.wait_for_resident import wait_for_resident
from heard.kernel.actor import Actor, resident, staff
from tests.flows.test_report_issue import report

if TYPE_CHECKING:
    from tests.town.council import Council

DESK = "council@heard.localhost"


def mail(
    text: str = "Hello",
    *,
    sender: str = "rosa@example.org",
    to: str = DESK,
    subject: str = "About my street",
    **headers: str,
) -> Envelope:
    """A mail as the listener stores it."""
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = sender, to, subject
    message["Message-ID"] = headers.pop("message_id", f"<{abs(hash((text, sender, subject)))}@example.org>")
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    message.set_content(text)
    return envelopes.keep(channel="email", raw=message.as_bytes(), sender=sender, recipients=[to])


def receive(envelope: Envelope) -> Message:
    """Read it as the job does."""
    message = receive_message(envelope.id)
    assert message is not None
    return message


@pytest.fixture
def case(council: Council) -> Case:
    """Rosa's pothole."""
    return report_issue(report(council), actor=resident(None))


@pytest.fixture
def agent(council: Council) -> Actor:
    """Ana."""
    return staff(council.agent.id)


def answer_to(case: Case, agent: Actor) -> tuple[str, str]:
    """The reply address and Message-ID of a reply that was sent on the case."""
    message = send_reply(case, conversation=case.conversations.get(), text="Where exactly?", actor=agent)
    outbound = outbound_of(message.deliveries.get())
    return outbound.reply_to, outbound.message_id


def test_clear_words_open_a_case_and_are_acknowledged(council: Council) -> None:
    message = receive(mail("There is a hole in the road on Elm Street.", subject="Pothole"))
    case = message.conversation.case
    assert (case.service, case.team, case.origin) == (council.pothole, council.roads, "email")
    delivery = Delivery.objects.get()
    assert delivery.address == "rosa@example.org"
    assert outbound_of(delivery).subject == "Re: Pothole"


def test_unclear_words_wait_to_be_sorted_and_the_sender_is_told(council: Council, agent: Actor) -> None:
    message = receive(mail("Good morning, a question.", subject="Hello"))
    assert message.conversation.case is None
    assert message.conversation.to_sort
    assert Delivery.objects.count() == 1
    case = sort_conversation(message.conversation, actor=agent, service=council.pothole)
    assert case.conversations.get() == message.conversation
    assert Delivery.objects.count() == 1


def test_1_the_reply_address_finds_the_conversation(case: Case, agent: Actor) -> None:
    reply_to, _message_id = answer_to(case, agent)
    message = receive(mail("By the school.", to=reply_to.upper()))
    assert message.conversation.case == case
    assert not message.held
    assert Person.objects.count() == 1


def test_a_forged_reply_address_finds_nothing(case: Case, agent: Actor) -> None:
    reply_to, _message_id = answer_to(case, agent)
    forged = reply_to.replace("@", "x@", 1)
    assert receive(mail("By the school.", to=forged)).conversation.case is None


def test_2_our_message_id_finds_the_conversation(case: Case, agent: Actor) -> None:
    _reply_to, message_id = answer_to(case, agent)
    message = receive(mail("By the school.", In_Reply_To=f"<{message_id}>"))
    assert message.conversation.case == case


def test_2_the_newest_reference_is_asked_too(case: Case, agent: Actor) -> None:
    _reply_to, message_id = answer_to(case, agent)
    message = receive(mail("By the school.", References=f"<other@example.org> <{message_id}>"))
    assert message.conversation.case == case


def test_3_a_reference_in_the_subject_counts_only_from_the_cases_own_person(case: Case) -> None:
    own = receive(mail("More", subject=f"Re: {case.reference}"))
    stranger = receive(mail("More", subject=f"Re: {case.reference}", sender="mallory@example.org"))
    assert own.conversation.case == case
    assert stranger.conversation.case is None


def test_a_subject_alone_never_threads(case: Case) -> None:
    first = receive(mail("One", subject="Good morning"))
    second = receive(mail("Two", subject="Re: Good morning"))
    assert first.conversation != second.conversation


def test_a_stranger_in_a_known_thread_is_held_for_an_agent(case: Case, agent: Actor) -> None:
    reply_to, _message_id = answer_to(case, agent)
    wait_for_resident(case, actor=agent)
    message = receive(mail("I am her neighbour.", sender="ben@example.org", to=reply_to))
    case.refresh_from_db()
    assert message.held
    assert message.person.identities.get().value == "ben@example.org"
    assert case.status == Status.WAITING
    confirm_held(message, actor=agent, belongs=True)
    case.refresh_from_db()
    assert case.status == Status.IN_PROGRESS


def test_a_stranger_who_does_not_belong_gets_a_conversation_of_their_own(case: Case, agent: Actor) -> None:
    reply_to, _message_id = answer_to(case, agent)
    message = receive(mail("Buy my watches.", sender="spam@example.org", to=reply_to))
    conversation = confirm_held(message, actor=agent, belongs=False)
    assert conversation.to_sort
    assert conversation != case.conversations.get()


def test_replies_to_a_mass_mailing_do_not_merge_strangers(council: Council) -> None:
    first = receive(mail("Yes please", sender="one@example.org", In_Reply_To="<newsletter@elsewhere.example>"))
    second = receive(mail("No thanks", sender="two@example.org", In_Reply_To="<newsletter@elsewhere.example>"))
    assert first.conversation != second.conversation


def test_the_same_mail_twice_is_one_message(council: Council) -> None:
    first, second = mail("Hello"), mail("Hello", to="roads@heard.localhost")
    message = receive(first)
    assert receive_message(second.id) == message
    second.refresh_from_db()
    assert second.state == "repeated"
    assert Message.objects.filter(direction="in").count() == 1


def test_the_same_job_twice_changes_nothing(council: Council) -> None:
    envelope = mail("Hello")
    assert receive(envelope) == receive(envelope)
    assert Conversation.objects.count() == 1


@pytest.mark.parametrize("header", [{"Auto_Submitted": "auto-replied"}, {"Precedence": "bulk"}, {"X_Autoreply": "yes"}])
def test_a_machine_is_kept_but_not_answered(case: Case, agent: Actor, header: dict[str, str]) -> None:
    reply_to, _message_id = answer_to(case, agent)
    wait_for_resident(case, actor=agent)
    Delivery.objects.all().delete()
    message = receive(mail("I am on holiday.", to=reply_to, subject="Out of office", **header))
    case.refresh_from_db()
    assert message.automatic
    assert message.conversation.case == case
    assert case.status == Status.WAITING
    assert Delivery.objects.count() == 0


def test_ten_acknowledgements_in_three_hours_are_enough(council: Council) -> None:
    for number in range(12):
        receive(mail(f"Message {number}", subject=f"Subject {number}"))
    assert Delivery.objects.count() == 10


def test_one_subject_is_acknowledged_once(council: Council) -> None:
    for number in range(2):
        receive(mail(f"Message {number}", subject="The same"))
    assert Delivery.objects.count() == 1


def test_we_never_answer_our_own_mailboxes(council: Council) -> None:
    receive(mail("Loop", sender="desk@heard.localhost"))
    assert Delivery.objects.count() == 0


def bounce_of(message_id: str, address: str) -> EmailMessage:
    """A delivery report as mail systems write it (RFC 3464)."""
    raw = (
        f"From: MAILER-DAEMON@example.org\r\nTo: {DESK}\r\nSubject: Undelivered Mail Returned to Sender\r\n"
        "Message-ID: <bounce@example.org>\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\r\n\r\n'
        "--b\r\nContent-Type: text/plain\r\n\r\nNo such user.\r\n"
        "--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; example.org\r\n\r\n"
        f"Final-Recipient: rfc822; {address}\r\nAction: failed\r\nStatus: 5.1.1\r\n"
        "Diagnostic-Code: smtp; 550 5.1.1 no such user\r\n\r\n"
        f"--b\r\nContent-Type: message/rfc822\r\n\r\nMessage-ID: <{message_id}>\r\nSubject: x\r\n\r\nx\r\n--b--\r\n"
    )
    return raw.encode()


def test_a_hard_bounce_marks_its_delivery_and_the_address(case: Case, agent: Actor) -> None:
    _reply_to, message_id = answer_to(case, agent)
    raw = bounce_of(message_id, "Rosa@Example.org")
    message = receive(envelopes.keep(channel="email", raw=raw, sender="", recipients=[DESK]))
    assert Delivery.objects.get(external_id=message_id).state == "bounced"
    assert Identity.objects.get().unusable_since is not None
    assert message.conversation.case == case
    assert message.automatic


def test_a_bounce_of_a_mail_we_never_sent_marks_nobody(case: Case) -> None:
    raw = bounce_of("made-up@heard.localhost", "Rosa@Example.org")
    receive(envelopes.keep(channel="email", raw=raw, sender="", recipients=[DESK]))
    assert not Identity.objects.filter(unusable_since__isnull=False).exists()


def test_an_attested_sender_with_an_attested_address_is_linked(
    council: Council, settings: pytest.FixtureRequest
) -> None:
    settings.HEARD_CHANNELS = {
        "email": settings.HEARD_CHANNELS["email"] | {"trusted_exchangers": ["mx.council.example"]}
    }
    proof = {"Authentication_Results": "mx.council.example; dkim=pass header.d=example.org"}
    first = receive(mail("One", subject="One", **proof))
    second = receive(mail("Two", subject="Two", **proof))
    third = receive(mail("Three", subject="Three"))
    assert first.person == second.person
    assert third.person != first.person


def test_delivering_through_the_demonstration_channel_is_recorded(case: Case) -> None:
    delivery = Delivery.objects.get()
    deliver_message(delivery.id)
    delivery.refresh_from_db()
    assert (delivery.state, delivery.attempts, delivery.perhaps_twice) == ("sent", 1, False)
    deliver_message(delivery.id)
    delivery.refresh_from_db()
    assert delivery.attempts == 1
