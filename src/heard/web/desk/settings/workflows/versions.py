"""From draft to version: what would change, publishing it, giving it up; older versions; moving running cases."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from heard.domain.workflows.operations import discard_draft
from heard.domain.workflows.rules.definition import read
from heard.domain.workflows.rules.editing import sentences
from heard.domain.workflows.rules.picture import picture_of
from heard.flows.move_to_version import AT_ONCE, move_to_version, preview
from heard.flows.publish_workflow import publish_workflow
from heard.kernel.errors import InvalidInput
from heard.web.desk.access import actor_of
from heard.web.desk.page import desk_page
from heard.web.desk.settings.access import settings_view
from heard.web.desk.settings.workflows.shaping import shaping_of

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpResponse

    from heard.domain.workflows.models import WorkflowVersion
    from heard.web.desk.access import DeskRequest


@require_http_methods(["GET", "HEAD", "POST"])
@settings_view
def changes(request: DeskRequest, workflow_id: UUID) -> HttpResponse:
    """What publishing changes. Sent with `discard`, the draft goes."""
    shaping = shaping_of(workflow_id)
    if shaping.draft is None:
        return redirect("desk:settings_workflow", workflow_id)
    if request.method == "POST":
        return _decided(request, workflow_id, shaping.draft)
    added, gone = shaping.changes
    context = {"shaping": shaping, "workflow": shaping.workflow, "added": added, "gone": gone}
    return desk_page(request, "desk/settings/workflows/changes.html", context)


def _decided(request: DeskRequest, workflow_id: UUID, draft: WorkflowVersion) -> HttpResponse:
    if "discard" in request.POST:
        discard_draft(draft, actor=actor_of(request))
        messages.success(request, _("The draft is gone. The work goes on as it is."))
        return redirect("desk:settings_workflow", workflow_id)
    try:
        publish_workflow(draft, actor=actor_of(request))
    except InvalidInput as error:
        messages.error(request, error.sentence)
        return redirect("desk:settings_workflow", workflow_id)
    messages.success(request, _("Published. New cases go by it from now on."))
    if preview(draft):
        return redirect("desk:settings_workflow_running", workflow_id)
    return redirect("desk:settings_workflow", workflow_id)


@require_safe
@settings_view
def version(request: DeskRequest, workflow_id: UUID, number: int) -> HttpResponse:
    """One that was published, to read."""
    shaping = shaping_of(workflow_id)
    found = next((one for one in shaping.versions() if one.number == number), None)
    if found is None:
        raise Http404
    definition = read(found.definition)
    context = {
        "workflow": shaping.workflow,
        "version": found,
        "sentences": sentences(definition, shaping.names),
        "picture": picture_of(definition, shaping.names),
    }
    return desk_page(request, "desk/settings/workflows/version.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@settings_view
def running(request: DeskRequest, workflow_id: UUID) -> HttpResponse:
    """Cases that run on an older version: where they would stand on the newest, before they are moved there."""
    shaping = shaping_of(workflow_id)
    if shaping.current is None:
        return redirect("desk:settings_workflow", workflow_id)
    if request.method == "POST":
        goals = {name.removeprefix("goal-"): str(to) for name, to in request.POST.items() if name.startswith("goal-")}
        moved = move_to_version(workflow_id, goals=goals, actor=actor_of(request))
        said = ngettext("%(n)d case was moved.", "%(n)d cases were moved.", moved) % {"n": moved}
        messages.success(request, said)
        return redirect("desk:settings_workflow_running", workflow_id)
    context = {
        "workflow": shaping.workflow,
        "version": shaping.current,
        "moving": preview(shaping.current),
        "stages": read(shaping.current.definition).stages,
        "at_once": AT_ONCE,
    }
    return desk_page(request, "desk/settings/workflows/running.html", context)
