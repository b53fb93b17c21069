"""The small pages that change one part of what we know of a resident; which parts there are, and the view of all."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from heard.domain.privacy.operations.looking import note_look, note_looks
from heard.domain.privacy.rules.purposes import Purpose
from heard.kernel.errors import HeardError, InvalidInput
from heard.web.desk.access import actor_of, desk_view
from heard.web.desk.page import desk_page
from heard.web.desk.people import consent, details, household, merged, notes, reach, speaking
from heard.web.desk.people.access import editable_person
from heard.web.desk.people.panel import panel_of
from heard.web.desk.people.somebody import SomebodyForm

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from django.http import HttpResponse
    from django.utils.functional import _StrPromise

    from heard.domain.people.queries.profile import WholePerson
    from heard.web.desk.access import DeskRequest
    from heard.web.desk.people.forms import PersonForm


def _nothing(_request: DeskRequest, _whole: WholePerson) -> dict[str, Any]:
    return {}


@dataclass(frozen=True, slots=True)
class Part:
    """One page: its forms by the name that `do` sends; `beside` is what else its template shows."""

    title: _StrPromise
    template: str
    forms: tuple[type[PersonForm], ...]
    beside: Callable[[DeskRequest, WholePerson], dict[str, Any]] = field(default=_nothing)


PARTS = {
    "details": Part(_("Name, language and needs"), "desk/people/edit/details.html", details.FORMS),
    "reach": Part(_("How to reach them"), "desk/people/edit/reach.html", reach.FORMS, reach.beside),
    "household": Part(_("Household"), "desk/people/edit/household.html", household.FORMS),
    "speaking": Part(_("Who may speak for whom"), "desk/people/edit/speaking.html", speaking.FORMS),
    "consent": Part(_("What we may send"), "desk/people/edit/consent.html", consent.FORMS, consent.beside),
    "notes": Part(_("Notes and cautions"), "desk/people/edit/notes.html", notes.FORMS),
    "merged": Part(_("Merged records"), "desk/people/edit/merged.html", merged.FORMS, merged.beside),
}


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view
def part_page(request: DeskRequest, person_id: UUID, slug: str) -> HttpResponse:
    """Show one part, or do one thing to it and show it again with the sentence that says what happened."""
    if slug not in PARTS:
        raise Http404
    whole, part = editable_person(request, person_id), PARTS[slug]
    if whole.person.id != person_id:
        return redirect("desk:person_part", whole.person.id, slug)
    note_look(whole.person.id, staff=request.user, purpose=Purpose.CORRECTION)
    if request.method != "POST":
        return _page(request, whole, part)
    form = _form_sent(request, whole, part)
    if "look" in request.POST:  # who is meant is looked up: nothing was sent yet, so nothing is wrong yet
        return _looked_up(request, whole, part, form)
    if form.is_valid() and (said := saved(form, request)):
        messages.success(request, said)
        return redirect("desk:person_part", whole.person.id, slug)
    _note_found(request, form)
    return _page(request, whole, part, form, status=400)


def saved(form: PersonForm, request: DeskRequest) -> str:
    """What was done, in words; empty where it was refused, which the form then says."""
    try:
        return form.save(actor_of(request))
    except InvalidInput as error:
        for name, sentence in error.fields.items():
            form.add_error(name if name in form.fields else None, sentence)
    except HeardError as error:
        form.add_error(None, error.sentence)
    return ""


def _form_sent(request: DeskRequest, whole: WholePerson, part: Part) -> PersonForm:
    kind = next((form for form in part.forms if form.do == request.POST.get("do")), None)
    if kind is None:
        raise Http404
    return kind(whole, request, data=request.POST)


def _looked_up(request: DeskRequest, whole: WholePerson, part: Part, form: PersonForm) -> HttpResponse:
    fresh = type(form)(whole, request)
    fresh.initial = {**fresh.initial} | {name: said for name in form.fields if (said := request.POST.get(name))}
    _note_found(request, fresh)
    if request.htmx:
        return render(request, "desk/people/edit/found.html", {"form": fresh})
    return _page(request, whole, part, fresh)


def _note_found(request: DeskRequest, form: PersonForm) -> None:
    """Whoever may be meant is shown with their addresses and numbers."""
    if isinstance(form, SomebodyForm):
        note_looks([known.person.id for known in form.found], staff=request.user, purpose=Purpose.SEARCH)


def _page(
    request: DeskRequest, whole: WholePerson, part: Part, sent: PersonForm | None = None, *, status: int = 200
) -> HttpResponse:
    """`sent` is the form with mistakes, or with what was looked up; the others are fresh."""
    forms = {kind.do: sent if isinstance(sent, kind) else kind(whole, request) for kind in part.forms}
    wrong = sent if sent and sent.is_bound else None
    context = {"part": part, "panel": panel_of(request.standing, whole), "forms": forms, "wrong": wrong}
    return desk_page(request, part.template, context | part.beside(request, whole), status=status)
