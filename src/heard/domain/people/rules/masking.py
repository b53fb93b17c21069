"""Words without what identifies: addresses and numbers of anybody, and the names of those we know they are from."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import phonenumbers
from django.utils.translation import gettext as _

from heard.domain.people.rules.names import plain_words

if TYPE_CHECKING:
    from collections.abc import Iterable

_EMAIL = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]+@[\w-]+(?:\.[\w-]+)+")
_DIGIT = re.compile(r"\d")
_WORD = re.compile(r"[\w'’]+")
_FEWEST_DIGITS = 7
_SHORTEST_NAME = 3  # "Al" and "Jo" are also words; initials stay


@dataclass(frozen=True, slots=True)
class Known:
    """What is known to name somebody: their names, and their addresses and handles as they write them."""

    names: frozenset[str] = frozenset()
    homes: frozenset[str] = frozenset()  # postal addresses
    handles: frozenset[str] = frozenset()  # of social media and accounts; mail and telephone go whosever they are


def without_identifiers(text: str, *, region: str, names: Iterable[str] = ()) -> str:
    """The text with email addresses, phone numbers and these names taken out, each marked by what it was."""
    text = _EMAIL.sub(f"[{_('email address')}]", text) if "@" in text else text
    if len(_DIGIT.findall(text)) >= _FEWEST_DIGITS:
        text = _without_phones(text, region)
    words = {word for name in names for word in plain_words(name) if len(word) >= _SHORTEST_NAME}
    return _without_names(text, words) if words else text


def without_known(text: str, known: Known, *, region: str) -> str:
    """The text without anybody's mail addresses and numbers, and without what names this one person."""
    text = without_identifiers(text, region=region, names=known.names)
    for name in known.names:  # one word alone is a name only where it is written as one; two in a row always are
        words = _WORD.findall(name)
        text = _without_words(text, words, f"[{_('name')}]") if len(words) > 1 else text
    for home in known.homes:
        text = _without_words(text, _WORD.findall(street_of(home)), f"[{_('address')}]")
    for handle in known.handles:
        text = _without_words(text, _WORD.findall(handle), f"[{_('name')}]")
    return text


def street_of(address: str) -> str:
    """The part of a postal address that says which house: "12 Elm Street" of "12 Elm Street, Westside, 06511"."""
    parts = [part.strip() for part in re.split(r"[,\n]", address) if part.strip()]
    return next((part for part in parts if _DIGIT.search(part) and " " in part), parts[0] if parts else "")


def is_home(address: str, known: Known) -> bool:
    """Whether this is where they live, however it is written."""
    here = plain_words(street_of(address))
    return bool(here) and any(here == plain_words(street_of(home)) for home in known.homes)


def _without_words(text: str, words: list[str], instead: str) -> str:
    """Wherever these words stand one after the other, whatever is between them."""
    if not words or max(map(len, words)) < _SHORTEST_NAME:
        return text
    run = r"[\W_]+".join(map(re.escape, words))
    return re.sub(rf"(?<!\w){run}(?!\w)", lambda _match: instead, text, flags=re.IGNORECASE)


def _without_phones(text: str, region: str) -> str:
    for match in reversed(list(phonenumbers.PhoneNumberMatcher(text, region, leniency=phonenumbers.Leniency.VALID))):
        text = f"{text[: match.start]}[{_('phone number')}]{text[match.end :]}"
    return text


def _without_names(text: str, words: set[str]) -> str:
    """Only where it is written as a name: "Rose" goes, a rose stays."""

    def replaced(match: re.Match[str]) -> str:
        word = match.group()
        named = not word.islower() and "".join(plain_words(word)) in words
        return f"[{_('name')}]" if named else word

    return _WORD.sub(replaced, text)
