"""A case goes to another stage of its workflow, if that allows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from heard.domain.cases.operations import stages
from heard.domain.cases.operations.locking import locked_open
from heard.domain.cases.queries.vocabulary import case_vocabulary
from heard.domain.cases.queries.work import workflow_of
from heard.domain.criteria.rules import load
from heard.flows.follow_workflow import arrive_at_stage, fits, missing
from heard.kernel.errors import Refused

if TYPE_CHECKING:
    from heard.domain.cases.models import Case
    from heard.kernel.actor import Actor


@transaction.atomic
def move_stage(case: Case, *, to: str, actor: Actor) -> Case:
    """Go there. Who may make the move, the door asks (cases/rules/work.py); whether it can be made, this does."""
    current = locked_open(case)
    way = workflow_of(current).move(current.stage, to)
    if way is None:
        raise Refused(_("From where the case stands no move leads there. Look at it again."))
    if not fits(way, current):
        condition = load(way.condition, case_vocabulary()).in_words()
        raise Refused(_("This move is made only if %(condition)s.") % {"condition": condition})
    if not way.regardless and (first := missing(current)):
        raise Refused(_("Before that: %(tasks)s.") % {"tasks": ", ".join(first)})
    return arrive_at_stage(stages.reach(current, stage=to, actor=actor), actor=actor)
