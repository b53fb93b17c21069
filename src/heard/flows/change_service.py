"""It was filed under the wrong service: the right one decides what is promised, and which team has it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from heard.domain.cases.operations import keeping, stages
from heard.domain.routing.queries import decision_for
from heard.flows.follow_workflow import start_workflow

if TYPE_CHECKING:
    from heard.domain.cases.models import Case
    from heard.domain.catalogue.models import Service
    from heard.kernel.actor import Actor


@transaction.atomic
def change_service(case: Case, *, service: Service, actor: Actor) -> Case:
    """Change the service, then hand the case to the team its rules name now. Where the work goes another way from now
    on, it begins there.
    """
    changed = keeping.set_service(case, service=service, actor=actor)
    decision = decision_for(changed)
    handed = keeping.give_to_team(changed, team=decision.team, explanation=decision.explanation, actor=actor)
    version = handed.workflow_version
    if (version.workflow_id if version else None) == service.workflow_id:
        return handed
    return start_workflow(stages.leave_workflow(handed, actor=actor))
