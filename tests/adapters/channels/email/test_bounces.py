"""What comes back: which mail, to whom, and whether the address is of any use."""

import pytest

from heard.adapters.channels.email.addresses import bounce_address
from heard.adapters.channels.email.reading import read_mail
from heard.adapters.channels.email.verdicts import kind_of, reason_of, status_of

DSN = """From: MAILER-DAEMON@mx.example
To: council@heard.example
Subject: Undelivered Mail Returned to Sender
Content-Type: multipart/report; report-type=delivery-status; boundary=b

--b

I'm sorry to have to inform you.

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example

Final-Recipient: rfc822; ada@example.org
Action: {action}
Status: {status}
Diagnostic-Code: smtp; {said}

--b
Content-Type: message/rfc822

Message-ID: <original@heard.example>
To: ada@example.org

Hello
--b--
"""


@pytest.mark.parametrize(
    "action, status, said, kind, reason",
    [
        ("failed", "5.1.1", "550 5.1.1 User unknown", "hard", "user_unknown"),
        ("failed", "5.0.0", "550 gone away", "hard", ""),
        ("failed", "5.4.1", "550 no", "hard", ""),
        ("failed", "5.2.2", "552 5.2.2 Mailbox full", "soft", "mailbox_full"),
        ("failed", "5.7.1", "550 5.7.1 Message rejected as spam", "soft", "refused"),
        ("failed", "4.4.7", "delivery time expired", "soft", "expired"),
        ("delayed", "4.4.1", "connection timed out", "delayed", "expired"),
        ("delivered", "2.1.5", "250 ok", "delivered", ""),
    ],
)
def test_delivery_reports(facts, action, status, said, kind, reason) -> None:  # noqa: PLR0917 reason: a table
    mail = read_mail(DSN.format(action=action, status=status, said=said).encode(), facts)
    assert (mail.bounce.kind, mail.bounce.status, mail.bounce.reason) == (kind, status, reason)
    assert (mail.bounce.recipient, mail.bounce.original_message_id) == ("ada@example.org", "original@heard.example")
    assert mail.bounce.failed == (kind in {"hard", "soft"})
    assert mail.automatic == "report"


def test_a_letter_from_a_mail_system(facts) -> None:
    mail = read_mail(
        b"From: MAILER-DAEMON@mx.example\nTo: council@heard.example\nSubject: failure notice\n\n"
        b"Hi. I wasn't able to deliver your message to council@heard.example's friend:\n"
        b"<ada@example.org>:\n192.0.2.1 said: 550 sorry, no mailbox here by that name (#5.1.1)\n\n"
        b"--- Below this line is a copy of the message.\n\nMessage-ID: <original@heard.example>\n\nHello",
        facts,
    )
    assert (mail.bounce.kind, mail.bounce.status, mail.bounce.recipient) == ("hard", "5.1.1", "ada@example.org")
    assert mail.bounce.original_message_id == "original@heard.example"


def test_a_person_who_writes_of_undelivered_letters_is_no_bounce(facts) -> None:
    mail = read_mail(b"From: ada@example.org\nSubject: Undeliverable letter: 550 user unknown\n\nHello", facts)
    assert (mail.bounce, mail.automatic) == (None, None)


def test_a_complaint(facts) -> None:
    mail = read_mail(
        b"From: fbl@mx.example\nSubject: complaint\n"
        b"Content-Type: multipart/report; report-type=feedback-report; boundary=b\n\n"
        b"--b\n\nThis is spam.\n--b\nContent-Type: message/feedback-report\n\nFeedback-Type: abuse\n"
        b"Original-Rcpt-To: ada@example.org\n\n"
        b"--b\nContent-Type: message/rfc822\n\nMessage-ID: <o@heard.example>\n\nHi\n--b--",
        facts,
    )
    assert (mail.bounce.kind, mail.bounce.reason, mail.bounce.recipient) == ("complaint", "abuse", "ada@example.org")
    assert mail.bounce.original_message_id == "o@heard.example"
    assert not mail.bounce.failed


def test_the_bounce_address_names_the_mail_where_the_bounce_encloses_nothing(facts) -> None:
    ours = f"{'b' * 26}.{'c' * 16}@heard.example"
    back = bounce_address(ours, "heard.example")
    raw = f"From: postmaster@mx.example\nTo: {back}\nSubject: Undeliverable\n\nUser unknown"
    assert read_mail(raw.encode(), facts).bounce.original_message_id == ours


def test_a_status_is_taken_from_wherever_it_says_most() -> None:
    assert status_of("5.0.0 (permanent)", "550 5.7.1 no") == "5.7.1"
    assert status_of("5.1.1", "550 5.7.1 no") == "5.1.1"
    assert status_of("", "<<< 450 busy") == "4.0.0"
    assert status_of("", "from 192.5.1.1 at 5.1.1.1") == ""


def test_temporary_trouble_is_never_hard_by_status_alone() -> None:
    assert kind_of("4.1.1", "") == "soft"
    assert reason_of("5.1.1", "") == "user_unknown"
