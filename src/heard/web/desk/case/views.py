"""The case page and its parts, and the one door through which an agent acts on a case."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from heard.domain.cases.operations.presence import note_writing
from heard.domain.cases.rules.access import may_see
from heard.domain.privacy.operations.looking import note_looks
from heard.domain.privacy.rules.purposes import Purpose
from heard.kernel.errors import InvalidInput, Refused
from heard.web.desk.access import desk_view, visible_case, workable_case
from heard.web.desk.case import sheet
from heard.web.desk.case.actions import ACTIONS, FORM_OF
from heard.web.desk.inbox.views import list_context
from heard.web.desk.page import INBOX_TOPIC, desk_page
from heard.web.desk.work.sheet import work

if TYPE_CHECKING:
    from collections.abc import Callable

    from heard.domain.cases.models import Case
    from heard.web.desk.access import DeskRequest
    from heard.web.desk.case.forms import CaseForm


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of the page that htmx fetches alone, by the id of its element."""

    template: str
    context: Callable[[DeskRequest, Case], dict[str, Any]]


def _list(request: DeskRequest, case: Case) -> dict[str, Any]:
    return list_context(request, current=case.reference)


PARTS = {
    "inbox-list": Part("desk/inbox/list.html", _list),
    "case-head": Part("desk/case/head.html", sheet.head),
    "case-work": Part("desk/case/work.html", work),
    "case-timeline": Part("desk/case/timeline.html", sheet.conversation),
    "case-reply": Part("desk/case/reply.html", sheet.reply),
    "case-viewers": Part("desk/case/viewers.html", sheet.presence),
    "case-actions": Part("desk/case/actions.html", sheet.actions),
    "case-aside": Part("desk/case/aside.html", sheet.aside),
    "case-near": Part("desk/case/near.html", sheet.near),
    "case-background": Part("desk/case/background.html", sheet.background),
}


# After these the agent wants to see what they wrote; after the rest, the sentence at the top of the page.
SAYS_SOMETHING = {"reply", "note"}


@require_safe
@desk_view
def case_page(request: DeskRequest, reference: str) -> HttpResponse:
    """The whole case, or the part of it that htmx asks for."""
    case = visible_case(request, reference)
    if case.reference != reference:
        return redirect("desk:case", case.reference)
    if part := PARTS.get(request.htmx.target or ""):
        return render(request, part.template, {"case": case} | part.context(request, case))
    return _whole(request, case)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view
def act(request: DeskRequest, reference: str, action: str) -> HttpResponse:
    """Do one thing to a case, then show the page again with the sentence that says what happened. Who comes back to
    the address of a form that had mistakes (links of that page, reloading) gets the case.
    """
    if action not in ACTIONS:
        raise Http404
    if request.method != "POST":
        return redirect(_address(request, reference))
    case = workable_case(request, reference)
    form = FORM_OF[action](case, request, data=request.POST, files=request.FILES) if action in FORM_OF else None
    if form and not form.is_valid():
        return _whole(request, case, form, status=400)
    try:
        said = ACTIONS[action](request, case, form.cleaned_data if form else {})
    except InvalidInput as error:
        return _whole(request, case, _with_errors(form, error), status=400)
    except Refused as error:
        if form:  # what was typed into it is not lost
            form.add_error(None, error.sentence)
            case.refresh_from_db()
            return _whole(request, case, form, status=409)
        messages.warning(request, error.sentence)
        return _back(request, case)
    messages.success(request, said)
    return _back(request, case, said_something=action in SAYS_SOMETHING)


@require_POST
@desk_view
def writing(request: DeskRequest, reference: str) -> HttpResponse:
    """The reader is typing an answer: colleagues on the same case are told."""
    case = visible_case(request, reference)
    note_writing(case, staff_id=request.user.id)
    return HttpResponse(status=204)


def _whole(request: DeskRequest, case: Case, form: CaseForm | None = None, *, status: int = 200) -> HttpResponse:
    context = sheet.whole(request, case, form) | list_context(request, current=case.reference)
    everybody = [one.person_id for one in context["conversations"]] + [case.person_id]
    note_looks({one for one in everybody if one is not None}, staff=request.user, purpose=Purpose.CASE, subject=case.id)
    return desk_page(request, "desk/case/page.html", context, status=status, topics=(f"case:{case.id}", INBOX_TOPIC))


def _back(request: DeskRequest, case: Case, *, said_something: bool = False) -> HttpResponse:
    """To the case, or to the list where the agent may no longer see it (handed to another department)."""
    case.refresh_from_db()
    query = f"?{request.GET.urlencode()}" if request.GET else ""
    if not may_see(case, request.standing):
        return redirect(f"{reverse('desk:inbox')}{query}")
    place = "#latest" if said_something else ""
    return redirect(f"{_address(request, case.reference)}{place}")


def _address(request: DeskRequest, reference: str) -> str:
    """The case page, with the list beside it as it was."""
    query = f"?{request.GET.urlencode()}" if request.GET else ""
    return f"{reverse('desk:case', args=[reference])}{query}"


def _with_errors(form: CaseForm | None, error: InvalidInput) -> CaseForm | None:
    """What a flow found wrong, beside the fields it is about."""
    if form is None:
        raise error
    for name, sentence in error.fields.items():
        form.add_error(name if name in form.fields else None, sentence)
    return form
