"""Identifiers: UUIDv7 for rows, short references with a check character for people."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING
from uuid import UUID

from uuid_utils.compat import uuid7

if TYPE_CHECKING:
    from datetime import datetime

# 31 signs (a prime): no I, O, U, 0, 1. With a prime alphabet the weighted sum below catches every single wrong sign
# and every swap of two neighbours.
ALPHABET = "23456789ABCDEFGHJKLMNPQRSTVWXYZ"
BASE = len(ALPHABET)
LENGTH = 6
CAPACITY = BASE**LENGTH

_CHANCE_BITS = 74  # of a UUIDv7: 12 before the variant, 62 after it
_LOW_CHANCE = (1 << 62) - 1

_HALF_BITS = 15
_HALF = (1 << _HALF_BITS) - 1
_ROUNDS = (0x5BD1, 0x27D4, 0x1656, 0x4F6C)


def new_id() -> UUID:
    """A UUIDv7: unique everywhere, and sorted by the time it was made."""
    return uuid7()


def id_of(moment: datetime) -> UUID:
    """A UUIDv7 as if made at that moment: for what happened before it came here, so that ids still sort by time."""
    milliseconds = int(moment.timestamp() * 1000)
    chance = secrets.randbits(_CHANCE_BITS)
    return UUID(int=milliseconds << 80 | 7 << 76 | chance >> 62 << 64 | 0b10 << 62 | chance & _LOW_CHANCE)


def reference_for(number: int, *, prefix: str = "HRD") -> str:
    """The reference of the `number`-th case, e.g. `HRD-7K3M-9XQ`.

    Neighbouring numbers give unlike references, so that a reference tells neither how many cases there are nor the
    next one; two numbers below 31**6 never share one.
    """
    if not 0 <= number < CAPACITY:
        msg = f"a case number lies between 0 and {CAPACITY - 1}, not {number}"
        raise ValueError(msg)
    mixed = _shuffle(number)
    while mixed >= CAPACITY:  # stay inside the alphabet: walk the cycle
        mixed = _shuffle(mixed)
    signs = ""
    for _ in range(LENGTH):
        mixed, digit = divmod(mixed, BASE)
        signs = ALPHABET[digit] + signs
    signs += _check_sign(signs)
    return f"{prefix}-{signs[:4]}-{signs[4:]}"


def read_reference(text: str, *, prefix: str = "HRD") -> str | None:
    """The reference somebody typed or wrote, in its proper form; None where it is none or its check sign is wrong."""
    signs = "".join(sign for sign in text.upper() if sign.isalnum())
    signs = signs.removeprefix(prefix)
    if len(signs) != LENGTH + 1 or any(sign not in ALPHABET for sign in signs):
        return None
    if _check_sign(signs[:LENGTH]) != signs[LENGTH]:
        return None
    return f"{prefix}-{signs[:4]}-{signs[4:]}"


def _check_sign(signs: str) -> str:
    total = sum(weight * ALPHABET.index(sign) for weight, sign in enumerate(signs, start=1))
    return ALPHABET[total % BASE]


def _shuffle(number: int) -> int:
    """A fixed Feistel network over 30 bits: a permutation, so no two numbers meet. Not a secret, only a shuffle."""
    left, right = number >> _HALF_BITS, number & _HALF
    for key in _ROUNDS:
        left, right = right, left ^ (((right * 0x6255 + key) ^ (right >> 7)) & _HALF)
    return (left << _HALF_BITS) | right
