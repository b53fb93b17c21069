"""Writing a segment, with its number following what is typed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from heard.domain.criteria.rules import load
from heard.domain.segments.operations import add_segment, change_segment
from heard.domain.segments.rules.sensitive import sensitive_fields
from heard.kernel.errors import HeardError, InvalidInput
from heard.web.desk.access import actor_of
from heard.web.desk.page import desk_page
from heard.web.desk.segments.access import keepers_view, kept_segment
from heard.web.desk.segments.figures import counted, in_words
from heard.web.desk.segments.forms import SegmentForm

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpResponse

    from heard.domain.segments.models import Segment
    from heard.web.desk.access import DeskRequest

COUNT = "segment-count"  # the element that htmx fills


@require_http_methods(["GET", "HEAD", "POST"])
@keepers_view
def new(request: DeskRequest) -> HttpResponse:
    """One more."""
    return _edit(request, None)


@require_http_methods(["GET", "HEAD", "POST"])
@keepers_view
def edit(request: DeskRequest, segment_id: UUID) -> HttpResponse:
    """Another name, purpose or condition."""
    return _edit(request, kept_segment(request, segment_id))


def _edit(request: DeskRequest, segment: Segment | None) -> HttpResponse:
    typed = request.POST if request.method == "POST" else None
    form = SegmentForm(typed, standing=request.standing, segment=segment)
    if request.htmx.target == COUNT:
        return render(request, "desk/segments/count.html", _counted(form))
    context: dict[str, Any] = {"form": form, "segment": segment}
    if request.method == "POST" and "save" not in request.POST:
        context |= _counted(form)
        form.errors.clear()  # nobody said yet that they are done
    elif request.method == "POST" and form.is_valid() and (saved := _saved(request, form, segment)):
        return _after(request, saved)
    return desk_page(request, "desk/segments/edit.html", context, status=400 if form.errors else 200)


def _counted(form: SegmentForm) -> dict[str, Any]:
    """The condition as it stands, in words and a number; what is wrong with it, where it cannot be counted."""
    form.is_valid()
    if "condition" not in form.cleaned_data:
        return {"trouble": form.errors.get("condition", []), "words": "", "count": None}
    condition = form.cleaned_data["condition"]
    sensitive = bool(sensitive_fields(load(condition, form.vocabulary)))
    return {
        "words": in_words(condition, form.vocabulary),
        "count": counted(condition, sensitive=sensitive),
        "sensitive": sensitive,
    }


def _saved(request: DeskRequest, form: SegmentForm, segment: Segment | None) -> Segment | None:
    """The segment; None where the operation refused, which the form then says."""
    try:
        if segment is None:
            return add_segment(**form.values(), actor=actor_of(request))
        change_segment(segment, **form.values(), actor=actor_of(request))
    except InvalidInput as error:
        for name, sentence in error.fields.items():
            form.add_error(name if name in form.fields else None, sentence)
        return None
    except HeardError as error:
        form.add_error(None, error.sentence)
        return None
    return segment


def _after(request: DeskRequest, segment: Segment) -> HttpResponse:
    if segment.current and segment.current.is_draft:
        messages.success(request, _("Saved as a draft: a colleague must approve it before it is used."))
    else:
        messages.success(request, _("Saved: %(name)s") % {"name": segment.name})
    return redirect("desk:segment", segment.id)
