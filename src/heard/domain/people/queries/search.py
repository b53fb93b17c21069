"""Finding people by what an agent hears: names half said, misheard or misspelt, and where they live."""

from __future__ import annotations

from heard.domain.people.models import Person
from heard.domain.people.queries.people import whole_people
from heard.domain.people.rules.names import plain_words
from heard.domain.vault.digests import tokens_asked


def people_called(name: str, *, limit: int = 100) -> list[Person]:
    """Whose name or address has all these words."""
    found = whole_people()
    for word in plain_words(name):
        found = found.filter(tokens__overlap=tokens_asked(f"n:{word}"))
    return list(found.order_by("-id")[:limit]) if plain_words(name) else []
