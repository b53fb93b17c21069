"""Sealed values as they lie in a column: a byte of format, the lock, and the ciphertext under the lock's key."""

from __future__ import annotations

from typing import Final

from heard.domain.vault.locks import LOCK_BYTES, renewed, unlock
from heard.kernel.crypto.sealing import seal, unseal
from heard.kernel.crypto.tree import Forgotten

_FORMAT = b"\x01"
_ERASED = b"\x00"


class Sealed(bytes):
    """Bytes that may go into a sealed column as they are."""

    __slots__ = ()


ERASED_VALUE: Final = Sealed(_ERASED)  # what is written over the value of an erased person


def seal_value(plain: bytes, *, lock: bytes, bound_to: bytes) -> Sealed:
    """The value under the lock's key. `bound_to`: the column, so that no value is mistaken for another's."""
    lock = renewed(lock)
    return Sealed(_FORMAT + lock + seal(unlock(lock), plain, bound_to=bound_to))


def open_value(value: bytes, *, bound_to: bytes) -> bytes | None:
    """The plain value; None where its key was destroyed. Raises Tampered, KeyMissing."""
    if not value:
        return b""
    if value[:1] == _ERASED:
        return None
    try:
        key = unlock(lock_of(value))
    except Forgotten:
        return None
    return unseal(key, value[1 + LOCK_BYTES :], bound_to=bound_to)


def lock_of(value: bytes) -> bytes:
    """The lock that a sealed value carries; empty for an empty or erased one."""
    return bytes(value[1 : 1 + LOCK_BYTES])
