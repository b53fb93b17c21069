"""Content-Transfer-Encoding undone, whatever state it is in. Charsets are another matter."""

from __future__ import annotations

import base64
import binascii
import quopri
import re

_NOT_BASE64 = re.compile(rb"[^A-Za-z0-9+/]+")
_UU_BEGIN = re.compile(rb"^begin [0-7]{3,4} ", re.MULTILINE)


def decode(body: bytes, encoding: str) -> bytes:
    """The bytes that were encoded; what cannot be decoded stays as it is."""
    name = encoding.strip().lower().split(";", 1)[0].strip()
    if name == "base64":
        return _base64(body)
    if name == "quoted-printable":
        return quopri.decodestring(body)
    if name in {"x-uuencode", "uuencode", "x-uue", "uue"}:
        return _uu(body)
    return body


def _base64(body: bytes) -> bytes:
    """Letters after the padding are often a list's footer: decode up to the first padding, mend what is short."""
    letters = _NOT_BASE64.sub(b"", body.split(b"=", 1)[0])
    if len(letters) % 4 == 1:
        letters = letters[:-1]
    try:
        return base64.b64decode(letters + b"=" * (-len(letters) % 4))
    except binascii.Error:
        return body


def _uu(body: bytes) -> bytes:
    begin = _UU_BEGIN.search(body)
    if not begin:
        return body
    decoded = []
    for line in body[begin.start() :].splitlines()[1:]:
        if line.strip() in {b"end", b"", b"`"}:
            break
        try:
            decoded.append(binascii.a2b_uu(line))
        except binascii.Error:
            # Some encoders count wrongly; the length byte says how many characters really belong to the line.
            length = (((line[0] - 32) & 63) * 4 + 5) // 3
            try:
                decoded.append(binascii.a2b_uu(line[:length]))
            except binascii.Error:
                return body
    return b"".join(decoded)
