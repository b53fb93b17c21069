"""The tree of parts of a mail. Linear in time, bounded in depth, and never at a loss: broken mail has parts too.

The standard library's parser recurses without bound and tests each line against each open boundary; mail is written
by strangers, so this one looks for one boundary at a time and stops at a fixed depth. Meaning lives in reading.py.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from heard.adapters.channels.email import transfer
from heard.adapters.channels.email.headers import Headers
from heard.adapters.channels.email.limits import MAX_DEPTH, MAX_HEAD, MAX_PARTS

_BLANK_LINE = re.compile(rb"\r?\n[ \t]*\r?\n|\A\r?\n")
_FIELD = re.compile(rb"[!-9;-~]+[ \t]*:")


@dataclass(slots=True)
class Part:
    """One part: its headers and either its children or its own, still encoded, body."""

    headers: Headers
    body: bytes
    children: list[Part] = field(default_factory=list)
    # Alternatives of one another, parts of a report and enclosed mails are read differently from a plain sequence.
    content_type: str = "text/plain"

    def data(self) -> bytes:
        """The body with its transfer encoding undone."""
        return transfer.decode(self.body, self.headers.text("content-transfer-encoding"))

    def leaves(self) -> list[Part]:
        """All parts without children, in order."""
        if not self.children:
            return [self]
        return [leaf for child in self.children for leaf in child.leaves()]


class Parser:
    """Parses one mail and remembers in `marks` what it had to leave out."""

    def __init__(self) -> None:
        self.marks: set[str] = set()
        self._parts = 0

    def parse(self, raw: bytes, depth: int = 0, default_type: str = "text/plain") -> Part:
        """The part that `raw` is, with everything inside it."""
        self._parts += 1
        head, body = self._split(raw)
        headers = Headers.parse(head)
        part = Part(headers=headers, body=body, content_type=headers.content_type(default_type))
        boundary = headers.parameter("content-type", "boundary")
        if part.content_type.startswith("multipart/") and boundary:
            self._parse_children(part, boundary, depth)
        return part

    def _split(self, raw: bytes) -> tuple[bytes, bytes]:
        """Head and body; a head that never ends is taken to end where lines stop looking like fields."""
        end = _BLANK_LINE.search(raw, 0, MAX_HEAD)
        head, body = (raw[: end.start()], raw[end.end() :]) if end else (raw[:MAX_HEAD], raw[MAX_HEAD:])
        stop = _end_of_fields(head)
        if stop is not None:
            return head[:stop], head[stop:] + (raw[end.start() :] if end else body)
        if not end and body:
            self.marks.add("head_cut")
        return head, body

    def _parse_children(self, part: Part, boundary: str, depth: int) -> None:
        if depth >= MAX_DEPTH:
            self.marks.add("too_deep")
            return
        default = "message/rfc822" if part.content_type == "multipart/digest" else "text/plain"
        for section in _sections(part.body, boundary.encode("utf-8", "surrogateescape")):
            if self._parts >= MAX_PARTS:
                self.marks.add("parts_cut")
                return
            part.children.append(self.parse(section, depth + 1, default))


def _end_of_fields(head: bytes) -> int | None:
    """Where a head without blank line goes over into text: at the first of two lines that are no fields."""
    offset, stray = 0, None
    for line in head.splitlines(keepends=True):
        if line[:1] in b" \t" or _FIELD.match(line) or (offset == 0 and line.startswith((b"From ", b">From "))):
            stray = None
        elif stray is not None:
            return stray
        else:
            stray = offset
        offset += len(line)
    return stray


def _sections(body: bytes, boundary: bytes) -> list[bytes]:
    """What stands between the boundary lines. A missing last boundary ends at the end, as every mail program has it."""
    lines = re.compile(rb"(?:\A|\r?\n)--" + re.escape(boundary) + rb"(--)?[ \t]*(?=\r?\n|\Z)")
    sections: list[bytes] = []
    start: int | None = None
    for found in lines.finditer(body):
        if start is not None:
            sections.append(_content(body, start, found.start()))
        start = found.end()
        if found.group(1):
            return sections
        if len(sections) > MAX_PARTS:
            break
    if start is not None:
        sections.append(_content(body, start, len(body)))
    return sections


def _content(body: bytes, start: int, end: int) -> bytes:
    """The bytes after the line break that ends the boundary line."""
    start += 2 if body.startswith(b"\r\n", start) else 1
    return body[start:end]
