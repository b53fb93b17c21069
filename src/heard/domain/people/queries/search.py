"""Finding people by what an agent hears: names half said, misheard or misspelt, and where they live.

The database finds candidates by keyed tokens, so many at a time and no more; what they are called is read and compared
here. Nothing typed reaches the database but as tokens.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain, combinations
from typing import TYPE_CHECKING

from django.db.models import Q

from heard.domain.people.models import Identity, IdentityKind, Person
from heard.domain.people.queries.people import whole_people
from heard.domain.people.rules.likeness_of_names import Likeness, likeness
from heard.domain.people.rules.names import terms_of
from heard.domain.people.rules.tokens import Reach, asked_texts
from heard.domain.vault.digests import tokens_asked
from heard.domain.vault.fields import Unreadable

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from uuid import UUID

    Terms = Sequence[frozenset[str]]

MOST_TERMS = 8
CANDIDATES = 200  # of each reach: what is read and compared; a name that more people have needs another word


@dataclass(frozen=True, slots=True)
class _Candidate:
    """One record as far as it is compared."""

    id: UUID
    whole_id: UUID
    names: tuple[str, ...]


def people_called(text: str, *, limit: int = 50) -> list[Person]:
    """Whose name or address has these words, best first; each person once, whatever records they were merged from."""
    terms = terms_of(text)[:MOST_TERMS]
    found: dict[UUID, Likeness] = {}
    seen: set[UUID] = set()
    for condition in _conditions(terms):
        candidates = [one for one in _candidates(condition) if one.id not in seen]
        seen |= {one.id for one in candidates}
        for whole_id, alike in _compared(terms, candidates):
            found[whole_id] = max(alike, found.get(whole_id, alike))
        if sum(alike.answered == len(terms) for alike in found.values()) >= limit:
            break
    return _in_order(found, limit)


def _conditions(terms: Terms) -> Iterator[Q]:
    """What is asked in turn, until enough is found: as written, begun, misspelt, misheard; and all words but one."""
    asked = [term for term in terms if any(len(word) > 1 or word.isdigit() for word in term)]
    if not asked:
        return
    for reach in Reach:
        yield _all_of(asked, reach)
    if len(asked) > 1:
        yield Q.create([_all_of(some, Reach.MISSPELT) for some in combinations(asked, len(asked) - 1)], connector=Q.OR)


def _all_of(terms: Terms, reach: Reach) -> Q:
    return Q(*(Q(tokens__overlap=_tokens(asked_texts(term, reach))) for term in terms))


def _tokens(texts: Collection[str]) -> list[int]:
    return sorted(chain.from_iterable(tokens_asked(text) for text in texts))


def _candidates(condition: Q) -> Iterator[_Candidate]:
    rows = Person.objects.filter(condition, erased_at__isnull=True).values_list("id", "whole_id", "name", "details")
    for key, whole_id, name, details in rows[:CANDIDATES]:
        if not isinstance(name, Unreadable):
            yield _Candidate(key, whole_id, (name, *details.get("other_names", [])))


def _compared(terms: Terms, candidates: Sequence[_Candidate]) -> Iterator[tuple[UUID, Likeness]]:
    """Each candidate's likeness that answers all words, or all but one. Addresses are read where names do not do."""
    by_name = {one: likeness(terms, one.names) for one in candidates}
    addresses = _addresses([one.id for one, alike in by_name.items() if alike.answered < len(terms)])
    for one, alike in by_name.items():
        if one.id in addresses:
            alike = likeness(terms, one.names, addresses[one.id])  # noqa: PLW2901 -- the same, better known
        if alike.answered == len(terms) or 0 < alike.answered == len(terms) - 1:
            yield one.whole_id, alike


def _addresses(person_ids: Sequence[UUID]) -> dict[UUID, list[str]]:
    kept = Identity.objects.filter(person_id__in=person_ids, kind=IdentityKind.ADDRESS)
    found: dict[UUID, list[str]] = {}
    for person_id, value in kept.values_list("person_id", "value") if person_ids else ():
        found.setdefault(person_id, []).append(value)
    return found


def _in_order(found: dict[UUID, Likeness], limit: int) -> list[Person]:
    """Best first, and by name where they are alike."""
    best = sorted(found, key=found.__getitem__, reverse=True)[:limit]
    people = [person for person in whole_people().filter(id__in=best) if not person.is_erased]
    people.sort(key=lambda person: (person.name.lower(), person.id))
    return sorted(people, key=lambda person: found[person.id], reverse=True)
