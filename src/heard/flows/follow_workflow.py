"""A case on its workflow: it begins, arrives at stages, opens further cases, goes on by itself.

One file, for these call one another: a further case begins on a workflow of its own, which may open further cases.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from heard.domain.cases.models import Origin
from heard.domain.cases.operations import stages
from heard.domain.cases.operations.children import tie_to_parent
from heard.domain.cases.operations.opening import NewCase, open_case
from heard.domain.cases.queries.vocabulary import case_facts, case_vocabulary
from heard.domain.cases.queries.work import children_of, tasks_of, workflow_of
from heard.domain.cases.rules.public_words import public_words
from heard.domain.cases.rules.work import missing_before_leaving
from heard.domain.catalogue.models import Service
from heard.domain.criteria.rules import load
from heard.domain.workflows.queries import current_version
from heard.domain.workflows.rules.definition import ITSELF, RESIDENT
from heard.flows.find_team import find_team
from heard.flows.write_at_stage import write_at_stage
from heard.kernel import clock
from heard.kernel.actor import SYSTEM
from heard.kernel.errors import Refused

if TYPE_CHECKING:
    from heard.domain.cases.models import Case
    from heard.domain.workflows.rules.definition import Move
    from heard.kernel.actor import Actor

# A service whose workflow opens a case of itself would never end.
DEEPEST = 3


def start_workflow(case: Case) -> Case:
    """Begin on the version that is published now, where the service has a workflow.

    The first stage sends no letter: the acknowledgement is on its way.
    """
    version = current_version(case.service.workflow_id)
    if version is None:
        return case
    return arrive_at_stage(stages.begin(case, version=version, actor=SYSTEM), actor=SYSTEM, writes=False)


def arrive_at_stage(case: Case, *, actor: Actor, writes: bool = True) -> Case:
    """Do what the stage asks for, and go on where nobody has to decide."""
    if writes:
        write_at_stage(case, actor=actor)
    for planned in workflow_of(case).cases_at(case.stage) if may_have_more(case) else ():
        if service := Service.objects.select_related("group").filter(code=planned.service).first():
            open_further_case(case, service=service, text=planned.text, actor=SYSTEM)
    return go_on(case)


def go_on(case: Case) -> Case:
    """Let the case go the way it goes by itself, once what is required is done. No workflow has circles of these."""
    way = _open_way(case, ITSELF)
    if way is None or not case.is_open or missing(case):
        return case
    return arrive_at_stage(stages.reach(case, stage=way.to, actor=SYSTEM), actor=SYSTEM)


def go_on_heard(case: Case) -> Case:
    """The resident has written: the case goes the way that waits for this."""
    way = _open_way(case, RESIDENT)
    if way is None or not case.is_open:
        return case
    return arrive_at_stage(stages.reach(case, stage=way.to, actor=SYSTEM), actor=SYSTEM)


@transaction.atomic
def open_further_case(case: Case, *, service: Service, text: str, actor: Actor) -> Case:
    """Open a case of another service at the same place. It carries nobody's name: who reported is told by the first."""
    if not may_have_more(case):
        raise Refused(_("This case was opened for another one itself, several deep. Open it at the first one."))
    words = public_words(text.strip(), person=case.person)
    new = NewCase(service, Origin(case.origin), words, location=case.location, address=case.address)
    child = tie_to_parent(open_case(new, actor=actor, at=clock.now()), parent=case, actor=actor)
    return start_workflow(find_team(child))


def may_have_more(case: Case) -> bool:
    """Whether further cases may be opened for this one."""
    depth, above = 1, case.parent
    while above is not None:
        depth, above = depth + 1, above.parent
    return depth < DEEPEST


def fits(move: Move, case: Case) -> bool:
    """Whether the condition of a move is fulfilled."""
    return not move.condition or load(move.condition, case_vocabulary()).matches(case_facts(case))


def missing(case: Case) -> list[str]:
    """What must be done before the case may leave its stage."""
    return missing_before_leaving(case, workflow_of(case), tasks_of(case), children_of(case))


def _open_way(case: Case, who: str) -> Move | None:
    ways = (move for move in workflow_of(case).moves_from(case.stage) if move.who == who)
    return next((move for move in ways if fits(move, case)), None)
