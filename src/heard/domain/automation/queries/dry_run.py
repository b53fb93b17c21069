"""What an automation would have done: every moment of the past at which it would have been set off, with the case as it
was then. Nothing is changed. What its own steps would have set off in turn is not followed.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from heard.domain.automation.queries.moments import past_moments_between
from heard.domain.automation.rules.events import EVENTS
from heard.domain.automation.rules.moments import DATES, Column
from heard.domain.automation.rules.triggers import AtMoment, OnEvent, read_trigger
from heard.domain.cases.queries.past_facts import TOLD_AS_THEY_WERE, Lives
from heard.domain.cases.queries.vocabulary import case_facts, case_vocabulary
from heard.domain.criteria.rules import load
from heard.domain.journal.models import Entry

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime
    from uuid import UUID

    from django.db.models import Q

    from heard.domain.cases.models import Case
    from heard.domain.cases.queries.past_facts import Life
    from heard.domain.criteria.rules import Condition

BATCH = 500
MOST_LOOKED_AT = 50_000  # the newest: somebody waits for the answer
MOST_SHOWN = 100


@dataclass(frozen=True, slots=True)
class Touched:
    """A case that it would have run on, when, and why."""

    case: Case
    at: datetime
    because: list[str]


@dataclass(slots=True)
class DryRun:
    """`looked_at` are the moments at which it would have been set off; of the cases the newest are shown."""

    since: datetime
    until: datetime
    looked_at: int = 0
    cut: bool = False  # there was more than anybody would wait for: the newest were looked at
    times: int = 0
    cases: set[UUID] = field(default_factory=set)
    shown: list[Touched] = field(default_factory=list)
    as_today: list[str] = field(default_factory=list)  # fields that cannot be told as they were


class _Occasion(NamedTuple):
    """A moment at which it would have been set off: by an entry, or by a date of the case."""

    case_id: UUID
    at: datetime
    entry: Entry | None = None
    date: datetime | None = None


def dry_run(trigger: Any, condition: Any, *, since: datetime, until: datetime, among: Q | None = None) -> DryRun:
    """Try it on what happened between two moments. Raises InvalidTrigger or InvalidCondition.

    `among`: the cases its reader may know of. A number of others would tell what stands in them, asked often enough.
    """
    when, what = read_trigger(trigger), load(condition, case_vocabulary().read_once())
    occasions = _told(when, since, until) if isinstance(when, OnEvent) else _timed(when, since, until)
    found = DryRun(since, until, looked_at=len(occasions), as_today=_as_today(what))
    found.cut, occasions = len(occasions) > MOST_LOOKED_AT, occasions[:MOST_LOOKED_AT]
    lives = Lives(among)
    for batch in _batches(occasions):
        told = lives.of({occasion.case_id for occasion in batch})
        for occasion in batch:
            if touched := _try(occasion, told.get(occasion.case_id), lives, when, what):
                _count(found, touched)
    return found


def _told(when: OnEvent, since: datetime, until: datetime) -> list[_Occasion]:
    event = EVENTS[when.event]
    entries = Entry.objects.filter(kind=event.kind, at__gte=since, at__lt=until, case_id__isnull=False)
    newest = entries.order_by("-at", "-id")[: MOST_LOOKED_AT + 1]
    return [_Occasion(one.case_id, one.at, entry=one) for one in newest if one.case_id and event.is_told_by(one)]


def _timed(when: AtMoment, since: datetime, until: datetime) -> list[_Occasion]:
    found = [_Occasion(case, moment, date=date) for case, date, moment in past_moments_between(when, since, until)]
    return sorted(found, key=lambda occasion: occasion.at, reverse=True)


def _try(
    occasion: _Occasion, life: Life | None, lives: Lives, when: OnEvent | AtMoment, what: Condition
) -> Touched | None:
    if life is None:  # erased since, or removed
        return None
    if occasion.entry:
        case = lives.at_the_end_of(occasion.entry, life)
    else:
        case = lives.at(occasion.at, life)
        if not isinstance(when, AtMoment) or _date_then(case, life, when, occasion.at) != occasion.date:
            return None
    facts = case_facts(case, now=occasion.at)
    if not what.matches(facts, now=occasion.at):
        return None
    return Touched(life.case, occasion.at, [str(why) for why in what.because(facts, now=occasion.at)])


def _date_then(case: Case, life: Life, when: AtMoment, at: datetime) -> datetime | None:
    date = DATES[when.date]
    if isinstance(date, Column):
        value: datetime | None = getattr(case, date.column)
        return value if case.is_open or not date.only_open else None
    begun = date.begun_by([entry for entry in life.entries if entry.at <= at])
    return begun.at if begun else None


def _count(found: DryRun, touched: Touched) -> None:
    found.times += 1
    if touched.case.id not in found.cases and len(found.shown) < MOST_SHOWN:
        found.shown.append(touched)
    found.cases.add(touched.case.id)


def _as_today(condition: Condition) -> list[str]:
    fields = {clause.field.name: str(clause.field.label) for clause in condition.clauses()}
    return [
        label
        for name, label in fields.items()
        if name not in TOLD_AS_THEY_WERE and not name.startswith(("answers.", "near."))
    ]


def _batches(occasions: list[_Occasion]) -> Iterator[Iterable[_Occasion]]:
    for start in range(0, len(occasions), BATCH):
        yield occasions[start : start + BATCH]
