"""The pages that all parts of the settings share: the overview, a list, a form, moving up and down."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from heard.domain.teams.models import Team
from heard.kernel.errors import HeardError, InvalidInput
from heard.web.desk.access import actor_of
from heard.web.desk.page import desk_page
from heard.web.desk.settings.access import settings_view
from heard.web.desk.settings.overview import overview as headings_with_parts
from heard.web.desk.settings.sections import SECTIONS

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpResponse

    from heard.web.desk.access import DeskRequest
    from heard.web.desk.settings.forms import SettingsForm
    from heard.web.desk.settings.section import Section


@require_safe
@settings_view
def overview(request: DeskRequest) -> HttpResponse:
    """Every part, with what it is for. An empty council begins with its first page."""
    if not Team.objects.exists():
        return redirect("desk:settings_first")
    return desk_page(request, "desk/settings/overview.html", {"headings": headings_with_parts()})


@require_safe
@settings_view
def listing(request: DeskRequest, slug: str) -> HttpResponse:
    """The rows of one part."""
    section = _section(slug)
    context = {"section": section, "lines": section.lines(section.rows())}
    if section.beside:
        context |= section.beside(request)
    return desk_page(request, section.list_template, context)


@require_http_methods(["GET", "HEAD", "POST"])
@settings_view
def add(request: DeskRequest, slug: str) -> HttpResponse:
    """A new row."""
    section = _section(slug)
    if not section.add:
        raise Http404
    return _edit(request, section, None)


@require_http_methods(["GET", "HEAD", "POST"])
@settings_view
def edit(request: DeskRequest, slug: str, row_id: UUID) -> HttpResponse:
    """One row."""
    section = _section(slug)
    return _edit(request, section, _row(section, row_id))


@require_POST
@settings_view
def move(request: DeskRequest, slug: str, row_id: UUID) -> HttpResponse:
    """One place up or down."""
    section = _section(slug)
    if section.move is None:
        raise Http404
    step = -1 if request.POST.get("step") == "up" else 1
    section.move(_row(section, row_id), step=step, actor=actor_of(request))
    return redirect("desk:settings_list", slug)


def add_errors(form: SettingsForm, error: HeardError) -> None:
    """What an operation found wrong, beside the fields it is about."""
    if not isinstance(error, InvalidInput):
        form.add_error(None, error.sentence)
        return
    for name, sentence in error.fields.items():
        form.add_error(name if name in form.fields else None, sentence)


def _edit(request: DeskRequest, section: Section, row: Any) -> HttpResponse:
    form = section.form(request.POST if request.method == "POST" else None, row=row)
    preview = ""
    if request.method == "POST" and form.is_valid():
        if "preview" in request.POST:
            preview = form.preview()
        elif saved := _save(request, form):
            messages.success(request, _("Saved: %(name)s") % {"name": saved})
            return redirect("desk:settings_edit", section.slug, saved.id)
    elif request.method == "GET" and row:
        preview = form.preview()
    context = {"section": section, "form": form, "row": row, "preview": preview}
    context["links"] = section.links(row) if row else []
    return desk_page(request, section.template, context, status=400 if form.errors else 200)


def _save(request: DeskRequest, form: SettingsForm) -> Any:
    """The row; None where the operation refused, which the form then says."""
    try:
        return form.save(actor_of(request))
    except HeardError as error:
        add_errors(form, error)
    return None


def _section(slug: str) -> Section:
    try:
        return SECTIONS[slug]
    except KeyError as error:
        raise Http404 from error


def _row(section: Section, row_id: UUID) -> Any:
    try:
        return section.rows().get(pk=row_id)
    except ObjectDoesNotExist as error:
        raise Http404 from error
