"""Postal addresses as words: "12 Elm St." and "12, Elm Street" are the same three."""

from __future__ import annotations

from heard.domain.people.rules.names import plain_words

# How ways are shortened, as far as one short form has one meaning. The long ones are so frequent that they are found
# as they are written, and by nothing else.
WAYS = {
    "al": "aleja", "all": "allee", "av": "avenue", "ave": "avenue", "avda": "avenida", "bd": "boulevard",
    "blvd": "boulevard", "bvd": "boulevard", "c": "calle", "cl": "close", "cres": "crescent", "crt": "court",
    "ct": "court", "dr": "drive", "gdns": "gardens", "gr": "grove", "hwy": "highway", "ln": "lane", "pl": "place",
    "pkwy": "parkway", "pza": "plaza", "r": "rue", "rd": "road", "sq": "square", "st": "street", "str": "strasse",
    "ter": "terrace", "terr": "terrace", "ul": "ulica",
}  # fmt: skip
FREQUENT = frozenset(WAYS.values()) | {"via", "rua", "straat", "platz", "ulitsa", "odos"}


def address_words(text: str) -> list[str]:
    """The words of an address, its numbers among them, ways in full."""
    return [WAYS.get(word, word) for word in plain_words(text)]
