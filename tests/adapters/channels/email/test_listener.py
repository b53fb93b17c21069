"""The door for mail, with real connections: what is answered, and when."""

import smtplib
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, BinaryIO

import pytest

from heard.adapters.channels.email.listener import Listener, ListenerLimits

MAIL = b"From: ada@example.org\r\nSubject: Pothole\r\n\r\nIt is deep.\r\n"


class Shelf:
    """A store that keeps what it is given, or refuses."""

    def __init__(self) -> None:
        self.envelopes = []
        self.broken = False
        self.gate = threading.Event()
        self.gate.set()

    def __call__(self, envelope) -> None:
        self.gate.wait(5)
        if self.broken:
            raise OSError("disk full")
        self.envelopes.append(envelope)


@pytest.fixture
def shelf() -> Shelf:
    return Shelf()


@contextmanager
def listening(store, **options: Any) -> Iterator[Listener]:
    listener = Listener(store, domains=frozenset({"heard.example"}), **options)
    listener.start()
    try:
        yield listener
    finally:
        listener.stop()


def deliver(listener, mail=MAIL, *, sender="ada@example.org", to="council@heard.example", client=smtplib.SMTP) -> dict:
    with client("127.0.0.1", listener.port, timeout=10) as smtp:
        return smtp.sendmail(sender, to, mail)


def test_a_mail_is_stored_byte_for_byte_with_its_envelope(shelf) -> None:
    body = MAIL + b"\r\n.a line with a dot\r\n..and two\r\nbytes \x00 \xff\r\n" + b"x" * 300_000 + b"\r\n"
    with listening(shelf) as listener:
        deliver(listener, body)
    (envelope,) = shelf.envelopes
    assert envelope.raw == body
    assert envelope.channel == "email"
    assert (envelope.facts.sender, envelope.facts.recipients) == ("ada@example.org", ("council@heard.example",))
    assert envelope.facts.received_at.utcoffset() is not None


def test_bounces_come_with_an_empty_sender(shelf) -> None:
    with listening(shelf) as listener:
        deliver(listener, sender="")
    assert shelf.envelopes[0].facts.sender == ""


def test_250_is_said_only_after_the_store_has_returned(shelf) -> None:
    shelf.gate.clear()
    answered = threading.Event()

    def client() -> None:
        deliver(listener)
        answered.set()

    with listening(shelf) as listener:
        thread = threading.Thread(target=client)
        thread.start()
        assert not answered.wait(0.3)
        shelf.gate.set()
        assert answered.wait(5)
        thread.join()


def test_a_store_that_fails_sends_the_mail_back_to_the_queue(shelf) -> None:
    shelf.broken = True
    with listening(shelf) as listener, pytest.raises(smtplib.SMTPDataError) as refused:
        deliver(listener)
    assert refused.value.smtp_code == 451


def test_a_stop_waits_for_what_is_being_stored(shelf) -> None:
    shelf.gate.clear()
    with listening(shelf) as listener:
        thread = threading.Thread(target=deliver, args=(listener,))
        thread.start()
        time.sleep(0.2)
        threading.Timer(0.3, shelf.gate.set).start()
    thread.join()
    assert len(shelf.envelopes) == 1


def test_other_peoples_mail_is_not_relayed(shelf) -> None:
    with listening(shelf) as listener, pytest.raises(smtplib.SMTPRecipientsRefused) as refused:
        deliver(listener, to="bob@elsewhere.example")
    assert refused.value.recipients["bob@elsewhere.example"][0] == 550
    assert shelf.envelopes == []


def test_too_large_a_mail_is_refused_by_announcement_and_by_content(shelf) -> None:
    with (
        listening(shelf, limits=ListenerLimits(size=1000)) as listener,
        smtplib.SMTP("127.0.0.1", listener.port, timeout=10) as smtp,
    ):
        smtp.ehlo()
        assert smtp.esmtp_features["size"] == "1000"
        assert smtp.mail("ada@example.org", ["SIZE=1001"])[0] == 552
        smtp.rset()
        smtp.mail("ada@example.org")
        smtp.rcpt("council@heard.example")
        assert smtp.data(b"x" * 500 + b"\r\n" + b"y" * 600)[0] == 552
        # The connection goes on: the next mail fits.
        smtp.mail("ada@example.org")
        smtp.rcpt("council@heard.example")
        assert smtp.data(MAIL)[0] == 250
    assert len(shelf.envelopes) == 1


@contextmanager
def talking(listener) -> Iterator[tuple[socket.socket, BinaryIO]]:
    """A connection that stands right behind the word DATA."""
    with socket.create_connection(("127.0.0.1", listener.port), timeout=10) as talk, talk.makefile("rb") as lines:
        lines.readline()
        for command in (b"HELO x", b"MAIL FROM:<a@b.example>", b"RCPT TO:<c@heard.example>", b"DATA"):
            talk.sendall(command + b"\r\n")
            lines.readline()
        yield talk, lines


def test_bare_line_feeds_do_not_end_a_mail_nor_break_it(shelf) -> None:
    smuggled = b"Subject: x\n\nfirst\n.\nMAIL FROM:<evil@b.example>\nsecond\r\n"
    with listening(shelf) as listener, talking(listener) as (talk, lines):
        talk.sendall(smuggled + b".\r\n")
        assert lines.readline().startswith(b"250")
    assert shelf.envelopes[0].raw == smuggled


def test_a_dot_in_the_midst_of_a_very_long_line_does_not_end_the_mail(shelf) -> None:
    long_line = b"x" * 70_000
    with listening(shelf) as listener, talking(listener) as (talk, lines):
        talk.sendall(long_line + b".")
        time.sleep(0.3)  # the line is taken in pieces: all but the dot is gone before the line ends
        talk.sendall(b"\r\nMAIL FROM:<evil@b.example>\r\n.\r\n")
        assert lines.readline().startswith(b"250")
    assert shelf.envelopes[0].raw == long_line + b".\r\nMAIL FROM:<evil@b.example>\r\n"


def test_lmtp_answers_once_for_each_recipient(shelf) -> None:
    with listening(shelf, lmtp=True) as listener, smtplib.LMTP("127.0.0.1", listener.port, timeout=10) as lmtp:
        lmtp.ehlo("client.example")
        lmtp.mail("ada@example.org")
        for recipient in ("council@heard.example", "waste@heard.example"):
            assert lmtp.rcpt(recipient)[0] == 250
        assert lmtp.data(MAIL)[0] == 250
        assert lmtp.getreply()[0] == 250
    assert shelf.envelopes[0].facts.recipients == ("council@heard.example", "waste@heard.example")


def test_one_connection_too_many_is_told_to_come_back(shelf) -> None:
    with listening(shelf, limits=ListenerLimits(connections=1)) as listener:
        with smtplib.SMTP("127.0.0.1", listener.port, timeout=10):
            with pytest.raises(smtplib.SMTPConnectError) as busy:
                smtplib.SMTP("127.0.0.1", listener.port, timeout=10)
            assert busy.value.smtp_code == 421
        deadline = time.monotonic() + 5
        while time.monotonic() < deadline:
            try:
                deliver(listener)
                break
            except smtplib.SMTPConnectError:
                time.sleep(0.05)
    assert len(shelf.envelopes) == 1


def test_too_many_recipients_are_asked_for_in_another_mail(shelf) -> None:
    with listening(shelf, limits=ListenerLimits(recipients=1)) as listener:
        refused = deliver(listener, to=["a@heard.example", "b@heard.example"])
    assert refused["b@heard.example"][0] == 452


def test_a_port_in_use_is_an_error_at_once(shelf) -> None:
    with listening(shelf) as listener, pytest.raises(OSError, match="address already in use"):
        Listener(shelf, domains=frozenset({"heard.example"}), port=listener.port).start()


def test_no_address_is_logged(shelf, caplog) -> None:
    shelf.broken = True
    with caplog.at_level("DEBUG"), listening(shelf) as listener, pytest.raises(smtplib.SMTPDataError):
        deliver(listener)
    assert "ada@example.org" not in caplog.text
    assert "could not be stored: OSError" in caplog.text
