"""How sealed data is found without being read: keyed digests, which say whether two values are equal and no more.

Each begins with the generation of its secret, so that a rotation sees which are still to be made anew.
"""

from __future__ import annotations

import hmac
import secrets
from typing import TYPE_CHECKING

from heard.domain.vault.locks import keeper

if TYPE_CHECKING:
    from collections.abc import Iterable

DIGEST_CHARACTERS = 32
TAGS = 256  # generations that can be told apart: far more than are ever in use at once
_TOKEN_BYTES = 8


def digest(purpose: str, text: str) -> str:
    """Under the newest secret, 120 bits in hexadecimal behind two digits of generation: what is stored."""
    return digests(purpose, text)[-1]


def digests(purpose: str, text: str) -> list[str]:
    """Under every secret in use: what is asked for, so that a rotation under way hides nobody."""
    return [_hex(generation, secret, purpose, text) for generation, secret in keeper().search_secrets().items()]


def tokens(texts: Iterable[str]) -> list[int]:
    """64-bit tokens of these texts, under the newest secret: what is stored in a column with a GIN index."""
    generation, secret = list(keeper().search_secrets().items())[-1]
    return sorted({_token(generation, secret, text) for text in texts})


def tokens_asked(texts: Iterable[str]) -> list[int]:
    """The tokens of these texts under every secret in use: any of them will do."""
    secrets_in_use = keeper().search_secrets().items()
    return sorted(_token(generation, secret, text) for text in texts for generation, secret in secrets_in_use)


def nobodys_digest() -> str:
    """A digest of nothing: for a row whose text is unreadable for good, in a column that must differ from others."""
    return digest_tag(keeper().generations()[-1]) + secrets.token_hex(DIGEST_CHARACTERS // 2 - 1)


def digest_tag(generation: int) -> str:
    """How the digests of this generation begin."""
    return f"{generation % TAGS:02x}"


def token_range(generation: int) -> tuple[int, int]:
    """The least and the greatest token of this generation."""
    first = bytes([generation % TAGS])
    return _number(first + b"\x00" * (_TOKEN_BYTES - 1)), _number(first + b"\xff" * (_TOKEN_BYTES - 1))


def _hex(generation: int, secret: bytes, purpose: str, text: str) -> str:
    keyed = hmac.digest(secret, f"{purpose}\x1f{text}".encode(), "sha256").hex()
    return digest_tag(generation) + keyed[: DIGEST_CHARACTERS - 2]


def _token(generation: int, secret: bytes, text: str) -> int:
    keyed = hmac.digest(secret, text.encode(), "sha256")
    return _number(bytes([generation % TAGS]) + keyed[: _TOKEN_BYTES - 1])


def _number(token: bytes) -> int:
    return int.from_bytes(token, signed=True)
