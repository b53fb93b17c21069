"""The tasks of one's teams, due first: what somebody of another department does for a case stands here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.views.decorators.http import require_safe

from heard.domain.cases.queries.work import SHOWN, open_tasks_of_teams
from heard.web.desk.access import desk_view
from heard.web.desk.page import desk_page
from heard.web.desk.work.sheet import step_of

if TYPE_CHECKING:
    from django.http import HttpResponse

    from heard.web.desk.access import DeskRequest


@require_safe
@desk_view
def tasks(request: DeskRequest) -> HttpResponse:
    """One's own, or those of all one's teams."""
    mine = request.GET.get("whose") == "mine"
    found = list(open_tasks_of_teams(request.standing, mine_only=mine)[: SHOWN + 1])
    context = {
        "steps": [step_of(request, task, task.case) for task in found[:SHOWN]],
        "more": len(found) > SHOWN,
        "shown": SHOWN,
        "mine": mine,
    }
    return desk_page(request, "desk/work/tasks.html", context)
