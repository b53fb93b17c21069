"""Signed links and keyed hashes. A token says what it is for, so that one made for a reply opens nothing else."""

from __future__ import annotations

import base64
import hashlib
import hmac
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core import signing

SHORT_LENGTH = 26  # signs of a UUID in base32
_HASH_LENGTH = 16


def sign(purpose: str, payload: Any) -> str:
    """A URL-safe token that carries `payload` (JSON: ids and codes, never personal data)."""
    return signing.dumps(payload, salt=f"heard.{purpose}", compress=False)


def read(purpose: str, token: str, *, max_age: int | None = None) -> Any | None:
    """The payload of a token made for `purpose`; None where it is forged, too old (seconds) or made for another."""
    try:
        return signing.loads(token, salt=f"heard.{purpose}", max_age=max_age)
    except signing.BadSignature:
        return None


def sign_ids(purpose: str, *identifiers: UUID) -> str:
    """Identifiers with a keyed hash behind them: lower-case letters and digits, because mail systems fold case."""
    plain = "".join(short_id(identifier) for identifier in identifiers)
    return plain + keyed_hash(purpose, plain)


def read_ids(purpose: str, token: str) -> tuple[UUID, ...] | None:
    """The identifiers of a token that `sign_ids` made for `purpose`; None where it is forged or mangled."""
    plain, given = token.lower()[:-_HASH_LENGTH], token.lower()[-_HASH_LENGTH:]
    if not plain or not is_keyed_hash(given, purpose, plain):
        return None
    found = [long_id(plain[start : start + SHORT_LENGTH]) for start in range(0, len(plain), SHORT_LENGTH)]
    return tuple(identifier for identifier in found if identifier)


def short_id(identifier: UUID) -> str:
    """A UUID in base32: 26 signs."""
    return base64.b32encode(identifier.bytes).decode().rstrip("=").lower()


def long_id(plain: str) -> UUID | None:
    """The UUID that `short_id` wrote; None where it wrote none such."""
    try:
        return UUID(bytes=base64.b32decode(plain.upper() + "======"))
    except ValueError:
        return None


def keyed_hash(purpose: str, *parts: str, length: int = _HASH_LENGTH) -> str:
    """A short keyed digest of `parts` in lower-case base32: survives mail systems that fold case."""
    return _digest(settings.SECRET_KEY, purpose, parts, length)


def is_keyed_hash(given: str, purpose: str, *parts: str, length: int = _HASH_LENGTH) -> bool:
    """Whether `given` is the digest of `parts`, under the present key or one that was in use before."""
    keys = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    return any(same(given, _digest(key, purpose, parts, length)) for key in keys)


def _digest(secret: str, purpose: str, parts: tuple[str, ...], length: int) -> str:
    key = hashlib.sha256(f"heard.{purpose}:{secret}".encode()).digest()
    digest = hmac.new(key, "\x1f".join(parts).encode(), hashlib.sha256).digest()
    return base64.b32encode(digest).decode().lower()[:length]


def same(a: str, b: str) -> bool:
    """Whether two secrets are equal, in constant time."""
    return hmac.compare_digest(a.encode(), b.encode())
