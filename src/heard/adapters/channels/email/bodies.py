"""Which parts of a mail are its text, and which are files."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from heard.adapters.channels.email import charsets, files, plaintext
from heard.adapters.channels.email.limits import MAX_ATTACHMENTS, MAX_DECODED, MAX_TEXT

if TYPE_CHECKING:
    from heard.adapters.channels.email.mime import Part
    from heard.ports.channel import InboundFile

_BODIES = {"text/plain", "text/html"}


@dataclass(slots=True)
class Bodies:
    """The content of a mail, decoded, before quotations are taken off."""

    text: str = ""
    html: str = ""
    attachments: list[InboundFile] = field(default_factory=list)
    marks: set[str] = field(default_factory=set)


def bodies_of(root: Part) -> Bodies:
    """Text and HTML of the mail, and everything else as files."""
    leaves = root.leaves()
    shown = [leaf for leaf in leaves if _is_body(leaf)] or _fallback(leaves)
    plain = [_text(leaf) for leaf in shown if leaf.content_type != "text/html"]
    html = [_text(leaf) for leaf in shown if leaf.content_type == "text/html"]
    result = Bodies(text="\n\n".join(text for text in plain if text.strip()), html="\n".join(html))
    if result.html.strip() and not result.text.strip():
        result.text = plaintext.text_of(result.html)
    if len(result.text) > MAX_TEXT:
        result.text = result.text[:MAX_TEXT]
        result.marks.add("text_cut")
    enclosed = [leaf for leaf in leaves if not any(leaf is body for body in shown)]
    if len(enclosed) > MAX_ATTACHMENTS:
        result.marks.add("attachments_cut")
    result.attachments = [files.file_of(leaf, position) for position, leaf in enumerate(enclosed[:MAX_ATTACHMENTS], 1)]
    return result


def _is_body(leaf: Part) -> bool:
    if leaf.content_type not in _BODIES:
        # A multipart that has no parts is a text whose head is wrong.
        return leaf.content_type.startswith("multipart/")
    return files.disposition(leaf) != "attachment" and not files.has_name(leaf)


def _fallback(leaves: list[Part]) -> list[Part]:
    """Some programs name the text itself; then the first text is what was written."""
    return [leaf for leaf in leaves if leaf.content_type in _BODIES and files.disposition(leaf) != "attachment"][:1]


def _text(leaf: Part) -> str:
    text = charsets.decode(leaf.data(), leaf.headers.parameter("content-type", "charset"))[:MAX_DECODED]
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if leaf.headers.parameter("content-type", "format").lower() == "flowed":
        delete_space = leaf.headers.parameter("content-type", "delsp").lower() == "yes"
        return _unflowed(text, delete_space=delete_space)
    return text


def _unflowed(text: str, *, delete_space: bool) -> str:
    """RFC 3676: a line that ends in a space goes on in the next line of the same depth of quotation."""
    pieces: list[str] = []
    flowing_at: int | None = None
    for line in text.split("\n"):
        depth = len(line) - len(line.lstrip(">"))
        content = line[depth:].removeprefix(" ")
        signature = content == "-- "
        if flowing_at != depth or signature:
            pieces.append("\n" + ">" * depth + (" " if depth else ""))
        flows = content.endswith(" ") and not signature
        pieces.append(content[:-1] if flows and delete_space else content)
        flowing_at = depth if flows else None
    return "".join(pieces).removeprefix("\n")
