"""The head of a mail or part: fields in order, decoded when asked for. What the fields mean is for others to say."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import UTC, datetime
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.utils import collapse_rfc2231_value, getaddresses, parsedate_to_datetime

from heard.adapters.channels.email import charsets
from heard.adapters.channels.email.limits import MAX_HEADER

_MESSAGE_ID = re.compile(r"<\s*([^<>\s]{1,500})\s*>")
_TYPE = re.compile(r"[a-z0-9!#$&^_.+-]+/[a-z0-9!#$&^_.+-]+")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]+")
# The standard library's parsers of structured fields raise each of these on some broken mail.
_BROKEN = (
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    RecursionError,
    AssertionError,
    HeaderParseError,
)


class Headers:
    """Fields of one head by lower-case name."""

    def __init__(self, fields: list[tuple[str, bytes]]) -> None:
        self.fields = fields

    @classmethod
    def parse(cls, head: bytes) -> Headers:
        """Unfold and split a head; lines that are no fields are passed over."""
        fields: list[tuple[str, bytes]] = []
        for line in head.splitlines():
            name, colon, value = line.partition(b":")
            if line[:1] in (b" ", b"\t") and fields:
                last, start = fields[-1]
                if len(start) < MAX_HEADER:
                    fields[-1] = (last, start + b" " + line.strip())
            elif colon and name.strip():
                fields.append(
                    (
                        name.strip().lower().decode("ascii", "replace"),
                        value.strip()[:MAX_HEADER],
                    )
                )
        return cls(fields)

    def __contains__(self, name: str) -> bool:
        return any(known == name for known, _ in self.fields)

    def raws(self, name: str) -> list[str]:
        """Values as they stand, encoded words and all."""
        return [charsets.decode(value) for known, value in self.fields if known == name]

    def raw(self, name: str) -> str:
        """The first value as it stands, "" where there is none."""
        return next(iter(self.raws(name)), "")

    def text(self, name: str) -> str:
        """The first value, decoded, on one line."""
        return decoded(self.raw(name))

    def content_type(self, default: str = "text/plain") -> str:
        """Such as "text/html"; the default where the field is missing or nonsense."""
        found = _TYPE.match(self.raw("content-type").strip().strip('"').lower())
        return found.group() if found else default

    def parameter(self, name: str, parameter: str) -> str:
        """A parameter of a field, RFC 2231 and encoded words undone; "" where there is none."""
        value = self.raw(name)
        if parameter not in value.lower():
            return ""
        holder = Message()
        holder[name] = value
        with suppress(*_BROKEN):
            found = holder.get_param(parameter, "", header=name)
            return decoded(collapse_rfc2231_value(found)) if found else ""
        return ""

    def addresses(self, name: str) -> list[tuple[str, str]]:
        """(name, address) of every mailbox of every such field; only what has an @ is an address."""
        with suppress(*_BROKEN):
            pairs = getaddresses(self.raws(name))
            return [(decoded(shown), clean_address(address)) for shown, address in pairs if "@" in address]
        return []

    def message_ids(self, name: str) -> list[str]:
        """Identifiers in their order, without brackets."""
        return [found for value in self.raws(name) for found in _MESSAGE_ID.findall(value)]

    def date(self, name: str) -> datetime | None:
        """The moment, in UTC; None where it is missing or impossible."""
        with suppress(*_BROKEN, OverflowError):
            moment = parsedate_to_datetime(self.raw(name))
            return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
        return None


def decoded(value: str) -> str:
    """Encoded words undone, control characters and breaks turned into single spaces."""
    if "=?" in value:
        with suppress(*_BROKEN):
            value = "".join(
                chunk if isinstance(chunk, str) else _chunk(chunk, charset) for chunk, charset in decode_header(value)
            )
    return _CONTROL.sub(" ", value).strip()


def _chunk(chunk: bytes, charset: str | None) -> str:
    # What stands between encoded words comes back in this escape: the standard library's own convention.
    return chunk.decode("raw-unicode-escape") if charset is None else charsets.decode(chunk, charset)


def clean_address(address: str) -> str:
    """An address fit to compare and to write to: no spaces, domain in lower case."""
    local, _, domain = "".join(_CONTROL.sub("", address).split()).rpartition("@")
    return f"{local}@{domain.lower().rstrip('.')}" if local else ""
