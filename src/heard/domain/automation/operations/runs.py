"""Writing down what an automation did, what stopped it, and what was taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction

from heard.domain.automation.models import Automation, Run, RunState
from heard.domain.journal.operations import record
from heard.kernel import clock, live
from heard.kernel.actor import automation as automation_actor

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from heard.domain.cases.models import Case
    from heard.kernel.actor import Actor


@transaction.atomic
def note_run(
    automation: Automation,
    *,
    run_id: UUID,
    case: Case,
    key: str,
    depth: int,
    state: RunState,
    because: list[str],
    results: list[dict[str, Any]],
) -> Run:
    """One automation, once, on one case."""
    run = Run.objects.create(
        id=run_id,
        automation=automation,
        version=automation.version,
        case=case,
        key=key,
        depth=depth,
        at=clock.now(),
        state=state,
        because=because,
        results=results,
    )
    record(
        "automation.ran",
        actor=automation_actor(run_id),
        case=case.id,
        subject=automation.id,
        state=state.value,
        version=automation.version,
    )
    return run


@transaction.atomic
def stop(automation: Automation, *, why: str, actor: Actor, case: Case | None = None) -> None:
    """Heard switches it off by itself, and says so until somebody has looked."""
    automation.active, automation.active_since, automation.trouble = False, None, why[:300]
    automation.save(update_fields=["active", "active_since", "trouble"])
    record("automation.stopped", actor=actor, subject=automation.id, case=case.id if case else None)
    live.announce("inbox", kind="automation.stopped")


@transaction.atomic
def put_off_trouble(automation: Automation, *, actor: Actor) -> None:
    """Somebody has looked, and leaves it off: nothing more is said about it."""
    automation.trouble = ""
    automation.save(update_fields=["trouble"])
    record("automation.looked_at", actor=actor, subject=automation.id)


@transaction.atomic
def note_undone(run: Run, *, results: list[dict[str, Any]], actor: Actor) -> None:
    """What it did was taken back, as far as that goes."""
    run.state, run.undone_at, run.results = RunState.UNDONE, clock.now(), results
    run.save(update_fields=["state", "undone_at", "results"])
    record("automation.undone", actor=actor, case=run.case_id, subject=run.automation_id, run=str(run.id))


def note_looked(automation: Automation, *, until: datetime) -> None:
    """Every moment up to here had its turn. No journal: it says nothing that the runs do not."""
    automation.looked_until = until
    automation.save(update_fields=["looked_until"])
