"""A side of a person that conditions can ask about: its fields, and its facts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, OuterRef, Q

from heard.domain.criteria.rules.filters import negation
from heard.domain.people.models import Merge

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence
    from datetime import datetime
    from uuid import UUID

    from django.db.models import QuerySet

    from heard.domain.criteria.rules import Family, Field

# Who stands for themselves is whoever no standing merge leads away. Asked like this, not by comparing `whole_id` with
# `id`: that the database takes to be true of few, and then looks a million people up one by one.
MERGED_AWAY = Merge.objects.filter(undone_at__isnull=True)


@dataclass(frozen=True)
class Source:
    """`fields` are made for a moment. `facts` gives every one of these people theirs; fields read it by `name`."""

    name: str
    fields: Callable[[datetime], Sequence[Field | Family]]
    facts: Callable[[Collection[UUID]], Mapping[UUID, Any]]

    def read(self, fact: str) -> Callable[[Any], Any]:
        """A field's `read`: this attribute of the source's facts."""
        return lambda facts: getattr(facts[self.name], fact)


def theirs(rows: QuerySet[Any], whole: str = "person__whole_id") -> Callable[[Q], Q]:
    """A field's `through`: people with a row that fits. EXISTS, which no number of rows makes quadratic."""
    return lambda fits: Q(Exists(rows.filter(fits, **{whole: OuterRef("id")})))


def truth(holds: Q) -> Callable[[str, Any], Q]:
    """A truth's `lookup`."""
    return lambda _operator, value: holds if value else negation(holds)


def labels_of(choices: Any) -> Callable[[], dict[str, str]]:
    """The choices of a column, less the empty one, in the reader's language."""
    return lambda: {code: str(label) for code, label in choices.choices if code}


def by_person(rows: Sequence[tuple[UUID, Any]]) -> dict[UUID, list[Any]]:
    """Rows of (person, thing) as lists."""
    found: dict[UUID, list[Any]] = {}
    for person_id, thing in rows:
        found.setdefault(person_id, []).append(thing)
    return found
