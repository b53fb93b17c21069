"""The inbox as a page, and the list pane that every case page carries beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from heard.domain.cases.queries.inbox import EVERYTHING, View, view_counts
from heard.domain.cases.queries.search import case_found_by_number
from heard.domain.cases.rules.views import may_change_view
from heard.web.desk.access import desk_view
from heard.web.desk.due import with_due
from heard.web.desk.inbox.chosen import Chosen, chosen_list
from heard.web.desk.inbox.filters import FilterForm, posted_query, without, words_of
from heard.web.desk.inbox.hints import reference_hint, services_called
from heard.web.desk.inbox.words import opened_words
from heard.web.desk.page import INBOX_TOPIC, desk_page

if TYPE_CHECKING:
    from django.http import HttpResponse

    from heard.web.desk.access import DeskRequest

MOST_COUNTED = 99
OF_THE_CASE = ("answer", "ending")  # what a case page adds to the query string; it does not belong to the list


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view
def inbox(request: DeskRequest) -> HttpResponse:
    """The list of cases; a reference in the search goes straight to its case. Filters are posted: see posted_query."""
    if request.method == "POST":
        return redirect(f"{reverse('desk:inbox')}?{posted_query(request.POST)}")
    if (text := opened_words(request.GET.get("q", "")).strip()) and (
        found := case_found_by_number(request.standing, text)
    ):
        return redirect("desk:case", found.reference)
    context = list_context(request) | {"services_called": services_called(text)}
    if request.htmx.target == "inbox-list":
        return render(request, "desk/inbox/list.html", context)
    return desk_page(request, "desk/inbox/page.html", context | {"counts": _counts(request)}, topics=(INBOX_TOPIC,))


def list_context(request: DeskRequest, *, current: str = "") -> dict[str, Any]:
    """What the list pane needs, from the query string that every row carries along."""
    form = FilterForm(request.GET)
    filters = form.filters()
    view = chosen_list(request, narrowed=filters != EVERYTHING)
    page, trouble = view.page(request, filters)
    kept = without(request.GET, "after")
    return {
        "view": view,
        "views": _views(request, view),
        "may_change_view": view.view is not None and may_change_view(view.view, request.standing),
        "trouble": trouble,
        "filter_form": form,
        "filter_words": words_of(form, request.GET),
        "search_text": filters.text,
        "reference_hint": "" if page.cases else reference_hint(filters.text),
        "cases": with_due(page.cases),
        "older": f"?{kept}{'&' if kept else ''}after={page.next}" if page.next else "",
        "first_page": f"?{kept}" if request.GET.get("after") else "",
        "list_query": without(request.GET, *OF_THE_CASE),
        "current": current,
    }


def _views(request: DeskRequest, chosen: Chosen) -> list[dict[str, Any]]:
    """The lists as chips; the filters stay when the list changes."""
    kept = without(request.GET, "after", "view")
    base = f"{reverse('desk:inbox')}?{kept}{'&' if kept else ''}"
    lists = [*((view.value, view.label) for view in View), *((str(view.id), view.name) for view in chosen.saved)]
    return [{"text": label, "href": f"{base}view={code}", "current": code == chosen.code} for code, label in lists]


def _counts(request: DeskRequest) -> list[dict[str, Any]]:
    """How much waits in each of the reader's own views, counted no further than people read."""
    found = view_counts(request.standing, most=MOST_COUNTED + 1)
    return [
        {"label": view.label, "number": _number(found[view]), "href": f"?view={view.value}"}
        for view in View
        if view in found
    ]


def _number(count: int) -> str:
    return f"{MOST_COUNTED}+" if count > MOST_COUNTED else str(count)
