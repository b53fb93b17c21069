"""The pages of an import."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from heard.domain.imports.models import Import, ImportState
from heard.domain.imports.operations import prepare, set_reading
from heard.domain.imports.queries import newest_imports
from heard.flows.bring_in.requests import REQUESTS, SHIPPED_BY_FORMAT
from heard.flows.bring_in.running import start_import
from heard.kernel import files
from heard.kernel.errors import HeardError
from heard.web.desk.access import actor_of
from heard.web.desk.page import desk_page
from heard.web.desk.settings.access import settings_view
from heard.web.desk.settings.bring_in.forms import FileForm, ReadingForm
from heard.web.desk.settings.bring_in.sample import first_rows, tried

if TYPE_CHECKING:
    from uuid import UUID

    from heard.web.desk.access import DeskRequest


@require_http_methods(["GET", "HEAD", "POST"])
@settings_view
def imports(request: DeskRequest) -> HttpResponse:
    """The imports there were, and a form for another."""
    form = FileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file, data = form.cleaned_data["file"], form.cleaned_data
        row = prepare(
            kind=data["what"], format=data["format"], source=data["source"], file=files.put(file.read()),
            size=file.size, zone=settings.TIME_ZONE, actor=actor_of(request),
        )  # fmt: skip
        return redirect("desk:import", row.id)
    context = {"form": form, "rows": newest_imports()}
    return desk_page(request, "desk/settings/bring_in/list.html", context, status=400 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@settings_view
@never_cache
def one(request: DeskRequest, import_id: UUID) -> HttpResponse:
    """Being prepared: its columns and what would come in. Later: how far it is."""
    row = get_object_or_404(Import, pk=import_id)
    if row.state == ImportState.PREPARED and row.file:
        return _preparing(request, row)
    counts = {"read": 0, "created": 0, "repeated": 0, "rejected": 0} | row.counts
    percent = round(100 * row.done_bytes / row.size) if row.size else 100
    context = {"row": row, "counts": counts, "percent": min(percent, 100), "running": row.state == ImportState.RUNNING}
    return desk_page(request, "desk/settings/bring_in/progress.html", context)


@require_safe
@settings_view
@never_cache
def rejected(request: DeskRequest, import_id: UUID) -> HttpResponse:  # noqa: ARG001
    """The rows that could not be read, each with its reason: mend them and bring in that file."""
    row = get_object_or_404(Import, pk=import_id)
    if not row.rejected or not files.exists(row.rejected):
        raise Http404
    name = f"{row.source}.rejected.csv"
    headers = {"Content-Disposition": content_disposition_header(as_attachment=True, filename=name)}
    return HttpResponse(files.get(row.rejected), content_type="text/csv; charset=utf-8", headers=headers)


def _preparing(request: DeskRequest, row: Import) -> HttpResponse:
    """The columns, and what would come in; "start" brings it in."""
    known = row.kind == REQUESTS and row.format in SHIPPED_BY_FORMAT
    try:
        rows = first_rows(row)
    except HeardError as error:
        return _reading_page(request, row, trouble=error.sentence)
    form = ReadingForm(request.POST if request.method == "POST" else None, row=row, sample=rows)
    if form.is_bound and not known and not form.is_valid():
        return _reading_page(request, row, form=form)
    columns, meanings = ({}, {}) if known else (form.columns(), form.meanings())
    zone = row.zone if known or not form.is_bound else form.cleaned_data.get("zone", row.zone)
    if "start" in request.POST:
        set_reading(row, columns=columns, meanings=meanings, zone=zone)
        start_import(row, actor=actor_of(request))
        messages.success(request, _("It runs in the background. You can leave this page."))
        return redirect("desk:import", row.id)
    if known or not form.missing(columns):
        sample = tried(row, rows, columns=columns, meanings=meanings, zone=zone)
        return _reading_page(request, row, form=form, known=known, sample=sample)
    return _reading_page(request, row, form=form)


def _reading_page(request: DeskRequest, row: Import, **context: Any) -> HttpResponse:
    form = context.get("form")
    wrong = "trouble" in context or (form is not None and form.is_bound and form.errors and not context.get("known"))
    status = 400 if wrong else 200
    return desk_page(request, "desk/settings/bring_in/reading.html", {"row": row} | context, status=status)
