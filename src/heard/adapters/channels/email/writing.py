"""An Outbound as the bytes of a mail. Nothing in it can add a header; what cannot be written is refused in words."""

from __future__ import annotations

import re
from email import charset as charsets
from email.encoders import encode_base64
from email.header import Header
from email.mime.base import MIMEBase
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from email.policy import compat32
from email.utils import format_datetime, formataddr
from typing import TYPE_CHECKING

from heard.kernel import clock
from heard.ports.channel import TransportError

if TYPE_CHECKING:
    from email.message import Message

    from heard.ports.channel import Outbound, OutboundFile

_MAX_REFERENCES = 1500
_CONTROL = re.compile(r"[\x00-\x1f\x7f\x85\u2028\u2029]+")
_HEADER_NAME = re.compile(r"[A-Za-z][A-Za-z0-9-]{0,70}")
_ADDRESS = re.compile(r"[^\s@<>()\[\]\\,;:\"\x00-\x1f\x7f]{1,64}@[^\s@<>()\[\]\\,;:\"\x00-\x1f\x7f]{1,250}")
_TYPE = re.compile(r"([a-z0-9.+-]+)/([a-z0-9.+-]+)", re.IGNORECASE)
_QUOTED_PRINTABLE = charsets.Charset("utf-8")
_QUOTED_PRINTABLE.body_encoding = charsets.QP
# The writer sets these itself, from fields of their own.
_RESERVED = {
    "from", "to", "cc", "bcc", "subject", "date", "message-id", "in-reply-to", "references", "reply-to", "sender",
    "mime-version", "content-type", "content-transfer-encoding",
}  # fmt: skip


def mail_bytes(outbound: Outbound) -> bytes:
    """The mail, lines ended by CRLF. Raises a permanent TransportError where it cannot be written."""
    mail = _content(outbound)
    for name, value in _fields(outbound).items():
        if value:
            mail[name] = value
    # Folding a long Message-ID onto a line of its own, as the standard allows, breaks threads in some mail programs.
    return mail.as_bytes(policy=compat32.clone(linesep="\r\n", max_line_length=998))


def ascii_domain(address: str) -> str:
    """An address that can be written: its domain in ASCII. A permanent TransportError where it is none."""
    address = address.strip()
    if not _ADDRESS.fullmatch(address):
        raise TransportError("this is not an email address that can be written to", permanent=True, code="5.1.3")
    local, _, domain = address.rpartition("@")
    try:
        return f"{local}@{domain.encode('idna').decode('ascii').lower()}"
    except UnicodeError as error:
        raise TransportError("the domain of this email address cannot exist", permanent=True, code="5.1.2") from error


def _fields(outbound: Outbound) -> dict[str, str]:
    sender = ascii_domain(outbound.from_address)
    fields = {
        "From": _mailbox(outbound.from_name, sender),
        "To": _mailbox(outbound.recipient_name, ascii_domain(outbound.recipient)),
        "Reply-To": ascii_domain(outbound.reply_to) if outbound.reply_to else "",
        "Subject": _encoded(outbound.subject),
        "Date": format_datetime(clock.now()),
        "Message-ID": _bracketed(outbound.message_id),
        "In-Reply-To": _bracketed(outbound.in_reply_to),
        "References": _references(outbound.references),
        "Thread-Index": _clean(outbound.thread_index),
        "Content-Language": _clean(outbound.language),
    }
    return fields | _automatic_fields(outbound) | _unsubscribe_fields(outbound) | _further_fields(outbound)


def _automatic_fields(outbound: Outbound) -> dict[str, str]:
    if not outbound.automatic:
        return {}
    kind = "auto-replied" if outbound.in_reply_to else "auto-generated"
    return {"Auto-Submitted": kind, "X-Auto-Response-Suppress": "All"}


def _unsubscribe_fields(outbound: Outbound) -> dict[str, str]:
    """RFC 8058: one POST to this address, without any question asked."""
    url = outbound.list_unsubscribe
    if not url:
        return {}
    if not url.startswith(("https://", "http://")) or re.search(r"[\s<>,]", url):
        raise TransportError("the address to unsubscribe at is not a web address", permanent=True, code="5.6.0")
    return {"List-Unsubscribe": f"<{url}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}


def _further_fields(outbound: Outbound) -> dict[str, str]:
    for name in outbound.headers:
        if not _HEADER_NAME.fullmatch(name) or name.lower() in _RESERVED:
            raise TransportError(f"{name!r} cannot be set as a header", permanent=True, code="5.6.0")
    return {name: _encoded(value) for name, value in outbound.headers.items()}


def _content(outbound: Outbound) -> Message:
    text = MIMEText(_with_crlf(outbound.text), "plain", _QUOTED_PRINTABLE)  # type: ignore[arg-type]
    body: Message = text
    if outbound.html:
        body = MIMEMultipart("alternative")
        body.attach(text)
        body.attach(MIMEText(_with_crlf(outbound.html), "html", _QUOTED_PRINTABLE))  # type: ignore[arg-type]
    if not outbound.attachments:
        return body
    mixed = MIMEMultipart("mixed")
    mixed.attach(body)
    for file in outbound.attachments:
        mixed.attach(_file(file))
    return mixed


def _file(file: OutboundFile) -> Message:
    kind = _TYPE.fullmatch(file.content_type)
    # An enclosed mail must not be encoded, so it travels as what it is to us: bytes.
    known = kind is not None and kind[1].lower() not in {"message", "multipart"}
    part = MIMEBase(*(kind.groups() if kind and known else ("application", "octet-stream")))
    part.set_payload(file.data)
    encode_base64(part)
    name = _clean(file.name)
    part.add_header("Content-Disposition", "attachment", filename=name if name.isascii() else ("utf-8", "", name))
    return part


def _references(message_ids: tuple[str, ...]) -> str:
    """The first, and as many of the newest as fit: threads keep their root and their nearest kin."""
    every = [bracketed for bracketed in map(_bracketed, message_ids) if bracketed]
    if not every:
        return ""
    first, rest = every[0], every[1:]
    length = len(first)
    kept: list[str] = []
    for message_id in reversed(rest):
        length += len(message_id) + 1
        if length > _MAX_REFERENCES and kept:
            break
        kept.append(message_id)
    return " ".join([first, *reversed(kept)])


def _bracketed(message_id: str) -> str:
    bare = re.sub(r"[\s<>]+", "", _clean(message_id))
    return f"<{bare}>" if bare else ""


def _mailbox(name: str, address: str) -> str:
    return formataddr((_clean(name), address)) if address.isascii() else f"{_encoded(name)} <{address}>".strip()


def _encoded(value: str) -> str:
    value = _clean(value)
    return value if value.isascii() else Header(value, "utf-8", maxlinelen=76).encode(linesep="\n")


def _clean(value: str) -> str:
    """One line, whatever was in it: a line break in a value is how headers are smuggled in."""
    return _CONTROL.sub(" ", _encodable(value)).strip()


def _with_crlf(text: str) -> str:
    text = _encodable(text)
    return "\r\n".join(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))


def _encodable(text: str) -> str:
    """Half a surrogate pair, as broken input leaves behind, has no bytes to send."""
    return text.encode("utf-8", "replace").decode("utf-8")
