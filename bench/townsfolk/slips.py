"""Names misspelt as people do: letters exchanged, doubled, dropped, written as they sound, wrongly accented."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import random
    from collections.abc import Callable

    Slip = Callable[[str, random.Random], str]

HEARD_ALIKE = (
    ("ph", "f"), ("f", "ph"), ("ck", "k"), ("k", "c"), ("c", "k"), ("z", "s"), ("s", "z"), ("v", "w"), ("w", "v"),
    ("i", "y"), ("y", "i"), ("sch", "sh"), ("sh", "sch"), ("th", "t"), ("d", "t"), ("t", "d"), ("b", "p"), ("p", "b"),
    ("ie", "y"), ("ei", "ie"), ("ou", "u"), ("u", "ou"), ("ee", "ea"), ("x", "ks"), ("qu", "kw"), ("j", "y"),
    ("o", "au"), ("e", "a"), ("gh", ""), ("h", ""), ("tsch", "ch"),
)  # fmt: skip
ACCENTS = "\u0300\u0301\u0302\u0303\u0308\u030c\u0327"
SHORTEST = 4


def exchanged(word: str, chance: random.Random) -> str:
    """Two neighbouring letters, not the first: "Gmoez"."""
    place = chance.randrange(1, len(word) - 1)
    return word[:place] + word[place + 1] + word[place] + word[place + 2 :]


def doubled(word: str, chance: random.Random) -> str:
    """One letter twice: "Gommez"."""
    place = chance.randrange(1, len(word))
    return word[:place] + word[place] + word[place:]


def dropped(word: str, chance: random.Random) -> str:
    """One letter fewer: "Gomz"."""
    place = chance.randrange(1, len(word))
    return word[:place] + word[place + 1 :]


def heard(word: str, chance: random.Random) -> str:
    """A sound written in another way: "Gomes"."""
    possible = [(sound, other) for sound, other in HEARD_ALIKE if sound in word.lower()]
    if not possible:
        return dropped(word, chance)
    sound, other = chance.choice(possible)
    return word.lower().replace(sound, other, 1)


def accented(word: str, chance: random.Random) -> str:
    """Its accents lost, and one where none is: "Gòmez"."""
    plain = "".join(sign for sign in unicodedata.normalize("NFD", word) if not unicodedata.combining(sign))
    vowels = [place for place, sign in enumerate(plain) if sign.lower() in "aeiounc"]
    place = chance.choice(vowels or [0])
    return unicodedata.normalize("NFC", plain[: place + 1] + chance.choice(ACCENTS) + plain[place + 1 :])


SLIPS: tuple[Slip, ...] = (exchanged, doubled, dropped, heard, accented)


def misspelt(name: str, slip: Slip, chance: random.Random, *, in_words: int = 1) -> str | None:
    """The name with this slip in so many of its longer words; None where it has fewer, or nothing changed."""
    words = name.split()
    long = [place for place, word in enumerate(words) if len(word) >= SHORTEST and word.isalpha()]
    if len(long) < in_words:
        return None
    for place in chance.sample(long, in_words):
        words[place] = slip(words[place], chance)
    return " ".join(words) if " ".join(words).lower() != name.lower() else None
