"""A rule tried on cases of the past, each as it was when it was reported: what it would have sent where.

The rules above it are asked first, as they stand now. Nothing is changed.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from itertools import islice, takewhile
from typing import TYPE_CHECKING, Any

from heard.domain.cases.models import Case
from heard.domain.cases.queries.past_facts import Lives
from heard.domain.cases.queries.vocabulary import CaseFacts, case_facts, case_vocabulary
from heard.domain.criteria.rules import load
from heard.domain.routing.queries.decisions import is_above, rules_in_use
from heard.kernel import clock

if TYPE_CHECKING:
    from collections.abc import Iterator
    from uuid import UUID

    from heard.domain.criteria.rules import Condition
    from heard.domain.routing.models import Rule
    from heard.domain.teams.models import Team

MONTH = timedelta(days=30)
BATCH = 500
MOST_LOOKED_AT = 10_000  # the newest: somebody waits for the answer
MOST_SHOWN = 50


@dataclass(frozen=True, slots=True)
class Sent:
    """A case that it would have sent to another team than the one that has it now, and why."""

    case: Case
    because: list[str]


@dataclass(slots=True)
class Trial:
    """Of `looked_at` cases so many fit; rules above would have taken some of them; `elsewhere` went to other teams."""

    looked_at: int = 0
    cut: bool = False
    fit: int = 0
    taken: int = 0
    elsewhere: int = 0
    shown: list[Sent] = field(default_factory=list)

    @property
    def sent(self) -> int:
        """How many it would have sent."""
        return self.fit - self.taken


def tried_on_the_past(condition: Any, team: Team, *, rule: Rule | None, past: timedelta = MONTH) -> Trial:
    """What this condition would have sent to this team: in place of `rule`, or as a new one behind all others.

    Confidential cases are left out: their number alone would tell what stands in them, asked often enough.
    """
    wanted = load(condition, case_vocabulary().read_once())
    above = [one for _rule, one in takewhile(lambda pair: is_above(pair[0], rule), rules_in_use())]
    recent = Case.objects.filter(confidential=False, reported_at__gte=clock.now() - past)
    ids = list(recent.order_by("-reported_at", "-id").values_list("id", flat=True)[: MOST_LOOKED_AT + 1])
    found = Trial(looked_at=min(len(ids), MOST_LOOKED_AT), cut=len(ids) > MOST_LOOKED_AT)
    for case, facts in _as_reported(ids[:MOST_LOOKED_AT]):
        _try(found, case, facts, wanted, above, team)
    return found


def _as_reported(ids: list[UUID]) -> Iterator[tuple[Case, CaseFacts]]:
    """Each case as it is, and what was so of it when it came."""
    lives, rest = Lives(), iter(ids)
    while batch := list(islice(rest, BATCH)):
        told = lives.of(batch)
        for life in (told[one] for one in batch if one in told):
            now = life.case.reported_at
            yield life.case, case_facts(lives.at(now, life), now=now)


def _try(  # noqa: PLR0917 -- the loop's own variables
    found: Trial, case: Case, facts: CaseFacts, wanted: Condition, above: list[Condition], team: Team
) -> None:
    now = case.reported_at
    if not wanted.matches(facts, now=now):
        return
    found.fit += 1
    if any(one.matches(facts, now=now) for one in above):
        found.taken += 1
    elif case.team_id != team.id:
        found.elsewhere += 1
        if len(found.shown) < MOST_SHOWN:
            found.shown.append(Sent(case, [str(why) for why in wanted.because(facts, now=now)]))
