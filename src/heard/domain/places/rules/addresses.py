"""Addresses as people type them and as they are found. No database here; the search itself is in queries."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from heard.kernel.location import Location

MAX_WORDS = 8
SHORT_WORD = 4
_APOSTROPHES = re.compile(r"['’ʼ`]")
_NO_WORD = re.compile(r"[\W_]+")
_LETTERS_WITHOUT_ACCENT = str.maketrans({"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d"})

# Written out in what is searched. Whoever types "st" finds "street" as its beginning; "rd" needs this table.
_WRITTEN_OUT = {
    "av": "avenue", "ave": "avenue", "blvd": "boulevard", "cl": "close", "cres": "crescent", "ct": "court",
    "dr": "drive", "gdns": "gardens", "gr": "grove", "hwy": "highway", "la": "lane", "ln": "lane", "pkwy": "parkway",
    "pl": "place", "plz": "plaza", "rd": "road", "sq": "square", "st": "street", "ter": "terrace",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class AddressRow:
    """An address as an import brings it. Without a `text` of its own it is put together from its parts."""

    street: str
    location: Location
    number: str = ""
    locality: str = ""
    postcode: str = ""
    text: str = ""

    @property
    def line(self) -> str:
        """All of it on one line."""
        town = " ".join(part for part in (self.locality, self.postcode) if part)
        return self.text or ", ".join(part for part in (f"{self.number} {self.street}".strip(), town) if part)


def words_of(text: str) -> list[str]:
    """The words of a text, in lower case and without accents."""
    plain = unicodedata.normalize("NFKD", _APOSTROPHES.sub("", text).casefold().translate(_LETTERS_WITHOUT_ACCENT))
    letters = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return _NO_WORD.sub(" ", letters).split()


def searchable(text: str) -> str:
    """The form of an address that is searched: each word, written out, behind a space of its own."""
    return "".join(f" {_WRITTEN_OUT.get(word, word)}" for word in words_of(text))


def beginnings(text: str) -> list[list[str]]:
    """What an address must hold to match: for each word typed, the beginnings of a word that will do."""
    return [_ways_to_begin(word) for word in words_of(text)[:MAX_WORDS]]


def loose_beginnings(text: str) -> list[list[str]]:
    """The same for somebody who mistypes: numbers whole, of a long word the first half, of a short one its letter."""
    return [[word if word[0].isdigit() else word[: _surely_right(word)]] for word in words_of(text)[:MAX_WORDS]]


def _surely_right(word: str) -> int:
    return len(word) // 2 if len(word) > SHORT_WORD else 1


def _ways_to_begin(word: str) -> list[str]:
    written_out = _WRITTEN_OUT.get(word, word)
    return [word] if written_out.startswith(word) else [word, written_out]


def reading_order(street: str, number: str) -> tuple[str, int, str]:
    """Sorts addresses as on a street: 2 before 10, and 10 before 10a."""
    digits = re.match(r"\d+", number)
    return street, int(digits[0]) if digits else 0, number
