"""What a case itself may keep of somebody's words: the matter, without who they are and how they are reached."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings

from heard.domain.people.rules.masking import without_identifiers

if TYPE_CHECKING:
    from heard.domain.people.models import Person


def public_words(text: str, *, person: Person | None = None) -> str:
    """A description as the case keeps it. Word for word it stands in the sealed first message."""
    names = [person.name, *person.details.get("other_names", [])] if person else []
    return without_identifiers(text, region=settings.HEARD_REGION, names=names)


def public_answers(answers: dict[str, Any], *, person: Person | None = None) -> dict[str, Any]:
    """Answers as the case keeps them: codes and numbers as they are, words without identifiers."""
    return {
        code: public_words(answer, person=person) if isinstance(answer, str) else answer
        for code, answer in answers.items()
    }
