"""Finding people by what an agent hears: names half said, misheard or misspelt, and where they live.

The database finds candidates by keyed tokens, so many at a time and no more; what they are called is read and compared
here. Nothing typed reaches the database but as tokens.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from django.db import connection

from heard.domain.people.models import Person
from heard.domain.people.queries.addresses import homes_of
from heard.domain.people.rules.likeness_of_names import Likeness, likeness
from heard.domain.people.rules.names import terms_of
from heard.domain.people.rules.tokens import Reach, asked_places, asked_texts
from heard.domain.vault.digests import tokens_asked
from heard.domain.vault.fields import SealedText, Unreadable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from uuid import UUID

    Terms = Sequence[frozenset[str]]

MOST_TERMS = 8
WELL = 0.75  # with a word unanswered, the others have to be answered so well
ENOUGH = 10  # answered so well that those further away would stand below them: they are not looked for
CANDIDATES = 80  # of each reach: what is read and compared; a name that more people have needs another word


# Written out: there are up to five of these a search, and the queryset's way to each took longer than its answer.
# Without an order: in one, all would be read.
_CANDIDATES = """
SELECT id, whole_id, name, details, {places} FROM people_person
WHERE ({wanted}) AND erased_at IS NULL AND id <> ALL(%s::uuid[]) LIMIT %s
"""
# The tokens as a subquery, so that the planner does not know them. Of tokens it knows, it finds that some are frequent
# and reads the whole table; there is always an index to ask.
_HAS_ONE = "tokens && (SELECT %s::bigint[])"


class _Wanted(NamedTuple):
    """A condition, and the tokens in it."""

    sql: str
    tokens: list[list[int]]


@dataclass(frozen=True, slots=True)
class _Candidate:
    """One record as far as it is compared."""

    id: UUID
    whole_id: UUID
    names: tuple[str, ...]
    may_live_there: bool


def people_called(text: str, *, limit: int = 50) -> list[Person]:
    """Whose name or address has these words, best first; each person once, whatever records they were merged from.

    As written, then begun, misspelt, misheard, until there are enough; and all words but one, where nobody has all.
    Their identities are for the caller to read, of those that are shown: queries.people.read_identities.
    """
    terms = terms_of(text)[:MOST_TERMS]
    if not any(len(word) > 1 or word.isdigit() for term in terms for word in term):
        return []
    found = _Found(terms)
    for reach in Reach:
        found.look(_all_of(terms, reach), answering=len(terms))
        if len(found.people) >= min(ENOUGH, limit):
            break
    if not found.people and len(terms) > 1:
        found.look(_all_but_one_of(terms, Reach.MISSPELT), answering=len(terms) - 1)
    return _in_order(found.people, limit)


class _Found:
    """Who was found so far, by the whole they belong to."""

    def __init__(self, terms: Terms) -> None:
        self._terms = terms
        self._places = tokens_asked(asked_places(terms))
        self._seen: list[UUID] = []
        self.people: dict[UUID, Likeness] = {}

    def look(self, wanted: _Wanted, *, answering: int) -> None:
        """Add whom this condition finds, as far as they answer so many words."""
        candidates = list(self._candidates(wanted))
        self._seen += [one.id for one in candidates]
        for whole_id, alike in _compared(self._terms, candidates, answering):
            self.people[whole_id] = max(alike, self.people.get(whole_id, alike))

    def _candidates(self, wanted: _Wanted) -> Iterator[_Candidate]:
        """Those not seen before."""
        asked = _CANDIDATES.format(places=_HAS_ONE, wanted=wanted.sql)
        with connection.cursor() as cursor:
            cursor.execute(asked, [self._places, *wanted.tokens, self._seen, CANDIDATES])
            found = cursor.fetchall()
        for key, whole_id, sealed_name, sealed_details, may_live_there in found:
            name = _opened("name", sealed_name)
            if not isinstance(name, Unreadable):
                others = _opened("details", sealed_details).get("other_names", [])
                yield _Candidate(key, whole_id, (name, *others), may_live_there)


def _opened(column: str, sealed: bytes) -> Any:
    return cast("SealedText", Person._meta.get_field(column)).from_db_value(sealed)  # noqa: SLF001 -- Django's documented way


def _all_of(terms: Terms, reach: Reach) -> _Wanted:
    tokens = [tokens_asked(asked_texts(term, reach, alone=len(terms) == 1)) for term in terms]
    return _Wanted(" AND ".join([_HAS_ONE] * len(tokens)), tokens)


def _all_but_one_of(terms: Terms, reach: Reach) -> _Wanted:
    some = [_all_of(some, reach) for some in combinations(terms, len(terms) - 1)]
    return _Wanted(" OR ".join(f"({one.sql})" for one in some), [tokens for one in some for tokens in one.tokens])


def _compared(terms: Terms, candidates: Sequence[_Candidate], answering: int) -> Iterator[tuple[UUID, Likeness]]:
    """Each candidate's likeness, where it is one. Addresses are read only where names do not answer all."""
    by_name = [(one, likeness(terms, one.names)) for one in candidates]
    addresses = homes_of([one.id for one, alike in by_name if one.may_live_there and alike.answered < len(terms)])
    for one, alike in by_name:
        best = likeness(terms, one.names, addresses[one.id]) if one.id in addresses else alike
        if best.answered >= answering and (best.answered == len(terms) or best.score >= answering * WELL / len(terms)):
            yield one.whole_id, best


def _in_order(found: dict[UUID, Likeness], limit: int) -> list[Person]:
    """Best first, and by name where they are alike."""
    best = sorted(found, key=found.__getitem__, reverse=True)[:limit]
    people = [person for person in Person.objects.filter(id__in=best) if not person.is_erased]
    people.sort(key=lambda person: (person.name.lower(), person.id))
    return sorted(people, key=lambda person: found[person.id], reverse=True)
