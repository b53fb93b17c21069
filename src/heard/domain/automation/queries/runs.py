"""What automations did: by case, by automation, and which run led to which."""

from __future__ import annotations

from typing import TYPE_CHECKING

from heard.domain.automation.models import Run, RunState
from heard.domain.automation.rules.loops import DEEPEST, HOUR, MOST_FAILURES
from heard.domain.journal.models import Entry
from heard.kernel import clock
from heard.kernel.actor import ActorKind

if TYPE_CHECKING:
    from collections.abc import Collection
    from uuid import UUID

    from heard.domain.automation.models import Automation
    from heard.domain.cases.models import Case


def runs_on_case(case: Case, *, limit: int = 100) -> list[Run]:
    """What automations did to this case, newest first."""
    return list(Run.objects.filter(case=case).select_related("automation").prefetch_related("calls")[:limit])


def runs_of(automation: Automation, *, limit: int = 100) -> list[Run]:
    """What this automation did lately, each with its case."""
    return list(Run.objects.filter(automation=automation).select_related("case__service")[:limit])


def names_of_runs(runs: Collection[UUID]) -> dict[UUID, str]:
    """What the automations behind these runs are called; one query, or none."""
    if not runs:
        return {}
    return dict(Run.objects.filter(pk__in=runs).order_by().values_list("pk", "automation__name"))


def runs_within_the_hour(automation: Automation, case: Case) -> int:
    """How often it ran on this case lately."""
    since = clock.now() - HOUR
    return Run.objects.filter(automation=automation, case=case, at__gt=since, state=RunState.DONE).count()


def chain_before(entry: Entry | None) -> list[Run]:
    """The runs that led to this entry, the last first, as far back as anybody needs to know."""
    chain: list[Run] = []
    while entry and entry.actor_id and entry.actor_kind == ActorKind.AUTOMATION and len(chain) <= DEEPEST:
        run = Run.objects.filter(pk=entry.actor_id).first()
        if run is None:
            break
        chain.append(run)
        kind, _colon, number = run.key.partition(":")
        entry = Entry.objects.filter(pk=int(number)).first() if kind == "entry" else None
    return chain


def only_failed_lately(automation: Automation) -> bool:
    """Whether its last runs were all refused."""
    last = list(Run.objects.filter(automation=automation).values_list("state", flat=True)[:MOST_FAILURES])
    return len(last) == MOST_FAILURES and set(last) == {RunState.FAILED}
