"""What was asked for is approved, or refused; the case goes on, or back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from heard.domain.cases.operations import stages, tasks
from heard.domain.cases.queries.work import workflow_of
from heard.flows.add_note import add_note
from heard.flows.follow_workflow import arrive_at_stage, go_on
from heard.kernel.errors import InvalidInput

if TYPE_CHECKING:
    from heard.domain.cases.models import Case, Task
    from heard.kernel.actor import Actor


@transaction.atomic
def decide_approval(task: Task, *, approved: bool, actor: Actor, note: str = "") -> Task:
    """Decide. Refusing needs a word why, for those who asked."""
    if not approved and not note.strip():
        raise InvalidInput({"note": _("Say why it is refused: they will read this.")})
    decided = tasks.decide(task, approved=approved, actor=actor)
    if note.strip():
        add_note(decided.case, text=note, actor=actor)
    if approved:
        go_on(decided.case)
    else:
        _go_back(decided.case, decided.code, actor)
    return decided


def _go_back(case: Case, code: str, actor: Actor) -> None:
    """To the stage the workflow names for a refusal, where it names one."""
    planned = workflow_of(case).task(code) if code else None
    if planned and planned.if_refused:
        arrive_at_stage(stages.reach(case, stage=planned.if_refused, actor=actor), actor=actor)
