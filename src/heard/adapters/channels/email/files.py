"""Files that came with a mail: a safe name, the type their bytes show, and a mark on what is dangerous."""

from __future__ import annotations

import mimetypes
import re
import unicodedata
from contextlib import suppress
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

import puremagic

from heard.ports.channel import InboundFile

if TYPE_CHECKING:
    from heard.adapters.channels.email.mime import Part

_FORBIDDEN = re.compile(r'[\x00-\x1f\x7f<>:"|?*\u202a-\u202e\u2066-\u2069\u200b-\u200f\ufeff]+')
_MAX_NAME = 120
_EXECUTABLE_MAGIC = (
    b"MZ",
    b"\x7fELF",
    b"#!",
    b"\xca\xfe\xba\xbe",
    b"\xcf\xfa\xed\xfe",
    b"\xce\xfa\xed\xfe",
    b"dex\n",
)
_EXECUTABLE_NAMES = {
    ".apk", ".app", ".bat", ".chm", ".cmd", ".com", ".cpl", ".dll", ".dmg", ".exe", ".hta", ".htm", ".html", ".iso",
    ".jar", ".js", ".jse", ".lnk", ".msi", ".msp", ".ps1", ".pif", ".reg", ".scr", ".sh", ".shtml", ".svg", ".vbe",
    ".vbs", ".wsf", ".wsh", ".xht", ".xhtml", ".xml",
}  # fmt: skip
_EXECUTABLE_TYPES = {
    "text/html",
    "image/svg+xml",
    "application/xhtml+xml",
    "text/javascript",
    "application/javascript",
}
# Our own few, because these decide what a browser may be shown; the library knows the long tail.
_MAGIC = (
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"%PDF-", "application/pdf"),
    (b"PK\x03\x04", "application/zip"),
)
_ZIP_FAMILY = (
    "application/vnd.",
    "application/epub",
    "application/java-archive",
    "application/x-zip",
    "application/zip",
)


def file_of(part: Part, position: int) -> InboundFile:
    """The attachment that this part is."""
    data = part.data()
    declared = part.content_type
    name = clean_name(_declared_name(part)) or _invented_name(declared, position)
    content_type = sniffed(data, declared=declared, name=name)
    return InboundFile(
        name=name,
        content_type=content_type,
        data=data,
        inline=disposition(part) == "inline" or "content-id" in part.headers,
        content_id=part.headers.text("content-id").strip("<> "),
        mark=_mark(data, name, content_type, declared),
    )


def disposition(part: Part) -> str:
    """What the sender wished: "attachment", "inline" or ""."""
    return part.headers.raw("content-disposition").split(";", 1)[0].strip().lower()


def has_name(part: Part) -> bool:
    """Whether the sender gave this part a file name."""
    return bool(_declared_name(part))


def _declared_name(part: Part) -> str:
    headers = part.headers
    return headers.parameter("content-disposition", "filename") or headers.parameter("content-type", "name")


def _invented_name(content_type: str, position: int) -> str:
    suffix = {"message/rfc822": ".eml", "text/calendar": ".ics"}.get(content_type) or mimetypes.guess_extension(
        content_type
    )
    return f"attachment-{position}{suffix or '.bin'}"


def clean_name(name: str) -> str:
    """A name without folders, control characters or tricks of direction, short enough for any disk."""
    name = unicodedata.normalize("NFC", name).replace("\\", "/")
    name = _FORBIDDEN.sub("", name).strip(" .")
    stem, suffix = PurePosixPath(name).stem, PurePosixPath(name).suffix[:20]
    return f"{stem[: _MAX_NAME - len(suffix)]}{suffix}" if name else ""


def sniffed(data: bytes, *, declared: str, name: str) -> str:
    """The type the bytes show; the declared one only where the bytes do not contradict it."""
    by_bytes = next((kind for magic, kind in _MAGIC if data.startswith(magic)), "")
    if not by_bytes and data:
        with suppress(puremagic.PureError, ValueError, IndexError):
            by_bytes = puremagic.from_string(data[:4096], mime=True, filename=name)
    if by_bytes == "application/zip" and declared.startswith(_ZIP_FAMILY):
        return declared
    if declared.startswith(("text/", "message/")) and b"\x00" not in data[:4096]:
        return declared
    return by_bytes or ("application/octet-stream" if declared.startswith(("image/", "video/", "audio/")) else declared)


def _mark(data: bytes, name: str, content_type: str, declared: str) -> str:
    suffixes = {suffix.lower() for suffix in PurePosixPath(name).suffixes[-1:]}
    if data.startswith(_EXECUTABLE_MAGIC) or suffixes & _EXECUTABLE_NAMES or content_type in _EXECUTABLE_TYPES:
        return "executable"
    lied = declared.startswith("image/") and not content_type.startswith("image/")
    return "mistyped" if lied else ""
