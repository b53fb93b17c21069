"""The page of a workflow: its picture, its parts in sentences, and the form of each part."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from heard.domain.workflows.rules import editing
from heard.domain.workflows.rules.picture import picture_of
from heard.web.desk.access import actor_of
from heard.web.desk.page import desk_page
from heard.web.desk.settings.access import settings_view
from heard.web.desk.settings.workflows.outline import outline_of
from heard.web.desk.settings.workflows.parts import FORMS
from heard.web.desk.settings.workflows.section import NameForm
from heard.web.desk.settings.workflows.shaping import Shaping, shaping_of
from heard.web.desk.settings.workflows.translating import languages_of
from heard.web.desk.settings.workflows.used_by import UseForm

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from django.http import HttpResponse

    from heard.web.desk.access import DeskRequest
    from heard.web.desk.settings.workflows.parts import PartForm


@require_safe
@settings_view
def editor(request: DeskRequest, workflow_id: UUID) -> HttpResponse:
    """Everything about one workflow."""
    shaping = shaping_of(workflow_id)
    context = {
        "shaping": shaping,
        "workflow": shaping.workflow,
        "outline": outline_of(shaping),
        "picture": picture_of(shaping.definition, shaping.names),
        "languages": languages_of(shaping.definition),
        "versions": shaping.versions(),
        "services": list(shaping.workflow.services.order_by("name")),
        "use_form": UseForm(shaping.workflow),
    }
    return desk_page(request, "desk/settings/workflows/editor.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@settings_view
def add(request: DeskRequest, workflow_id: UUID, kind: str) -> HttpResponse:
    """A new part; `?stage=` says where it begins to be filled in."""
    shaping = shaping_of(workflow_id)
    stage = request.GET.get("stage", "")
    start = {"moves": {"from": stage}, "outcomes": {}}.get(kind, {"stage": stage})
    form = _form(kind, shaping, start if stage else {}, request)
    if request.method == "POST" and form.is_valid():
        reached_from = form.cleaned_data.get("reached_from", "")
        if kind == "stages":
            step = _step(editing.add_stage, form.written(), reached_from=reached_from)
        else:
            step = _step(editing.add_part, kind, form.written())
        shaping.edit(step, actor=actor_of(request))
        messages.success(request, _("Saved in the draft."))
        return redirect("desk:settings_workflow", workflow_id)
    return _page(request, shaping, form, str(form.title))


@require_http_methods(["GET", "HEAD", "POST"])
@settings_view
def part(request: DeskRequest, workflow_id: UUID, kind: str, number: int) -> HttpResponse:
    """One part."""
    shaping = shaping_of(workflow_id)
    try:
        kept = editing.part(shaping.data, kind, number)
    except editing.NotThere as error:
        raise Http404 from error
    form = _form(kind, shaping, kept, request)
    if request.method == "POST" and form.is_valid():
        shaping.edit(_step(editing.change_part, kind, number, form.written()), actor=actor_of(request))
        messages.success(request, _("Saved in the draft."))
        return redirect("desk:settings_workflow", workflow_id)
    heading = kept.get("name") or kept.get("title") or kept.get("label") or _("Change it")
    return _page(request, shaping, form, heading, kind=kind, number=number)


@require_POST
@settings_view
def act(request: DeskRequest, workflow_id: UUID, kind: str, number: int) -> HttpResponse:
    """Move it or remove it: `do` says which."""
    steps: dict[str, Callable[[dict[str, Any]], dict[str, Any]]] = {
        "up": _step(editing.move_part, kind, number, step=-1),
        "down": _step(editing.move_part, kind, number, step=1),
        "out": _step(editing.remove_part, kind, number),
    }
    step = steps.get(request.POST.get("do", ""))
    if step is None:
        raise Http404
    shaping_of(workflow_id).edit(step, actor=actor_of(request))
    return redirect("desk:settings_workflow", workflow_id)


@require_POST
@settings_view
def details(request: DeskRequest, workflow_id: UUID) -> HttpResponse:
    """Its name, or where a case that is opened again begins."""
    shaping = shaping_of(workflow_id)
    if "again" in request.POST:
        again = request.POST["again"] if shaping.definition.stage(request.POST["again"]) else ""
        shaping.edit(_step(editing.set_again, again), actor=actor_of(request))
    else:
        form = NameForm(request.POST, row=shaping.workflow)
        if form.is_valid():
            form.save(actor_of(request))
        else:
            messages.error(request, _("Enter a name"))
    return redirect("desk:settings_workflow", workflow_id)


def _step(change: Callable[..., dict[str, Any]], *args: Any, **more: Any) -> Callable[[dict[str, Any]], dict[str, Any]]:
    """A change of a draft, to be made once the draft is at hand."""
    return lambda data: change(data, *args, **more)


def _form(kind: str, shaping: Shaping, kept: dict[str, Any], request: DeskRequest) -> PartForm:
    if kind not in FORMS:
        raise Http404
    return FORMS[kind](shaping, kept, request.POST if request.method == "POST" else None)


def _page(request: DeskRequest, shaping: Shaping, form: PartForm, heading: str, **more: Any) -> HttpResponse:
    context = {"workflow": shaping.workflow, "form": form, "heading": heading, **more}
    return desk_page(request, "desk/settings/workflows/part.html", context, status=400 if form.errors else 200)
