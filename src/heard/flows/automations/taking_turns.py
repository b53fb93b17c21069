"""One automation's turn on one case: does its condition hold, and what became of its steps."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from django.db import OperationalError, transaction
from django.utils.translation import gettext as _

from heard.domain.automation.models import Automation, Run, RunState
from heard.domain.automation.operations.runs import note_run, stop
from heard.domain.automation.queries.runs import chain_before, only_failed_lately, runs_within_the_hour
from heard.domain.automation.rules.loops import runaway
from heard.domain.automation.rules.steps import Doing, known_steps
from heard.domain.cases.models import Case
from heard.domain.cases.queries.access import whole_cases
from heard.domain.cases.queries.vocabulary import case_facts, case_vocabulary
from heard.domain.criteria.rules import InvalidCondition, load
from heard.kernel import clock
from heard.kernel.actor import SYSTEM
from heard.kernel.actor import automation as automation_actor
from heard.kernel.errors import HeardError
from heard.kernel.ids import new_id

if TYPE_CHECKING:
    from uuid import UUID

    from heard.domain.journal.models import Entry

log = logging.getLogger(__name__)


class _Refused(Exception):
    """A step could not be done: those before it are taken back."""

    def __init__(self, results: list[dict[str, Any]]) -> None:
        super().__init__()
        self.results = results


class _Loop(Exception):
    """The run must not be: what it did is taken back."""


def take_turn(automation: Automation, case_id: UUID, *, key: str, cause: Entry | None = None) -> Run | None:
    """Do its steps if its condition holds; None where it does not. Done once, whoever asks again."""
    if before := Run.objects.filter(automation=automation, case=case_id, key=key).first():
        return before
    case = case_now(case_id)
    because = reasons(automation, case)
    if because is None:
        return None
    chain = chain_before(cause)
    run_id, depth = new_id(), len(chain)
    in_chain = any(run.automation_id == automation.id for run in chain)
    why = runaway(depth=depth, in_chain=in_chain, lately=runs_within_the_hour(automation, case))
    try:
        state, results = _attempt(automation, case_id, run_id, why=why)
    except _Loop:
        state, results = RunState.STOPPED, [{"refused": why}]
        stop(automation, why=why, actor=SYSTEM, case=case)
    run = note_run(
        automation, run_id=run_id, case=case, key=key, depth=depth, state=state, because=because, results=results
    )
    if state is RunState.FAILED and only_failed_lately(automation):
        stop(automation, why=_("It was refused again and again. Look at what it did."), actor=SYSTEM)
    return run


def reasons(automation: Automation, case: Case) -> list[str] | None:
    """Why its condition holds for the case as it stands; None where it does not, or cannot be read any more."""
    try:
        condition = load(automation.condition, case_vocabulary())
    except InvalidCondition as error:
        log.warning("automation %s cannot be read at %s", automation.id, error.path)
        return None
    now = clock.now()
    facts = case_facts(case, now=now)
    return [str(why) for why in condition.because(facts, now=now)] if condition.matches(facts, now=now) else None


def case_now(case_id: UUID) -> Case:
    """The case as it stands, with all that conditions and steps look at."""
    return whole_cases(Case.objects.all()).get(pk=case_id)


def _attempt(automation: Automation, case_id: UUID, run_id: UUID, *, why: str) -> tuple[RunState, list[dict[str, Any]]]:
    """All steps or none. A runaway that has nothing left to do harms nobody."""
    try:
        with transaction.atomic():
            results = [_do(automation, case_id, run_id, options) for options in automation.steps]
            if why and any(one.get("done") for one in results):
                raise _Loop
    except _Refused as refused:
        return RunState.FAILED, refused.results
    return RunState.DONE, results


def _do(automation: Automation, case_id: UUID, run_id: UUID, options: dict[str, Any]) -> dict[str, Any]:
    code = str(options.get("step"))
    step = known_steps().get(code)
    if step is None:
        raise _Refused([{"step": code, "refused": _("There is no such step any more.")}])
    turn = Doing(case_now(case_id), options, automation, run_id, automation_actor(run_id))
    try:
        return {"step": code, "done": step.do(turn)}
    except OperationalError:  # a deadlock, or the database went away: the job is tried again
        raise
    except HeardError as error:
        raise _Refused([{"step": code, "refused": error.sentence}]) from error
    except Exception as error:
        # One automation that breaks must not keep the others from their turn.
        log.exception("step %s of automation %s broke", code, automation.id)
        raise _Refused([{"step": code, "refused": _("It broke. The log of the worker says why.")}]) from error
