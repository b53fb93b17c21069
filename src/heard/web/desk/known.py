"""People an agent may mean, as far as the reader may know of them, each with their latest contacts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from heard.domain.cases.queries.contacts import contacts_of, known_among
from heard.web.desk.due import with_due

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from heard.domain.cases.models import Case
    from heard.domain.people.models import Person
    from heard.domain.teams.rules.permissions import Standing

CONTACTS_SHOWN = 5
CONTACTS_READ = 100


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody it may be, with what they contacted us about."""

    person: Person
    contacts: list[Case]


def known_people(standing: Standing, people: Sequence[Person], *, most: int | None = None) -> list[Known]:
    """Those of these people the reader may know of, in their order: two queries, however many."""
    known = known_among(standing, [person.id for person in people]) if people else set()
    found = [person for person in people if person.id in known][:most]
    contacts = contacts_of(standing, [person.id for person in found])[:CONTACTS_READ] if found else []
    by_person: dict[UUID | None, list[Case]] = {}
    for case in with_due(contacts):
        by_person.setdefault(case.person_id, []).append(case)
    return [Known(person, by_person.get(person.id, [])[:CONTACTS_SHOWN]) for person in found]
