"""A case is put at another stage: by whom its workflow allows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from heard.domain.cases.queries.work import workflow_of
from heard.domain.cases.rules.work import may_take
from heard.domain.teams.queries import team_ids_by_code
from heard.flows.move_stage import move_stage
from heard.kernel.errors import NotAllowed, Refused
from heard.web.desk.access import actor_of, desk_view, visible_case

if TYPE_CHECKING:
    from django.http import HttpResponse

    from heard.web.desk.access import DeskRequest


@require_POST
@desk_view
def move(request: DeskRequest, reference: str) -> HttpResponse:
    """Make the move whose button was pressed."""
    case, to = visible_case(request, reference), request.POST.get("to", "")
    way = workflow_of(case).move(case.stage, to)
    if way and not may_take(way, case, request.standing, team_ids_by_code([way.team])):
        raise NotAllowed
    try:
        moved = move_stage(case, to=to, actor=actor_of(request))
    except Refused as error:
        messages.warning(request, error.sentence)
    else:
        stage = workflow_of(moved).stage(moved.stage)
        messages.success(request, _("The case stands at “%(stage)s” now.") % {"stage": stage.name if stage else ""})
    return redirect("desk:case", case.reference)
