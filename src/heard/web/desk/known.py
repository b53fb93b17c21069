"""People an agent may mean, as far as the reader may know of them, each with their latest contacts: those first whom we
are likely to hear from.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from heard.domain.cases.queries.contacts import contacts_of, known_among, latest_contacts
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
CONTACTS_READ = 20  # of each person who is shown
PEOPLE_SHOWN = 10
PEOPLE_FOUND = 50  # the search reads no more: there may be others
_NEVER = (False, datetime.min.replace(tzinfo=UTC))


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody it may be, with what they contacted us about."""

    person: Person
    contacts: list[Case]


@dataclass(frozen=True, slots=True)
class Found:
    """Whom to show, of how many that were found."""

    people: list[Known]
    count: int = 0

    @property
    def more(self) -> bool:
        """Whether some are not shown."""
        return self.count > len(self.people)

    @property
    def perhaps_more(self) -> bool:
        """Whether there may be others than those that were found."""
        return self.count >= PEOPLE_FOUND


def people_meant(text: str) -> list[Person]:
    """Whom somebody means by an email address, a telephone number, part of a name or a home; the likeliest first."""
    if "@" in text:
        return people_with(email=text)
    return [*(people_with(phone=text) if _MAYBE_PHONE.fullmatch(text) else ()), *people_called(text)]


def known_people(standing: Standing, *groups: Sequence[Person], most: int | None = PEOPLE_SHOWN) -> Found:
    """Those of these people the reader may know of, each once, group after group: in each, those who wait for us first,
    then who told us something last, then as they came. Four queries, however many.
    """
    people = [person for group in groups for person in group]
    known = known_among(standing, {person.whole_id for person in people})
    latest = latest_contacts(standing, known) if known else {}
    once: dict[UUID, Person] = {}
    for group in groups:
        for person in sorted(group, key=lambda one: latest.get(one.whole_id, _NEVER), reverse=True):
            if person.whole_id in known:
                once.setdefault(person.whole_id, person)
    return Found(_with_contacts(standing, list(once.values())[:most]), count=len(once))


def _with_contacts(standing: Standing, people: list[Person]) -> list[Known]:
    read_identities(people)
    most = CONTACTS_READ * len(people)
    contacts = contacts_of(standing, [person.whole_id for person in people])[:most] if people else []
    by_whole: dict[UUID | None, list[Case]] = {}
    for case in with_due(contacts):
        by_whole.setdefault(case.whole, []).append(case)  # type: ignore[attr-defined]  # annotated by the query
    return [Known(person, by_whole.get(person.whole_id, [])[:CONTACTS_SHOWN]) for person in people]
