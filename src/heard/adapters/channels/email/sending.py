"""Hands one mail to an SMTP server, and says truly whether it was taken. Retrying is the caller's business."""

from __future__ import annotations

import smtplib
import ssl
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, unquote, urlsplit

from heard.ports.channel import Receipt, TransportError

if TYPE_CHECKING:
    from collections.abc import Iterator

_SCHEMES = {"smtp": 25, "smtps": 465, "smtp+starttls": 587}
_PERMANENT = 500
# The mail had been handed over when the line broke: it may or may not arrive.
NO_REPLY = "no-reply"


@dataclass(frozen=True, slots=True)
class SmtpServer:
    """Where and how to hand mail over."""

    host: str
    port: int
    user: str = ""
    password: str = ""
    tls: bool = False
    starttls: bool = False
    timeout: float = 30
    # How we introduce ourselves; left empty, the machine's own name is looked up, which may take a while.
    greeting: str = ""

    @classmethod
    def from_url(cls, url: str, *, timeout: float = 30, greeting: str = "") -> SmtpServer:
        """From smtp://user:password@host:port, smtps://… or smtp+starttls://…, also ?starttls=1."""
        parts = urlsplit(url)
        if parts.scheme not in _SCHEMES or not parts.hostname:
            raise ValueError(
                f"a mail server's URL starts with smtp://, smtps:// or smtp+starttls://, not {parts.scheme}:"
            )
        asked = parse_qs(parts.query).get("starttls", ["0"])[0].lower() in {"1", "yes", "true", "on"}
        return cls(
            host=parts.hostname,
            port=parts.port or _SCHEMES[parts.scheme],
            user=unquote(parts.username or ""),
            password=unquote(parts.password or ""),
            tls=parts.scheme == "smtps",
            starttls=asked or parts.scheme == "smtp+starttls",
            timeout=timeout,
            greeting=greeting,
        )


def send_mail(server: SmtpServer, mail: bytes, *, sender: str, recipient: str) -> Receipt:
    """Hand one mail over. TransportError says whether trying again may help."""
    try:
        with _session(server) as smtp:
            _address(smtp, sender, recipient)
            reply = _data(smtp, mail)
    except smtplib.SMTPResponseException as error:
        raise _failure(error.smtp_code, error.smtp_error) from error
    except (smtplib.SMTPException, OSError) as error:
        raise TransportError(f"the mail server cannot be used now ({type(error).__name__})", permanent=False) from error
    return Receipt(provider_id=reply[:200])


@contextmanager
def _session(server: SmtpServer) -> Iterator[smtplib.SMTP]:
    """A greeted, secured and signed-in connection. A failure here says nothing of the recipient: always temporary."""
    context = ssl.create_default_context()
    name = server.greeting or None
    smtp: smtplib.SMTP | None = None
    try:
        if server.tls:
            smtp = smtplib.SMTP_SSL(server.host, server.port, name, timeout=server.timeout, context=context)
        else:
            smtp = smtplib.SMTP(server.host, server.port, name, timeout=server.timeout)
        smtp.ehlo_or_helo_if_needed()
        if server.starttls:
            smtp.starttls(context=context)
            smtp.ehlo()
        if server.user:
            smtp.login(server.user, server.password)
    except smtplib.SMTPResponseException as error:
        _close(smtp)
        text = f"the mail server refused us before the mail: {_text(error.smtp_error)}"
        raise TransportError(text, permanent=False, code=str(error.smtp_code)) from error
    except BaseException:
        _close(smtp)
        raise
    try:
        yield smtp
    finally:
        # A mail that was taken stays taken, whatever the server says to our goodbye.
        with suppress(smtplib.SMTPException, OSError):
            smtp.quit()
        _close(smtp)


def _close(smtp: smtplib.SMTP | None) -> None:
    if smtp is not None:
        smtp.close()


def _address(smtp: smtplib.SMTP, sender: str, recipient: str) -> None:
    options = []
    if not (sender + recipient).isascii():
        if not smtp.has_extn("smtputf8"):
            raise TransportError(
                "the mail server cannot write to addresses with letters beyond a to z", permanent=True, code="5.6.7"
            )
        options = ["SMTPUTF8", "BODY=8BITMIME"]
        smtp.command_encoding = "utf-8"
    _expect_done(*smtp.mail(sender, options))
    _expect_done(*smtp.rcpt(recipient))


def _data(smtp: smtplib.SMTP, mail: bytes) -> str:
    try:
        code, reply = smtp.data(mail)
    except smtplib.SMTPDataError:
        raise
    except (smtplib.SMTPServerDisconnected, OSError) as error:
        text = "the connection broke while the mail was being handed over"
        raise TransportError(text, permanent=False, code=NO_REPLY) from error
    _expect_done(code, reply)
    return _text(reply)


def _expect_done(code: int, reply: bytes) -> None:
    if code not in {250, 251}:
        raise _failure(code, reply)


def _failure(code: int, reply: bytes | str) -> TransportError:
    return TransportError(_text(reply), permanent=code >= _PERMANENT, code=str(code))


def _text(reply: bytes | str) -> str:
    text = reply.decode("utf-8", "replace") if isinstance(reply, bytes) else reply
    return " ".join(text.split())[:500]
