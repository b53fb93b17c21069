"""Names and addresses as plain words: without case, accents or another script's letters, so that they compare."""

from __future__ import annotations

import re

from anyascii import anyascii

_WORD = re.compile(r"[a-z0-9]+")


def plain_words(text: str) -> list[str]:
    """The words of a text in plain letters: "Zoë O’Brien" is zoe, obrien; "Дмитрий" is dmitriy."""
    return _WORD.findall(re.sub(r"['’`ʼ]", "", anyascii(text)).lower())
