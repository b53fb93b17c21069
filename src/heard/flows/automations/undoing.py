"""What an automation did to a case is taken back, as far as that goes: what was sent stays sent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from heard.domain.automation.models import Run, RunState
from heard.domain.automation.operations.runs import note_undone
from heard.domain.automation.rules.steps import Doing, known_steps
from heard.domain.cases.operations.locking import locked
from heard.flows.automations.taking_turns import case_now
from heard.kernel.errors import Refused

if TYPE_CHECKING:
    from heard.kernel.actor import Actor


def may_be_undone(run: Run) -> bool:
    """Whether one of its steps knows how, and did something."""
    return run.state == RunState.DONE and any(_undoes(one) for one in run.results)


@transaction.atomic
def undo_run(run: Run, *, actor: Actor) -> None:
    """The last step first. A value that somebody has changed since stays as they made it."""
    locked(run.case)
    run = Run.objects.select_for_update(of=("self",)).select_related("automation", "case").get(pk=run.pk)
    if not may_be_undone(run):
        raise Refused(_("There is nothing here that can be undone."))
    # A version with other steps may stand there now: what was done says which step it was.
    results = [dict(one) for one in run.results]
    for result in reversed(results):
        if _undoes(result):
            _undo(run, result, actor)
    note_undone(run, results=results, actor=actor)


def _undo(run: Run, result: dict[str, Any], actor: Actor) -> None:
    step = known_steps()[result["step"]]
    if step.undo:
        step.undo(Doing(case_now(run.case_id), {}, run.automation, run.id, actor), result["done"])
        result["undone"] = True


def _undoes(result: dict[str, Any]) -> bool:
    step = known_steps().get(str(result.get("step")))
    return bool(result.get("done")) and step is not None and step.undo is not None
