"""Machines are told from people by any one sign."""

import pytest

from heard.adapters.channels.email.automatic import vacation_subject
from heard.adapters.channels.email.reading import ReadingRules, read_mail
from heard.ports.channel import EnvelopeFacts

RULES = ReadingRules(own_domains=frozenset({"heard.example"}))


def reason(facts: EnvelopeFacts, *lines: str) -> str | None:
    raw = "\r\n".join(["From: ada@example.org", *lines, "", "Hello"]).encode()
    return read_mail(raw, facts, RULES).automatic


@pytest.mark.parametrize(
    "line, code",
    [
        ("Auto-Submitted: auto-replied (vacation)", "auto_submitted"),
        ("X-Autoreply: yes", "autoreply_header"),
        ("X-Autorespond: x", "autoreply_header"),
        ("X-Auto-Response-Suppress: OOF", "suppress_header"),
        ("Precedence: Bulk", "precedence"),
        ("Precedence: auto_reply", "precedence"),
        ("List-Id: <x>", "list"),
        ("List-Unsubscribe: <https://x.example>", "list"),
        ("X-Loop: x", "loop_header"),
        ("X-FC-MachineGenerated: true", "machine_generated"),
        ("Message-ID: <1@heard.example>", "own_message"),
        ("Return-Path: <>", "null_sender"),
        ("Content-Type: multipart/report; report-type=disposition-notification", "report"),
        ("Subject: Automatic reply: Pothole", "vacation_subject"),
        ("Subject: Re: Abwesenheitsnotiz: Schlagloch", "vacation_subject"),
        ("Auto-Submitted: no", None),
        ("Precedence: first-class", None),
        ("Subject: My automatic door is broken", None),
        ("Subject: Office out of order", None),
    ],
)
def test_each_sign_has_its_code(facts, line, code) -> None:
    assert reason(facts, line) == code


@pytest.mark.parametrize(
    "sender", ["MAILER-DAEMON@x.example", "postmaster@x.example", "Mailer-Daemon <>", "bounces+12@x.example"]
)
def test_mail_systems_are_known_by_their_names(facts, sender) -> None:
    assert read_mail(f"From: {sender}\r\n\r\nx".encode(), facts).automatic == "mailer_daemon"


def test_an_empty_envelope_sender_is_a_machine() -> None:
    facts = EnvelopeFacts(received_at=None, sender="")
    assert read_mail(b"From: ada@example.org\r\n\r\nx", facts).automatic == "null_sender"


@pytest.mark.parametrize(
    "subject", ["Out of Office: x", "Réponse automatique : x", "[Auto-Reply] x", "自動返信: x", "AutoReply: x"]
)
def test_vacation_subjects_in_many_languages(subject) -> None:
    assert vacation_subject(subject)
