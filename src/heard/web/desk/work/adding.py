"""More work for a case: a task by hand, a case of another service."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from heard.domain.cases.operations.tasks import add_task
from heard.flows.follow_workflow import open_further_case
from heard.kernel.errors import HeardError
from heard.web.desk.access import actor_of, desk_view, workable_case
from heard.web.desk.page import desk_page
from heard.web.desk.work.forms import FurtherCaseForm, TaskForm

if TYPE_CHECKING:
    from django.forms import Form
    from django.http import HttpResponse

    from heard.domain.cases.models import Case
    from heard.web.desk.access import DeskRequest


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view
def task(request: DeskRequest, reference: str) -> HttpResponse:
    """Add a task."""
    case = workable_case(request, reference)
    form = TaskForm(case, request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            added = add_task(case, actor=actor_of(request), **form.cleaned_data)
        except HeardError as error:
            form.add_error(None, error.sentence)
        else:
            messages.success(request, _("%(team)s has the task now.") % {"team": added.team.name})
            return redirect("desk:case", case.reference)
    return _page(request, "desk/work/add_task.html", case, form)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view
def further(request: DeskRequest, reference: str) -> HttpResponse:
    """Open a further case."""
    case = workable_case(request, reference)
    form = FurtherCaseForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            child = open_further_case(case, actor=actor_of(request), **form.cleaned_data)
        except HeardError as error:
            form.add_error(None, error.sentence)
        else:
            words = {"reference": child.reference, "team": child.team.name if child.team else ""}
            messages.success(request, _("%(reference)s was opened; %(team)s has it.") % words)
            return redirect("desk:case", case.reference)
    return _page(request, "desk/work/further.html", case, form)


def _page(request: DeskRequest, template: str, case: Case, form: Form) -> HttpResponse:
    return desk_page(request, template, {"case": case, "form": form}, status=400 if form.errors else 200)
