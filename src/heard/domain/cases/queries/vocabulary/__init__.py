"""What conditions about cases can ask, and the facts about a case that answer the same in memory.

Each source knows one side of a case. Another app adds its own with `register`, as conversations do.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from heard.domain.criteria.rules import Family, Vocabulary
from heard.kernel import clock

from .answers import ANSWERS
from .dates import DATES
from .person import PERSON
from .place import PLACE
from .report import REPORT
from .source import Source
from .things import THINGS
from .work import WORK

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from heard.domain.cases.models import Case

__all__ = ["CaseFacts", "Source", "case_facts", "case_vocabulary", "register"]

_sources = [REPORT, PLACE, WORK, DATES, PERSON, THINGS, ANSWERS]


def register(source: Source) -> None:
    """Let conditions about cases ask this, too. For the `ready` of an app."""
    if source not in _sources:
        _sources.append(source)


def case_vocabulary(*, now: datetime | None = None) -> Vocabulary:
    """Everything a condition about cases can ask. Lists of choices are read from the database when asked for."""
    offered = [one for source in _sources for one in source.fields(now or clock.now())]
    return Vocabulary(
        [one for one in offered if not isinstance(one, Family)], [one for one in offered if isinstance(one, Family)]
    )


class CaseFacts(Mapping[str, Any]):
    """What is so of one case, by the names of the fields. Its own columns are read as they stand in memory; what hangs
    on other rows is asked for once a condition wants it.
    """

    def __init__(self, case: Case, now: datetime) -> None:
        self._case, self._now = case, now
        self._found: dict[str, Any] = {}

    def __getitem__(self, name: str) -> Any:
        if name not in self._found:
            self._found[name] = self._fact(name)
        return self._found[name]

    def __iter__(self) -> Iterator[str]:
        return (name for source in _sources for name in source.facts)

    def __len__(self) -> int:
        return sum(len(source.facts) for source in _sources)

    def _fact(self, name: str) -> Any:
        prefix, _dot, code = name.partition(".")
        for source in _sources:
            if name in source.facts:
                return source.facts[name](self._case, self._now)
            if code and prefix in source.members:
                return source.members[prefix](self._case, code)
        raise KeyError(name)


def case_facts(case: Case, *, now: datetime | None = None) -> CaseFacts:
    """The facts of one case, for a condition to judge."""
    return CaseFacts(case, now or clock.now())
