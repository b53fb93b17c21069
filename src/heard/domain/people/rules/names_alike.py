"""Whether two ways of writing a name may be one person's: how a name is compared, not how it is searched."""

from __future__ import annotations

from enum import IntEnum
from itertools import product
from typing import TYPE_CHECKING

from rapidfuzz.distance import JaroWinkler

from heard.domain.people.rules.names import plain_words

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

_ALIKE = 0.88


class NameLikeness(IntEnum):
    """From nothing in common to the same words; UNKNOWN where one of the two has no name."""

    UNKNOWN = 0
    DIFFERENT = 1
    SURNAME = 2
    SIMILAR = 3
    SAME = 4


def names_alike(some: Collection[str], others: Collection[str]) -> NameLikeness:
    """The nearest that any name of the one comes to any of the other: people have maiden names and nicknames."""
    pairs = product(map(plain_words, some), map(plain_words, others))
    return max((_alike(one, other) for one, other in pairs), default=NameLikeness.UNKNOWN)


def _alike(one: Sequence[str], other: Sequence[str]) -> NameLikeness:
    if not one or not other:
        return NameLikeness.UNKNOWN
    if sorted(one) == sorted(other):
        return NameLikeness.SAME
    fewer, more = sorted((one, other), key=len)
    surnames = _near(fewer[-1], more[-1])
    if len(fewer) == 1 and len(more) > 1 and surnames:
        return NameLikeness.SURNAME
    if all(any(_near(word, another) for another in more) for word in fewer):
        return NameLikeness.SIMILAR
    return NameLikeness.SURNAME if surnames else NameLikeness.DIFFERENT


def _near(word: str, other: str) -> bool:
    """The same word, a slip of the pen, or an initial of it."""
    if len(word) == 1 or len(other) == 1:
        return word[0] == other[0]
    return JaroWinkler.similarity(word, other) >= _ALIKE
