"""What a segment comes to, in words and numbers, as far as they may be told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from heard.domain.consent.queries.permissions import who_may_be_sent
from heard.domain.consent.rules.permissions import Why
from heard.domain.criteria.rules import InvalidCondition, load
from heard.domain.segments.queries.people import number_of, patiently, people_in, people_who
from heard.domain.segments.rules.numbers import number_in_words

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from heard.domain.criteria.rules import Vocabulary
    from heard.domain.people.models import Person
    from heard.domain.segments.models import Segment


@dataclass(frozen=True, slots=True)
class Counted:
    """How many people a condition is true of; `number` is for decisions, `words` for readers."""

    words: str
    number: int | None


@dataclass(frozen=True, slots=True)
class Reached:
    """How many may be written to (`people` are they), and how many may not, by the reason."""

    people: QuerySet[Person]
    allowed: str
    left_out: list[tuple[str, str]]


def in_words(condition: Any, vocabulary: Vocabulary) -> str:
    """As in: the language is Spanish and the area is Northside. An unreadable one says why."""
    if not condition:
        return _("everybody")
    try:
        return load(condition, vocabulary).in_words()
    except InvalidCondition as error:
        return _("Cannot be used any more: %(why)s") % {"why": error.sentence}


def counted(condition: Any, *, sensitive: bool) -> Counted:
    """Now, and with patience."""
    try:
        number = number_of(people_who(condition))
    except InvalidCondition:
        return Counted(_("nobody can be counted"), None)
    if number is None:
        return Counted(_("too many to count while you wait"), None)
    return Counted(number_in_words(number, sensitive=sensitive), number)


def reached(segment: Segment, *, purpose: str, topic: str) -> Reached | None:
    """Who of the segment may be written to for this; None where that takes too long to find out."""
    sensitive = bool(segment.current and segment.current.sensitive)
    people = people_in(segment)

    def asked() -> tuple[QuerySet[Person], int, dict[str, int]]:
        allowed, left_out = who_may_be_sent(people, purpose=purpose, department=segment.department, topic=topic)
        return allowed, allowed.count(), left_out

    found = patiently(asked)
    if found is None:
        return None
    allowed, number, left_out = found
    return Reached(
        allowed,
        number_in_words(number, sensitive=sensitive),
        [(str(Why(why).label), number_in_words(count, sensitive=sensitive)) for why, count in left_out.items()],
    )
