"""What the people of the bench are called: names of twenty-two languages, the frequent more often."""

from __future__ import annotations

import importlib
import random
from functools import cache
from itertools import accumulate
from typing import TYPE_CHECKING

from anyascii import anyascii

if TYPE_CHECKING:
    from collections.abc import Sequence

# Lists of names by language (they come with Faker) and how many of a hundred thousand are called so.
SHARES = {
    "en_US": 38_000, "en_GB": 12_000, "es_MX": 9_000, "es_ES": 5_000, "pt_BR": 4_000, "de_DE": 4_000, "fr_FR": 4_000,
    "it_IT": 3_500, "en_IN": 3_500, "cs_CZ": 1_500, "tr_TR": 2_000, "vi_VN": 1_000, "sv_SE": 1_500, "yo_NG": 1_500,
    "ro_RO": 1_000, "ru_RU": 2_000, "uk_UA": 1_500, "ar_AA": 2_000, "zh_CN": 1_500, "el_GR": 1_000, "ko_KR": 500,
    "hi_IN": 500,
}  # fmt: skip
FAMILY_FIRST = frozenset({"zh_CN", "ko_KR", "vi_VN"})
DOUBLED = frozenset({"es_MX", "es_ES"})  # both parents' surnames
IN_LATIN_LETTERS = 0.5  # of those whose name has other letters
SECOND_NAME, HYPHEN = 0.12, 0.04
FLATTENING = 15  # the how-many-eth name of a list is this much rarer than the first: 1 / (rank + 15)


class Weighted:
    """Drawn from, the first more often."""

    def __init__(self, names: Sequence[str]) -> None:
        self._names = list(dict.fromkeys(names))
        if self._names[:20] == sorted(self._names[:20]):  # by the alphabet, not by frequency: an order by chance, then
            random.Random(len(self._names)).shuffle(self._names)
        self._weights = list(accumulate(1 / (rank + FLATTENING) for rank in range(len(self._names))))

    def draw(self, chance: random.Random) -> str:
        """One of them."""
        return chance.choices(self._names, cum_weights=self._weights)[0]


@cache
def first_names(language: str) -> Weighted:
    """Of women and men."""
    names = importlib.import_module(f"faker.providers.person.{language}").Provider
    female, male = list(names.first_names_female), list(names.first_names_male)
    return Weighted([name for pair in zip(female, male, strict=False) for name in pair] + female + male)


@cache
def surnames(language: str) -> Weighted:
    """Of both."""
    return Weighted(list(importlib.import_module(f"faker.providers.person.{language}").Provider.last_names))


def draw_language(chance: random.Random) -> str:
    """Of a household."""
    return chance.choices(list(SHARES), weights=list(SHARES.values()))[0]


def draw_surname(language: str, chance: random.Random) -> str:
    """Of a household, too."""
    name = surnames(language).draw(chance)
    if language in DOUBLED and chance.random() < 0.5:
        return f"{name} {surnames(language).draw(chance)}"
    hyphen = language not in FAMILY_FIRST and chance.random() < HYPHEN
    return f"{name}-{surnames(language).draw(chance)}" if hyphen else name


def draw_name(language: str, surname: str, chance: random.Random) -> str:
    """Of one of its members."""
    first = first_names(language).draw(chance)
    if chance.random() < SECOND_NAME:
        first = f"{first} {first_names(language).draw(chance)}"
    name = f"{surname} {first}" if language in FAMILY_FIRST else f"{first} {surname}"
    if name.isascii() or chance.random() >= IN_LATIN_LETTERS:
        return name.replace(" ", "") if language in {"zh_CN", "ko_KR"} else name
    return " ".join(anyascii(word).capitalize() for word in name.split())
