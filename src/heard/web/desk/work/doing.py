"""What somebody does about a task: one POST each, then back to where they were."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from heard.domain.cases.models import Task
from heard.domain.cases.operations import tasks
from heard.domain.cases.queries.work import task_for
from heard.domain.cases.rules.access import may_work
from heard.domain.cases.rules.work import may_do
from heard.flows.decide_approval import decide_approval
from heard.flows.finish_task import drop_task, finish_task
from heard.kernel.errors import HeardError, InvalidInput, NotAllowed, Refused
from heard.web.desk.access import actor_of, desk_view

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from django.http import HttpResponse

    from heard.web.desk.access import DeskRequest


def _take(request: DeskRequest, task: Task) -> str:
    tasks.assign_task(task, owner=request.user, actor=actor_of(request))
    return _("The task is yours.")


def _give_back(request: DeskRequest, task: Task) -> str:
    tasks.assign_task(task, owner=None, actor=actor_of(request))
    return _("Nobody owns the task now.")


def _tick(request: DeskRequest, task: Task) -> str:
    line = request.POST.get("line", "")
    if not line.isdecimal():
        raise Refused(_("The check-list has changed: look at it again."))
    tasks.tick(task, line=int(line), done=request.POST.get("done") == "yes", actor=actor_of(request))
    return ""


def _done(request: DeskRequest, task: Task) -> str:
    finish_task(task, note=request.POST.get("note", ""), actor=actor_of(request))
    return _("Done: %(task)s") % {"task": task.title}


def _approve(request: DeskRequest, task: Task) -> str:
    decide_approval(task, approved=True, note=request.POST.get("note", ""), actor=actor_of(request))
    return _("Approved: %(task)s") % {"task": task.title}


def _refuse(request: DeskRequest, task: Task) -> str:
    decide_approval(task, approved=False, note=request.POST.get("note", ""), actor=actor_of(request))
    return _("Refused: %(task)s") % {"task": task.title}


def _drop(request: DeskRequest, task: Task) -> str:
    """Whether something is needed, who works on the case decides, and not who was asked to help."""
    if not may_work(task.case, request.standing):
        raise NotAllowed
    drop_task(task, actor=actor_of(request))
    return _("No longer needed: %(task)s") % {"task": task.title}


def _again(request: DeskRequest, task: Task) -> str:
    if not may_work(task.case, request.standing):
        raise NotAllowed
    tasks.do_again(task, actor=actor_of(request))
    return _("To do again: %(task)s") % {"task": task.title}


ACTIONS: dict[str, Callable[[DeskRequest, Task], str]] = {
    "take": _take,
    "give-back": _give_back,
    "tick": _tick,
    "done": _done,
    "approve": _approve,
    "refuse": _refuse,
    "drop": _drop,
    "again": _again,
}
# These are for whoever works on the case, whoever's task it is.
OF_THE_CASE = {"drop", "again"}


@require_POST
@desk_view
def act(request: DeskRequest, task_id: UUID, action: str) -> HttpResponse:
    """Do it, and say what happened."""
    if action not in ACTIONS:
        raise Http404
    try:
        task = task_for(request.standing, task_id)
    except Task.DoesNotExist as error:
        raise Http404 from error
    if action not in OF_THE_CASE and not may_do(task, task.case, request.standing):
        raise NotAllowed
    try:
        if said := ACTIONS[action](request, task):
            messages.success(request, said)
    except (InvalidInput, Refused) as error:
        messages.warning(request, _sentence(error))
    if request.POST.get("back") == "tasks":
        return redirect("desk:tasks")
    answer = redirect("desk:case", task.case.reference)
    answer["Location"] += "#case-work"
    return answer


def _sentence(error: HeardError) -> str:
    return " ".join(error.fields.values()) if isinstance(error, InvalidInput) else error.sentence
