"""A few people of a segment, for its keeper to see whether it says what was meant."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef

from heard.domain.cases.queries.access import visible_cases
from heard.domain.criteria.rules import load
from heard.domain.segments.queries.people import patiently, people_in
from heard.domain.segments.queries.vocabulary import facts_of, person_vocabulary
from heard.domain.segments.rules.numbers import is_small
from heard.kernel import clock

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from heard.domain.people.models import Person
    from heard.domain.segments.models import Segment
    from heard.domain.teams.rules.permissions import Standing

SHOWN = 10


@dataclass(frozen=True, slots=True)
class Sampled:
    """Somebody of the segment, and why."""

    person: Person
    because: list[str]


def sample_of(segment: Segment, standing: Standing, *, number: int | None) -> list[Sampled]:
    """Those we came to know last, of whom the reader may know. Nobody where `number` (of them all) is too small to be
    told. Refused for a draft. Whoever shows it notes the looks.
    """
    if segment.current is None or is_small(number or 0, sensitive=bool(segment.current.sensitive)):
        return []
    known = _known_to(standing, people_in(segment)).select_related("area").order_by("-id")
    people = patiently(lambda: list(known[:SHOWN])) or []
    now = clock.now()
    condition = load(segment.current.condition, person_vocabulary(now=now).read_once())
    facts = facts_of([person.id for person in people])
    return [Sampled(person, condition.because(facts[person.id], now=now)) for person in people]


def one_of(people: QuerySet[Person], standing: Standing) -> Person | None:
    """The newest of them whom the reader may know, for a letter to be shown as somebody gets it. Not for a sensitive
    segment: a single name would tell. Whoever shows it notes the look.
    """
    found = patiently(lambda: list(_known_to(standing, people).order_by("-id")[:1]))
    return found[0] if found else None


def _known_to(standing: Standing, people: QuerySet[Person]) -> QuerySet[Person]:
    """Of whom the reader may see a case, as on the page of a person."""
    if standing.serves_everyone:
        return people
    return people.filter(Exists(visible_cases(standing).filter(person__whole_id=OuterRef("id"))))
