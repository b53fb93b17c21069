"""Which services words may mean, and whether they name one clearly enough to act on.

Residents say "street light out", a catalogue says "Street light", and "street" stands in a dozen others. So words are
weighed by how few services they belong to, and a service scores by how much of one of its own phrases was said, and by
how much of what was said is its. Words that belong to no service ("my daughter noticed …") count for nothing.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from heard.domain.catalogue.models import Service

WORTH_SHOWING = 0.35
NOT_FAR_BEHIND = 0.5  # of the best one's likeness
CLEAR = 0.6  # how alike the best must be to act on …
AHEAD = 0.1  # … and how far ahead of the second
PHRASE_SAID, WORDS_MEANT = 0.6, 0.4  # shares of the likeness
IN_DESCRIPTION = 0.5  # a word that only the description has
TYPING_ERROR = 0.75  # how alike a mistyped word must be
MOST_TYPED = 12  # words: longer texts are mails, where a word more or less does not matter
SHORTEST_WORD, STEM = 3, 5
_WORD = re.compile(r"\w+")
# English words that say nothing about what somebody wants; in other languages weighing alone has to do.
_SAY_NOTHING = frozenset(
    """
    about and are been could for from has have hello help her his need not our please problem question report she that
    the their there they this want was were what when where which who why will with would you your
    """.split()  # noqa: SIM905 -- fifty words in a column are no easier to read
)


@dataclass(frozen=True, slots=True)
class Match:
    """A service and how much it is like some words, from 0 to 1."""

    service: Service
    likeness: float


@dataclass(frozen=True, slots=True)
class _Sayings:
    """What a service is called: its name and each line of what residents say, as sets of stems; and its description."""

    service: Service
    phrases: tuple[frozenset[str], ...]
    described: frozenset[str]

    @classmethod
    def of(cls, service: Service) -> _Sayings:
        phrases = tuple(filter(None, map(stems_in, (service.name, *service.words.splitlines()))))
        return cls(service, phrases, stems_in(service.description))

    @property
    def own(self) -> frozenset[str]:
        return frozenset().union(*self.phrases)


def rank(services: Iterable[Service], words: str) -> list[Match]:
    """The services worth showing for these words, best first; equal ones stay in the order they came."""
    sayings = [_Sayings.of(service) for service in services]
    weights = _weights(sayings)
    said = _as_known(words, weights)
    meant = sum(weights[stem] for stem in said)
    if not meant:
        return []
    matches = [Match(one.service, _likeness(one, said, meant, weights)) for one in sayings]
    best = max(match.likeness for match in matches)
    shown = [match for match in matches if match.likeness >= max(WORTH_SHOWING, best * NOT_FAR_BEHIND)]
    return sorted(shown, key=lambda match: -match.likeness)


def clear_choice(ranked: list[Match]) -> Service | None:
    """The first of `ranked` (best first) where nothing else comes near."""
    if not ranked or ranked[0].likeness < CLEAR:
        return None
    if len(ranked) > 1 and ranked[0].likeness - ranked[1].likeness < AHEAD:
        return None
    return ranked[0].service


def stems_in(text: str) -> frozenset[str]:
    """The words of a text as they are compared: no accents, no case, no endings, nothing shorter than three letters."""
    plain = unicodedata.normalize("NFKD", text.lower())
    letters = "".join(sign for sign in plain if not unicodedata.combining(sign))
    words = (word for word in _WORD.findall(letters) if len(word) >= SHORTEST_WORD and word not in _SAY_NOTHING)
    return frozenset(word[:STEM] for word in words)


def _weights(sayings: list[_Sayings]) -> dict[str, float]:
    """How much a word tells: the fewer services it belongs to, the more."""
    held = Counter(stem for one in sayings for stem in one.own | one.described)
    return {stem: math.log(1 + len(sayings) / number) for stem, number in held.items()}


def _as_known(words: str, known: Mapping[str, float]) -> frozenset[str]:
    """What was said in the catalogue's own words; a few typed words may be mistyped."""
    stems = stems_in(words)
    found = stems & known.keys()
    if len(stems) > MOST_TYPED:
        return found
    guesses = (get_close_matches(stem, known, n=1, cutoff=TYPING_ERROR) for stem in sorted(stems - found))
    return found | {guess for guessed in guesses for guess in guessed}


def _likeness(one: _Sayings, said: frozenset[str], meant: float, weights: Mapping[str, float]) -> float:
    phrase = max((_share(phrase, said, weights) for phrase in one.phrases), default=0.0)
    own = sum(weights[stem] for stem in said & one.own)
    described = sum(weights[stem] for stem in (said & one.described) - one.own)
    return PHRASE_SAID * phrase + WORDS_MEANT * min(1.0, (own + IN_DESCRIPTION * described) / meant)


def _share(phrase: frozenset[str], said: frozenset[str], weights: Mapping[str, float]) -> float:
    whole = sum(weights[stem] for stem in phrase)
    return sum(weights[stem] for stem in phrase & said) / whole if whole else 0.0
