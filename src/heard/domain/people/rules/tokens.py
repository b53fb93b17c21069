"""What a person is found by: the texts whose keyed tokens stand on their row, and those that a search asks for.

Each text says what it is: `n:` a word of the name, `p:` how one begins, `d:` one with a letter left out, `s:` its
sound; `a:` a word or number of the address, `b:` how one begins, `t:` its sound. The token of a text tells none of it.
"""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING

from heard.domain.people.rules.addresses import FREQUENT, WAYS, address_words
from heard.domain.people.rules.names import PARTICLES, joined_words, name_words
from heard.domain.people.rules.sounds import sounds

if TYPE_CHECKING:
    from collections.abc import Iterable

SHORTEST_BEGINNING = 1  # "j smith"; a letter is never asked for alone
LONGEST_BEGINNING = 7  # whoever typed more has typed enough: the rest is compared when the name is read
SHORTEST_STREET = 3
LONGEST_STREET = 6
SHORTEST_MISSPELT = 4  # with a letter left out of "lee", half a town is called so
_WAYS_ALONE = {f"a:{way}" for way in FREQUENT}


class Reach(IntEnum):
    """How far from what was typed a word may be."""

    WRITTEN = 0
    BEGUN = 1
    MISSPELT = 2
    MISHEARD = 3


def token_texts(names: Iterable[str], addresses: Iterable[str] = ()) -> set[str]:
    """Every text this person should be found by."""
    texts: set[str] = set()
    for name in names:
        words = set(name_words(name))
        texts |= {f"n:{word}" for word in words}
        texts |= {text for word in words | joined_words(name) if word not in PARTICLES for text in _name_texts(word)}
    for address in addresses:
        texts |= {text for word in address_words(address) for text in _address_texts(word)}
    return texts


def asked_texts(term: Iterable[str], reach: Reach, *, alone: bool = False) -> set[str]:
    """Any of these will do for one word that was typed, or for its other spellings.

    "Street", asked for alone, is somebody's name: everybody lives in one.
    """
    texts = {text for word in term for text in _asked(word, reach)}
    return texts - _WAYS_ALONE if alone else texts


def asked_places(terms: Iterable[Iterable[str]]) -> set[str]:
    """Whoever has none of these lives nowhere that one of the terms could mean."""
    texts = {text for term in terms for text in asked_texts(term, Reach.MISHEARD)}
    return {text for text in texts if text.startswith(("a:", "b:", "t:"))}


def shortened(word: str) -> set[str]:
    """The word with any one letter left out. Two words that differ by a slip or two have one of them in common."""
    if len(word) < SHORTEST_MISSPELT or not word.isalpha():
        return set()
    return {word[:place] + word[place + 1 :] for place in range(len(word))}


def _name_texts(word: str) -> set[str]:
    beginnings = range(SHORTEST_BEGINNING, min(len(word) - 1, LONGEST_BEGINNING) + 1)
    texts = {f"n:{word}"} | {f"p:{word[:letters]}" for letters in beginnings}
    return texts | {f"d:{short}" for short in shortened(word)} | {f"s:{code}" for code in sounds(word)}


def _address_texts(word: str) -> set[str]:
    if word in FREQUENT or not word.isalpha():
        return {f"a:{word}"}
    beginnings = range(SHORTEST_STREET, min(len(word) - 1, LONGEST_STREET) + 1)
    return {f"a:{word}"} | {f"b:{word[:letters]}" for letters in beginnings} | {f"t:{code}" for code in sounds(word)}


def _asked(word: str, reach: Reach) -> set[str]:
    street = WAYS.get(word, word)
    texts = {f"n:{word}", f"a:{street}"}
    if not word.isalpha() or reach == Reach.WRITTEN:
        return texts
    texts |= {f"p:{word[:LONGEST_BEGINNING]}", f"b:{word[:LONGEST_STREET]}"}
    if reach >= Reach.MISSPELT:
        short = shortened(word)
        texts |= {f"d:{word}"} | {f"d:{one}" for one in short} | {f"n:{one}" for one in short}
    if reach >= Reach.MISHEARD:
        codes = sounds(word)
        texts |= {f"s:{code}" for code in codes} | {f"t:{code}" for code in codes}
    return texts
