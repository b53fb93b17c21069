"""Names as plain words: without case, accents or another script's letters, so that they compare."""

from __future__ import annotations

import re
from itertools import pairwise

from anyascii import anyascii

_WORD = re.compile(r"[a-z0-9]+")
_APOSTROPHE = re.compile(r"['’`ʼ]")
_SYLLABLE = re.compile(r"([\u3400-\u9fff\uf900-\ufaff\uac00-\ud7af])")  # Chinese and Korean: one sign, one syllable
# Belong to the word behind them, are left out as often as not, and are written apart or together.
PARTICLES = frozenset({
    "abd", "abu", "af", "al", "aw", "bar", "bin", "bint", "d", "da", "dal", "das", "de", "degli", "dei", "del",
    "della", "den", "der", "des", "di", "dos", "du", "el", "fitz", "ibn", "la", "las", "le", "los", "m", "mac", "mc",
    "o", "of", "st", "ter", "the", "umm", "v", "van", "vd", "vom", "von", "y", "zu", "zum", "zur",
})  # fmt: skip


def plain_words(text: str) -> list[str]:
    """The words of a text in plain letters: "Zoë O’Brien" is zoe, obrien; "Дмитрий" is dmitriy."""
    return _WORD.findall(_APOSTROPHE.sub("", anyascii(text)).lower())


def name_words(text: str) -> list[str]:
    """The words of a name. Chinese and Korean names are taken apart into syllables: 王伟 is wang, wei."""
    return plain_words(_SYLLABLE.sub(r" \1 ", text))


def joined_words(text: str) -> set[str]:
    """What people write as one word where this name has several: delacruz, macdonald, jeanpierre, xiaoming."""
    words = name_words(text)
    if len(words) < len(text.split()) + 1 and PARTICLES.isdisjoint(words):
        return set()
    joined = {first + second for first, second in pairwise(words) if first in PARTICLES}
    joined |= {a + b + c for a, b, c in zip(words, words[1:], words[2:], strict=False) if {a, b} <= PARTICLES}
    joined |= {"".join(plain_words(part)) for part in text.split() if "-" in part}
    syllables = [word for sign in _SYLLABLE.findall(text) for word in plain_words(sign)]
    return joined | {"".join(syllables), "".join(syllables[1:])} - {""}


def terms_of(text: str) -> list[frozenset[str]]:
    """What a name is asked by: each word with its other spelling, together with the particles before it.

    Particles are asked for only where there is nothing else.
    """
    terms: list[frozenset[str]] = []
    before = ""
    words = name_words(text)
    for word in words:
        if word in PARTICLES:
            before += word
        else:
            terms.append(frozenset({word, before + word}))
            before = ""
    return terms or [frozenset({word}) for word in words]
