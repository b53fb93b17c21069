"""What a case itself may keep of somebody's words: the matter, without who they are and how they are reached."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from django.conf import settings

from heard.domain.people.rules.masking import without_identifiers
from heard.domain.people.rules.names import plain_words

if TYPE_CHECKING:
    from heard.domain.people.models import Person

_LONGEST_SIGNATURE = 8  # lines
_THANKS = r"(?:thanks|thank you|cheers|regards|gracias|saludos)\s+"
_SIGNED = re.compile(
    rf"(?:[,;:.!?–—\n-]\s*(?:{_THANKS})?|\b{_THANKS})"
    r"(?P<name>[\w'’]+(?: [\w'’]+)?)[\s.!)]*\Z",
    re.IGNORECASE,
)


def public_words(text: str, *, person: Person | None = None) -> str:
    """A description as the case keeps it. Word for word it stands in the sealed first message."""
    names = [person.name, *person.details.get("other_names", [])] if person else []
    return without_identifiers(_unsigned(text, names), region=settings.HEARD_REGION, names=names)


def public_answers(answers: dict[str, Any], *, person: Person | None = None) -> dict[str, Any]:
    """Answers as the case keeps them: codes and numbers as they are, words without identifiers."""
    return {
        code: public_words(answer, person=person) if isinstance(answer, str) else answer
        for code, answer in answers.items()
    }


def _unsigned(text: str, names: list[str]) -> str:
    """Without what stands below their own name at the end of a letter, and without the name they end it with.

    There it is theirs however it is written: "thanks, isabel". Inside a sentence, in small letters, it is a word.
    """
    known = {word for name in names for word in plain_words(name)}
    lines = text.rstrip().splitlines()
    for place in range(max(len(lines) - _LONGEST_SIGNATURE, 1), len(lines)):
        words = plain_words(lines[place])
        if words and known.issuperset(words):
            return "\n".join(lines[:place]).rstrip()
    return _without_last_name(text, known)


def _without_last_name(text: str, known: set[str]) -> str:
    """Set off from the sentence before, or after a thank-you: a "wall on Wood" stays, whoever is called so."""
    end = _SIGNED.search(text)
    words = plain_words(end["name"]) if end else []
    return text[: end.start("name")].rstrip(" ,-–—") if end and words and known.issuperset(words) else text
