"""Which of the people looked at share a colleague's family name or street."""

from __future__ import annotations

from typing import TYPE_CHECKING

from heard.domain.people.models import Person
from heard.domain.people.rules.names import plain_words
from heard.domain.privacy.models import OwnStreet

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from uuid import UUID

    from heard.domain.teams.models import Staff

MOST_NAMES_READ = 2000  # each is opened from its seal: some forty microseconds
SHORTEST_NAME = 3


def namesakes(people: Collection[UUID], colleagues: Iterable[Staff]) -> dict[UUID, set[UUID]]:
    """By colleague, those of these people whose name has the colleague's family name in it. One query."""
    surnames = {colleague.id: words[-1] for colleague in colleagues if (words := plain_words(colleague.name))}
    surnames = {staff_id: word for staff_id, word in surnames.items() if len(word) >= SHORTEST_NAME}
    read = Person.objects.filter(pk__in=people, erased_at__isnull=True).only("name")[:MOST_NAMES_READ]
    words_of = {person.id: set(plain_words(person.name)) for person in read}
    return {
        staff_id: {person_id for person_id, words in words_of.items() if surname in words}
        for staff_id, surname in surnames.items()
    }


def neighbours(people: Collection[UUID], colleagues: Iterable[Staff]) -> dict[UUID, set[UUID]]:
    """By colleague who said where they live, those of these people who live in that street. A query each."""
    streets = OwnStreet.objects.filter(staff__in=[colleague.id for colleague in colleagues])
    return {
        street.staff_id: set(
            Person.objects.filter(pk__in=people, tokens__contains=street.tokens).values_list("pk", flat=True)
        )
        for street in streets
    }
