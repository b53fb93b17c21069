"""How a name sounds, roughly, whatever language it is written for: what is confused on the telephone is one code.

English codes (Metaphone, NYSIIS) hear "Dmitry" and "Dmitrij", "Xhaka" and "Djaka", "Jiménez" and "Himenez" as different
names. This one keeps the order of five kinds of consonants and forgets vowels, "h" and doubled letters.
"""

from __future__ import annotations

import re

_DOUBLED = re.compile(r"(.)\1+")
_SILENT = ((re.compile(r"^(?:kn|gn|pn)"), "n"), (re.compile(r"^wr"), "r"), (re.compile(r"(?<=[aeiou])gh"), ""))
_GROUPS = (
    (re.compile(r"tsch|tch|dsch|dzh|dj|sch|shch|sh|ch|cz|sz|zh|tz|ts|cs|x"), "s"),
    (re.compile(r"ph"), "f"),
    (re.compile(r"c(?=[eiy])"), "s"),
    (re.compile(r"ck|c|q"), "k"),
)
_SOFT_G = re.compile(r"g(?=[eiy])")
# Kinds: lips (b p), breath (f v w), teeth (d t), throat (g k), hiss (s z), l, m, n, r.
_KIND = str.maketrans("bpfvwdtgkszlmnr", "ppfffttkksslmnr", "aeiouyh")


def sounds(word: str) -> set[str]:
    """The codes of a word in plain letters: two where its "j" or "g" is soft in one language and hard in another."""
    found = {_code(word.replace("j", "y")), _code(_SOFT_G.sub("s", word).replace("j", "s"))}
    return {code for code in found if len(code) > 1}


def _code(word: str) -> str:
    for silent, heard in _SILENT:
        word = silent.sub(heard, word)
    for group, sign in _GROUPS:
        word = group.sub(sign, word)
    kinds = _DOUBLED.sub(r"\1", word).translate(_KIND)
    return ("a" if word[:1] in "aeiouyh" else "") + _DOUBLED.sub(r"\1", kinds)
