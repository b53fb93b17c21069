"""Where a case stands: taken up, waiting, closed, reopened."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from heard.domain.cases.models import Case, Outcome, Status
from heard.domain.cases.operations import clocks, stages
from heard.domain.cases.operations.locking import locked, save
from heard.domain.cases.queries.work import workflow_of
from heard.domain.cases.rules.public_words import public_words
from heard.domain.cases.rules.status import NOT_COUNTED, may_move, may_say_not_fixed
from heard.domain.cases.rules.work import waits_for_resident
from heard.domain.journal.operations import record
from heard.kernel import clock
from heard.kernel.errors import Refused

if TYPE_CHECKING:
    from heard.kernel.actor import Actor


@transaction.atomic
def wait(case: Case, *, actor: Actor) -> Case:
    """Wait for the resident: the clocks stand still."""
    current = _moving(case, Status.WAITING)
    clocks.pause(current)
    save(current, "status", *clocks.DATES)
    record("case.waiting", actor=actor, case=case.id, public=True)
    return current


@transaction.atomic
def resume(case: Case, *, actor: Actor) -> Case:
    """Go on: the business time spent waiting is added to every deadline."""
    current = _moving(case, Status.IN_PROGRESS, only_from=Status.WAITING)
    clocks.resume(current)
    save(current, "status", *clocks.DATES)
    record("case.resumed", actor=actor, case=case.id, public=True, due=_day(current))
    return current


@transaction.atomic
def hear(case: Case, *, actor: Actor) -> bool:
    """The resident has written: what waited for them goes on, and an answer is owed.

    A closed case opens again within the period of its service; False where it is too late for that.
    """
    current = locked(case)
    if waits_for_resident(current, workflow_of(current)):
        current = resume(current, actor=actor)
    elif not current.is_open:
        if not may_say_not_fixed(current, now=clock.now(), reopen_days=current.service.reopen_days):
            return False
        current = reopen(current, actor=actor)
    clocks.note_contact(current)
    save(current, *clocks.DATES)
    return True


@transaction.atomic
def close(case: Case, *, outcome: str, note: str, actor: Actor, told: bool = True, code: str = "") -> Case:
    """End the case with an outcome. Cancelled and duplicate cases are never late: their clocks are not counted. `told`:
    whether anybody hears of it. `code`: the outcome in the words of its workflow.
    """
    current = _moving(case, Status.CLOSED)
    current.outcome, current.outcome_code, current.closed_at = Outcome(outcome), code, clock.now()
    current.outcome_note = public_words(note, person=current.person)
    clocks.finish(current, counted=outcome not in NOT_COUNTED, told=told)
    save(current, "status", "outcome", "outcome_code", "outcome_note", "closed_at", *clocks.DATES)
    stages.end(current, actor=actor)
    words: dict[str, Any] = {"code": code} if code else {}
    record("case.closed", actor=actor, case=case.id, public=True, outcome=outcome, **words)
    return current


@transaction.atomic
def reopen(case: Case, *, actor: Actor) -> Case:
    """Begin again: the old clocks keep their verdict, new ones start now."""
    current = _moving(case, Status.IN_PROGRESS, only_from=Status.CLOSED)
    if current.merged_into_id:
        raise Refused(_("This case was merged into another. Undo that first."))
    before, current.outcome, current.outcome_code, current.closed_at = current.outcome, "", "", None
    current.reopened += 1
    clocks.start_clocks(current, since=clock.now())
    save(current, "status", "outcome", "outcome_code", "closed_at", "reopened", *clocks.DATES)
    record("case.reopened", actor=actor, case=case.id, public=True, outcome_before=before)
    stages.begin_again(current, actor=actor)
    return current


@transaction.atomic
def respond(case: Case, *, actor: Actor) -> Case:
    """The council has answered: the first-response clock stops, and a new case counts as taken up."""
    current = locked(case)
    clocks.note_answer(current)
    if current.status == Status.RECEIVED:
        current.status = Status.IN_PROGRESS
    if current.responded_at is None:
        current.responded_at = clock.now()
    save(current, "status", "responded_at", *clocks.DATES)
    record("case.responded", actor=actor, case=case.id)
    return current


@transaction.atomic
def note_verdict(case: Case, *, fixed: bool, actor: Actor) -> None:
    """Keep what the resident says of the result."""
    record("case.resident_verdict", actor=actor, case=case.id, public=True, fixed=fixed)


def _moving(case: Case, to: Status, *, only_from: Status | None = None) -> Case:
    current = locked(case)
    if not may_move(current, to) or only_from not in {None, current.status}:
        raise Refused(
            _("The case is %(now)s and cannot become %(then)s. Somebody may have changed it: look at it again.")
            % {"now": current.get_status_display().lower(), "then": to.label.lower()}
        )
    current.status = to
    return current


def _day(case: Case) -> str | None:
    return case.resolve_by.isoformat() if case.resolve_by else None
