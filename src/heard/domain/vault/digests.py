"""How sealed data is found without being read: keyed digests, which say whether two values are equal and no more."""

from __future__ import annotations

import hmac
from typing import TYPE_CHECKING

from heard.domain.vault.locks import keeper

if TYPE_CHECKING:
    from collections.abc import Iterable

_DIGEST_CHARACTERS = 32
_TOKEN_BYTES = 8


def digest(purpose: str, text: str) -> str:
    """128 bits in hexadecimal, under the newest secret: what is stored."""
    return _hex(keeper().search_secrets()[-1], purpose, text)


def digests(purpose: str, text: str) -> list[str]:
    """Under every secret in use: what is asked for, so that a rotation under way hides nobody."""
    return [_hex(secret, purpose, text) for secret in keeper().search_secrets()]


def tokens(texts: Iterable[str]) -> list[int]:
    """64-bit tokens of these texts, under the newest secret: what is stored in a column with a GIN index."""
    secret = keeper().search_secrets()[-1]
    return sorted({_token(secret, text) for text in texts})


def tokens_asked(text: str) -> list[int]:
    """The token of one text under every secret in use: any of them will do."""
    return [_token(secret, text) for secret in keeper().search_secrets()]


def _hex(secret: bytes, purpose: str, text: str) -> str:
    return hmac.digest(secret, f"{purpose}\x1f{text}".encode(), "sha256").hex()[:_DIGEST_CHARACTERS]


def _token(secret: bytes, text: str) -> int:
    return int.from_bytes(hmac.digest(secret, text.encode(), "sha256")[:_TOKEN_BYTES], signed=True)
