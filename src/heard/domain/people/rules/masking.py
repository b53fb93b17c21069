"""Words without what identifies: addresses and numbers of anybody, and the names of those we know they are from."""

from __future__ import annotations

import re
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


def without_identifiers(text: str, *, region: str, names: Iterable[str] = ()) -> str:
    """The text with email addresses, phone numbers and these names taken out, each marked by what it was."""
    text = _EMAIL.sub(f"[{_('email address')}]", text) if "@" in text else text
    if len(_DIGIT.findall(text)) >= _FEWEST_DIGITS:
        text = _without_phones(text, region)
    words = {word for name in names for word in plain_words(name) if len(word) >= _SHORTEST_NAME}
    return _without_names(text, words) if words else text


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
