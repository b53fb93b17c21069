"""Lists that staff make themselves: added, changed, shared, removed; with a look at what they find."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from heard.domain.cases.operations.saved_views import add_view, change_view, remove_view
from heard.domain.cases.queries.saved_views import saved_count, saved_page, view_for
from heard.domain.cases.rules.views import may_change_view
from heard.kernel.errors import HeardError, NotAllowed
from heard.web.desk.access import actor_of, desk_view
from heard.web.desk.due import with_due
from heard.web.desk.inbox.filters import FilterForm
from heard.web.desk.inbox.list_form import ListForm, condition_of
from heard.web.desk.page import desk_page

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpResponse

    from heard.domain.cases.models import SavedView
    from heard.web.desk.access import DeskRequest

SHOWN = 10
MOST_COUNTED = 100


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view
def new(request: DeskRequest) -> HttpResponse:
    """One more; from the filters of the inbox where it was asked for from there."""
    return _edit(request, None)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view
def edit(request: DeskRequest, view_id: UUID) -> HttpResponse:
    """Another name, condition, order, or other users."""
    return _edit(request, _changeable(request, view_id))


@require_POST
@desk_view
def remove(request: DeskRequest, view_id: UUID) -> HttpResponse:
    """Gone from everybody's lists."""
    view = _changeable(request, view_id)
    remove_view(view, by=request.user, actor=actor_of(request))
    messages.success(request, _("Removed: %(name)s") % {"name": view.name})
    return redirect("desk:inbox")


def _changeable(request: DeskRequest, view_id: UUID) -> SavedView:
    view = view_for(request.standing, view_id)
    if view is None:
        raise Http404
    if not may_change_view(view, request.standing):
        raise NotAllowed
    return view


def _edit(request: DeskRequest, view: SavedView | None) -> HttpResponse:
    first = condition_of(FilterForm(request.GET).chosen())
    typed = request.POST if request.method == "POST" else None
    form = ListForm(typed, standing=request.standing, view=view, first=first)
    context: dict[str, Any] = {"form": form, "view": view}
    if request.method == "POST" and "look" in request.POST:
        context |= _found(request, form)
    elif request.method == "POST" and form.is_valid() and (saved := _saved(request, form, view)):
        messages.success(request, _("Saved: %(name)s") % {"name": saved.name})
        return redirect(f"{reverse('desk:inbox')}?view={saved.id}")
    return desk_page(request, "desk/inbox/edit.html", context, status=400 if form.errors else 200)


def _found(request: DeskRequest, form: ListForm) -> dict[str, Any]:
    """The first cases it would show. A name is not needed to look."""
    form.is_valid()
    form.errors.pop("name", None)
    if form.errors or form.reshaped:
        return {}
    view = form.as_view(request.user)
    return {
        "looked": True,
        "cases": with_due(saved_page(request.standing, view, size=SHOWN).cases),
        "count": min(saved_count(request.standing, view, most=MOST_COUNTED + 1), MOST_COUNTED + 1),
        "most": MOST_COUNTED,
    }


def _saved(request: DeskRequest, form: ListForm, view: SavedView | None) -> SavedView | None:
    """The list; None where the operation refused, which the form then says."""
    try:
        if view is None:
            return add_view(**form.values(), owner=request.user, actor=actor_of(request))
        change_view(view, **form.values(), by=request.user, actor=actor_of(request))
    except HeardError as error:
        form.add_error(None, error.sentence)
        return None
    return view
