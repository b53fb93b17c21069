"""What conditions about people can ask, and the facts about people that answer the same in memory.

Each source knows one side of a person. Another app adds its own with `register`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from heard.domain.criteria.rules import Family, Vocabulary
from heard.kernel import clock

from .household import HOUSEHOLD
from .person import PERSON
from .reach import REACH
from .reports import REPORTS
from .source import Source

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime
    from uuid import UUID

__all__ = ["Source", "facts_of", "person_vocabulary", "register"]

_sources = [PERSON, REACH, HOUSEHOLD, REPORTS]


def register(source: Source) -> None:
    """Let conditions about people ask this, too. For the `ready` of an app."""
    _sources.append(source)


def person_vocabulary(*, now: datetime | None = None) -> Vocabulary:
    """Everything a condition about people can ask. Spells such as "in the last 90 days" end `now`."""
    offered = [one for source in _sources for one in source.fields(now or clock.now())]
    return Vocabulary(
        [one for one in offered if not isinstance(one, Family)], [one for one in offered if isinstance(one, Family)]
    )


def facts_of(people: Collection[UUID]) -> dict[UUID, dict[str, Any]]:
    """The facts about these people (records that stand for themselves), by source: a few queries, however many."""
    found = {source.name: source.facts(people) for source in _sources}
    return {
        person_id: {name: facts[person_id] for name, facts in found.items() if person_id in facts}
        for person_id in people
    }
