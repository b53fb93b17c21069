"""Handing mail over, against real servers that take it, put it off, refuse it, or hang up."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from aiosmtpd.controller import Controller

from heard.adapters.channels.email.sending import NO_REPLY, SmtpServer, send_mail
from heard.ports.channel import Receipt, TransportError

MAIL = b"From: council@heard.example\r\n\r\nHello\r\n..dots\r\n"


class Answers:
    """A server's replies, and what it was given."""

    def __init__(self, **replies: str) -> None:
        self.replies = replies
        self.mails = []

    async def handle_MAIL(self, _server, _session, envelope, address, _options) -> str:  # noqa: N802 reason: the library's name
        envelope.mail_from = address
        return self.replies.get("mail", "250 OK")

    async def handle_RCPT(self, _server, _session, envelope, address, _options) -> str:  # noqa: N802 reason: the library's name
        if "rcpt" in self.replies:
            return self.replies["rcpt"]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server, _session, envelope) -> str:  # noqa: N802 reason: the library's name
        self.mails.append((envelope.mail_from, envelope.rcpt_tos, envelope.content))
        return self.replies.get("data", "250 queued as 4711")


@contextmanager
def server(answers, **options: Any) -> Iterator[SmtpServer]:
    controller = Controller(answers, hostname="127.0.0.1", port=_free_port(), **options)
    controller.start()
    try:
        yield SmtpServer.from_url(f"smtp://127.0.0.1:{controller.port}", timeout=5)
    finally:
        controller.stop()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def send(to, recipient="ada@example.org") -> Receipt:
    return send_mail(to, MAIL, sender="council@heard.example", recipient=recipient)


def test_a_mail_is_handed_over_unchanged() -> None:
    answers = Answers()
    with server(answers) as smtp:
        receipt = send(smtp)
    assert receipt.provider_id == "queued as 4711"
    assert answers.mails == [("council@heard.example", ["ada@example.org"], MAIL)]


@pytest.mark.parametrize(
    "replies, permanent, code",
    [
        ({"rcpt": "550 5.1.1 No such mailbox"}, True, "550"),
        ({"rcpt": "450 4.2.1 Mailbox busy"}, False, "450"),
        ({"mail": "452 4.3.1 Disk full"}, False, "452"),
        ({"data": "554 5.6.0 Not like this"}, True, "554"),
        ({"data": "451 4.3.0 Not now"}, False, "451"),
    ],
)
def test_the_reply_says_whether_to_try_again(replies, permanent, code) -> None:
    with server(Answers(**replies)) as smtp, pytest.raises(TransportError) as failed:
        send(smtp)
    assert (failed.value.permanent, failed.value.code) == (permanent, code)


def test_nobody_listening_is_temporary() -> None:
    with pytest.raises(TransportError) as failed:
        send(SmtpServer.from_url(f"smtp://127.0.0.1:{_free_port()}"))
    assert not failed.value.permanent


def test_a_wrong_password_is_temporary_because_it_is_ours() -> None:
    with (
        server(Answers(), auth_required=False, auth_require_tls=False) as smtp,
        pytest.raises(TransportError) as failed,
    ):
        send(SmtpServer.from_url(f"smtp://us:wrong@127.0.0.1:{smtp.port}"))
    assert (failed.value.permanent, failed.value.code) == (False, "535")


def test_missing_starttls_is_temporary_and_sends_nothing() -> None:
    answers = Answers()
    with server(answers) as smtp, pytest.raises(TransportError) as failed:
        send(SmtpServer.from_url(f"smtp+starttls://127.0.0.1:{smtp.port}"))
    assert not failed.value.permanent
    assert answers.mails == []


def test_letters_beyond_ascii_need_a_server_that_takes_them() -> None:
    answers = Answers()
    with server(answers, enable_SMTPUTF8=True) as smtp:
        send(smtp, "jürgen@example.org")
    assert answers.mails[0][1] == ["jürgen@example.org"]
    with server(Answers(), enable_SMTPUTF8=False) as smtp, pytest.raises(TransportError) as failed:
        send(smtp, "jürgen@example.org")
    assert failed.value.permanent


def test_a_line_that_breaks_after_the_mail_leaves_it_open_whether_it_arrived() -> None:
    def hang_up() -> None:
        connection, _ = listening.accept()
        with connection, connection.makefile("rb") as lines:
            connection.sendall(b"220 x\r\n")
            for line in lines:
                if line == b".\r\n":
                    return
                if line.upper().startswith((b"EHLO", b"MAIL", b"RCPT")):
                    connection.sendall(b"250 OK\r\n")
                if line.upper().startswith(b"DATA"):
                    connection.sendall(b"354 Go on\r\n")

    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = threading.Thread(target=hang_up)
        thread.start()
        with pytest.raises(TransportError) as failed:
            send(SmtpServer.from_url(f"smtp://127.0.0.1:{listening.getsockname()[1]}", timeout=5))
        thread.join()
    assert (failed.value.permanent, failed.value.code) == (False, NO_REPLY)


@pytest.mark.parametrize(
    "url, port, tls, starttls",
    [
        ("smtp://mail.example", 25, False, False),
        ("smtps://mail.example", 465, True, False),
        ("smtp+starttls://mail.example", 587, False, True),
        ("smtp://mail.example:26?starttls=1", 26, False, True),
    ],
)
def test_the_url_says_how_to_connect(url, port, tls, starttls) -> None:
    found = SmtpServer.from_url(url)
    assert (found.host, found.port, found.tls, found.starttls) == ("mail.example", port, tls, starttls)


def test_user_and_password_are_unquoted() -> None:
    found = SmtpServer.from_url("smtp://a%40b:p%3Aw@mail.example")
    assert (found.user, found.password) == ("a@b", "p:w")


@pytest.mark.parametrize("url", ["http://mail.example", "smtp://", "mail.example"])
def test_another_url_is_refused_with_a_sentence(url) -> None:
    with pytest.raises(ValueError, match="starts with smtp://"):
        SmtpServer.from_url(url)
