"""What automations did to a case, why, and the button that takes it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from heard.domain.automation.queries.runs import runs_on_case
from heard.domain.automation.rules.steps import result_in_words
from heard.domain.cases.rules.access import may_work
from heard.flows.automations.undoing import may_be_undone, undo_run
from heard.kernel.errors import Refused
from heard.web.desk.access import actor_of, desk_view, visible_case, workable_case
from heard.web.desk.page import desk_page

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpResponse

    from heard.domain.automation.models import Run
    from heard.web.desk.access import DeskRequest


@require_safe
@desk_view
def automations(request: DeskRequest, reference: str) -> HttpResponse:
    """Every run, newest first."""
    case = visible_case(request, reference)
    runs = [(run, _told(run), may_be_undone(run)) for run in runs_on_case(case)]
    context = {"case": case, "runs": runs, "may_work": may_work(case, request.standing)}
    return desk_page(request, "desk/case/automations.html", context)


@require_POST
@desk_view
def undo(request: DeskRequest, reference: str, run_id: UUID) -> HttpResponse:
    """Take one run back."""
    case = workable_case(request, reference)
    run = get_object_or_404(case.runs, pk=run_id)
    try:
        undo_run(run, actor=actor_of(request))
        messages.success(request, _("It was undone. What was sent stays sent."))
    except Refused as error:
        messages.error(request, error.sentence)
    return redirect("desk:case_automations", case.reference)


def _told(run: Run) -> list[str]:
    """What each step came to."""
    return [result_in_words(result) for result in run.results]
