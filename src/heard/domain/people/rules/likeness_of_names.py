"""How well a person's name and address answer what was typed: the order in which people are shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rapidfuzz.distance import OSA

from heard.domain.people.rules.addresses import WAYS, address_words
from heard.domain.people.rules.names import joined_words, name_words
from heard.domain.people.rules.sounds import sounds

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

AS_WRITTEN = 1.0
ADDRESS = 0.95  # an address is shared by a family, a name by namesakes: both count nearly alike
BEGUN = 0.9
MISSPELT = 0.88  # less what is wrong
SOUND = 0.7  # less what looks different
INITIAL = 0.7
LEAST_ALIKE = 0.45  # "murray" sounds like "maria", but is no way to write it
LETTERS_A_SLIP = 3  # one slip in a word of three letters or more, two from six, three from nine


class Likeness(NamedTuple):
    """What people are compared by, in this order: words answered, how well, how little of the name is left over."""

    answered: int
    score: float
    spare: int


def likeness(terms: Sequence[frozenset[str]], names: Iterable[str], addresses: Iterable[str] = ()) -> Likeness:
    """How well these names and addresses of one person answer the terms; each word of a name answers one term."""
    left = _words(names)
    joined = {word for name in names for word in joined_words(name)}
    street = {word for address in addresses for word in address_words(address)}
    answered, score = 0, 0.0
    for term in terms:
        best, by = _best(term, joined.union(left))
        placed = max((_alike_place(asked, word) for asked in term for word in street), default=0.0)
        if placed > best:
            best, by = placed, ""
        if by in left:
            left.remove(by)
        score += best
        answered += best > 0
    return Likeness(answered, round(score / max(len(terms), 1), 4), -len(left))


def _words(names: Iterable[str]) -> list[str]:
    """The words of all names, each as often as it stands in one of them: "Betty Betty Myers" has two."""
    words: list[str] = []
    for name in names:
        others = words.copy()
        for word in name_words(name):
            if word in others:
                others.remove(word)
            else:
                words.append(word)
    return words


def _best(term: frozenset[str], words: set[str]) -> tuple[float, str]:
    """The word of a name that answers a term best."""
    if as_written := term & words:
        return AS_WRITTEN, min(as_written)
    best = max(((_alike(asked, word), word) for asked in term for word in words), default=(0.0, ""))
    return best if best[0] else (0.0, "")


def _alike(asked: str, word: str) -> float:
    """From 0 to 1, two words of names."""
    if not asked.isalpha():
        return 0.0
    if word.startswith(asked):
        return BEGUN if len(asked) > 1 else INITIAL
    return _misspelt(asked, word)


def _alike_place(asked: str, word: str) -> float:
    """From 0 to 1, two words of addresses. Numbers are right or wrong."""
    if WAYS.get(asked, asked) == word:
        return ADDRESS
    if len(asked) < LETTERS_A_SLIP or not (asked.isalpha() and word.isalpha()):
        return 0.0
    return ADDRESS * (BEGUN if word.startswith(asked) else _misspelt(asked, word))


def _misspelt(asked: str, word: str) -> float:
    """As many slips as its length excuses; more where it sounds the same."""
    alike = OSA.normalized_similarity(asked, word, score_cutoff=LEAST_ALIKE)
    if not alike:
        return 0.0
    longer, shorter = max(len(asked), len(word)), min(len(asked), len(word))
    if round(longer * (1 - alike)) <= shorter // LETTERS_A_SLIP:
        return MISSPELT * (2 + alike) / 3
    return 0.0 if sounds(asked).isdisjoint(sounds(word)) else SOUND * (1 + alike) / 2
