"""People an agent may mean, as far as the reader may know of them, each with their latest contacts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from heard.domain.cases.queries.contacts import contacts_of, known_among
from heard.domain.people.queries.people import people_with, read_identities
from heard.domain.people.queries.search import people_called
from heard.web.desk.due import with_due

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from heard.domain.cases.models import Case
    from heard.domain.people.models import Person
    from heard.domain.teams.rules.permissions import Standing

_MAYBE_PHONE = re.compile(r"[\d\s()./+-]{5,30}")
CONTACTS_SHOWN = 5
CONTACTS_READ = 100


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody it may be, with what they contacted us about."""

    person: Person
    contacts: list[Case]


def people_meant(text: str) -> list[Person]:
    """Whom somebody means by an email address, a telephone number, part of a name or a home; the likeliest first."""
    if "@" in text:
        return people_with(email=text)
    return [*(people_with(phone=text) if _MAYBE_PHONE.fullmatch(text) else ()), *people_called(text)]


def known_people(standing: Standing, people: Sequence[Person], *, most: int | None = None) -> list[Known]:
    """Those of these people the reader may know of, in their order, each once: three queries, however many."""
    known = known_among(standing, {person.whole_id for person in people})
    once = {person.whole_id: person for person in people if person.whole_id in known}
    found = list(once.values())[:most]
    read_identities(found)
    contacts = contacts_of(standing, [person.whole_id for person in found])[:CONTACTS_READ] if found else []
    by_whole: dict[UUID | None, list[Case]] = {}
    for case in with_due(contacts):
        by_whole.setdefault(case.whole, []).append(case)  # type: ignore[attr-defined]  # annotated by the query
    return [Known(person, by_whole.get(person.whole_id, [])[:CONTACTS_SHOWN]) for person in found]
