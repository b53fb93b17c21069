"""Pages of the set-up as files: download, upload, the plan, applying it, what was applied, going back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from heard.domain.configuration.queries.applied import applied_configurations, applied_with
from heard.domain.configuration.rules.bundles import unzipped, zipped
from heard.domain.configuration.rules.differences import change_of, fingerprint
from heard.domain.configuration.rules.problems import BrokenFiles
from heard.domain.teams.queries import staff_names
from heard.flows.configuration import apply, exported, plan, plan_back, read_files, roll_back
from heard.kernel import clock, files, tokens
from heard.kernel.errors import Refused
from heard.web.desk.access import actor_of
from heard.web.desk.page import desk_page
from heard.web.desk.settings.access import settings_view
from heard.web.desk.settings.configuration.forms import UploadForm

if TYPE_CHECKING:
    from uuid import UUID

    from heard.domain.configuration.models import Applied
    from heard.domain.configuration.rules.folder import Documents
    from heard.web.desk.access import DeskRequest

PURPOSE = "configuration"
AN_HOUR = 3600
MOST_SHOWN = 50


@require_http_methods(["GET", "HEAD", "POST"])
@settings_view
def configuration(request: DeskRequest) -> HttpResponse:
    """Download, upload, history; POST shows what a file would change, and changes nothing."""
    form = UploadForm(request.POST or None, request.FILES or None)
    context: dict[str, Any] = {"form": form}
    if request.method == "POST" and form.is_valid():
        try:
            context |= _planned(request, form)
        except BrokenFiles as broken:
            form.add_error("file", broken.sentence)
            context["problems"] = broken.problems
    newest = list(applied_configurations()[:MOST_SHOWN])
    names = staff_names({one.staff_id for one in newest if one.staff_id})
    context["history"] = [(one, names.get(one.staff_id, "") if one.staff_id else "") for one in newest]
    return desk_page(request, "desk/settings/configuration/page.html", context, status=400 if form.errors else 200)


@require_safe
@settings_view
def download(request: DeskRequest) -> HttpResponse:  # noqa: ARG001 -- a view's signature
    """The set-up as one zip."""
    answer = HttpResponse(zipped(exported()), content_type="application/zip")
    answer["Content-Disposition"] = f'attachment; filename="heard-{clock.now():%Y-%m-%d}.zip"'
    return answer


@require_POST
@settings_view
def apply_plan(request: DeskRequest) -> HttpResponse:
    """Do what was shown."""
    ticket = tokens.read(PURPOSE, request.POST.get("ticket", ""), max_age=AN_HOUR)
    if ticket is None:
        raise Refused(_("That was more than an hour ago. Choose the file again."))
    documents = _documents(files.get(ticket["file"]), "")
    planned = plan(documents, add_only=ticket["add_only"], actor=actor_of(request))
    if fingerprint(planned.changes) != ticket["plan"]:
        raise Refused(_("The set-up was changed meanwhile. Choose the file again, and look at the plan."))
    return _after(request, apply(documents, planned=planned, actor=actor_of(request)))


@require_safe
@settings_view
def applied_page(request: DeskRequest, applied_id: UUID) -> HttpResponse:
    """What was changed then, and what going back would change now."""
    applied = _applied(applied_id)
    context: dict[str, Any] = {"applied": applied, "changes": [change_of(one) for one in applied.plan]}
    context["who"] = staff_names({applied.staff_id}).get(applied.staff_id, "") if applied.staff_id else ""
    try:
        planned = plan_back(applied, actor=actor_of(request))
    except BrokenFiles as broken:
        context["problems"] = broken.problems
    else:
        context |= {"back": planned.changes, "ticket": fingerprint(planned.changes)}
    return desk_page(request, "desk/settings/configuration/applied.html", context)


@require_POST
@settings_view
def back(request: DeskRequest, applied_id: UUID) -> HttpResponse:
    """Go back to the set-up before."""
    applied = _applied(applied_id)
    planned = plan_back(applied, actor=actor_of(request))
    if fingerprint(planned.changes) != request.POST.get("ticket"):
        raise Refused(_("The set-up was changed meanwhile. Look at the page again."))
    return _after(request, roll_back(applied, planned=planned, actor=actor_of(request)))


def _planned(request: DeskRequest, form: UploadForm) -> dict[str, Any]:
    file, add_only = form.cleaned_data["file"], form.cleaned_data["add_only"]
    content = file.read()
    documents = _documents(content, file.name)
    changes = plan(documents, add_only=add_only, actor=actor_of(request)).changes
    ticket = {"file": files.put(content), "add_only": add_only, "plan": fingerprint(changes)}
    return {"would": changes, "comes_from": documents.council, "ticket": tokens.sign(PURPOSE, ticket)}


def _documents(content: bytes, name: str) -> Documents:
    return read_files(unzipped(content, name=name))


def _after(request: DeskRequest, applied: Applied | None) -> HttpResponse:
    if applied is None:
        messages.info(request, _("Nothing differs: everything is as the files say."))
        return redirect("desk:settings_configuration")
    messages.success(request, _("Done. You can go back from here."))
    return redirect("desk:settings_configuration_applied", applied.id)


def _applied(applied_id: UUID) -> Applied:
    applied = applied_with(applied_id)
    if applied is None:
        raise Http404
    return applied
