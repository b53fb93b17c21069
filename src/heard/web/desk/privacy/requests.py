"""Requests of people about their own data: the queue, and one of them with what to do next."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from heard.domain.people.models import Assurance, Person
from heard.domain.privacy.models import Copy, RequestKind, RightsRequest
from heard.domain.privacy.operations.copies import fetch_copy
from heard.domain.privacy.operations.looking import note_look, note_looks
from heard.domain.privacy.queries.requests import (
    address_to_prove,
    request_to_read,
    requests_answered,
    requests_to_answer,
)
from heard.domain.privacy.rules.deadlines import days_left, is_near
from heard.domain.privacy.rules.purposes import Purpose
from heard.domain.privacy.rules.requests import needs_proof
from heard.domain.teams.rules.permissions import may_answer_rights
from heard.flows.ask_right import ask_right
from heard.flows.erase_person import holds_against_erasing
from heard.kernel.errors import HeardError
from heard.web.desk.access import actor_of
from heard.web.desk.page import desk_page
from heard.web.desk.privacy.access import rights_view, taking_down_view
from heard.web.desk.privacy.actions import ACTIONS, FORMS, forms_for
from heard.web.desk.privacy.forms import TakeDownForm
from heard.web.desk.privacy.tabs import tabs_for

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from django import forms

    from heard.web.desk.access import DeskRequest


@require_safe
@rights_view
def queue(request: DeskRequest) -> HttpResponse:
    """What stands, first due first, and what was answered lately."""
    waiting = [(one, *due_words(one.due_on)) for one in requests_to_answer()]
    note_looks([one.person_id for one, *_due in waiting], staff=request.user, purpose=Purpose.RIGHTS)
    context = {"tabs": tabs_for(request), "waiting": waiting, "answered": requests_answered()}
    return desk_page(request, "desk/privacy/requests.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@taking_down_view
def take_down(request: DeskRequest, person_id: UUID) -> HttpResponse:
    """A request that came by phone, by letter or at the counter."""
    person = Person.objects.filter(pk=person_id, erased_at__isnull=True).first()
    if person is None:
        raise Http404
    note_look(person.id, staff=request.user, purpose=Purpose.RIGHTS)
    form = TakeDownForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        asked = ask_right(
            person,
            kind=data["kind"],
            channel=data["channel"],
            details=data["details"],
            asked_at=data["asked_on"],
            actor=actor_of(request),
        )
        messages.success(request, _("The request is taken down."))
        if may_answer_rights(request.standing):
            return redirect("desk:request", asked.id)
        return redirect("desk:person", person.id)
    context = {"tabs": tabs_for(request), "form": form, "person": person}
    return desk_page(request, "desk/privacy/request_new.html", context, status=400 if form.errors else 200)


@require_safe
@rights_view
def request_page(request: DeskRequest, request_id: UUID) -> HttpResponse:
    """One request: who, what, by when, and what to do next."""
    return _page(request, _request(request, request_id))


@require_http_methods(["GET", "HEAD", "POST"])
@rights_view
def act(request: DeskRequest, request_id: UUID, action: str) -> HttpResponse:
    """Do one thing, and show the request again with what happened."""
    found = _request(request, request_id)
    if action not in ACTIONS:
        raise Http404
    if request.method != "POST":
        return redirect("desk:request", found.id)
    form = FORMS[action](request.POST) if action in FORMS else None
    if form is not None and not form.is_valid():
        return _page(request, found, wrong=form, status=400)
    try:
        said = ACTIONS[action](request, found, form.cleaned_data if form is not None else {})
    except HeardError as error:
        messages.warning(request, error.sentence)
    else:
        messages.success(request, said)
    return redirect("desk:request", found.id)


@require_POST
@rights_view
def copy_file(request: DeskRequest, request_id: UUID, copy_id: UUID) -> HttpResponse:
    """The copy, to hand over at the counter: once they have shown who they are."""
    found = _request(request, request_id)
    copy = next((one for one in found.copies.all() if one.id == copy_id), None)
    if copy is None or found.proved_at is None:
        raise Http404
    data = fetch_copy(copy, actor=actor_of(request))
    if data is None:
        raise Http404
    answer = HttpResponse(data, content_type="application/zip")
    answer["Content-Disposition"] = 'attachment; filename="data.zip"'
    return answer


def due_words(due_on: date) -> tuple[str, str]:
    """The days that are left, in words, and how pressing that is."""
    today = timezone.localdate()
    left = days_left(due_on, today=today)
    if left < 0:
        return _("Late by %(n)d days") % {"n": -left}, "late"
    words = _("Due today") if left == 0 else _("%(n)d days left") % {"n": left}
    return words, "soon" if is_near(due_on, today=today) else ""


def _request(request: DeskRequest, request_id: UUID) -> RightsRequest:
    try:
        found = request_to_read(request_id)
    except RightsRequest.DoesNotExist as error:
        raise Http404 from error
    note_look(found.person_id, staff=request.user, purpose=Purpose.RIGHTS)
    return found


def _page(
    request: DeskRequest, found: RightsRequest, *, wrong: forms.Form | None = None, status: int = 200
) -> HttpResponse:
    words, state = due_words(found.due_on)
    address = address_to_prove(found.person)
    context: dict[str, Any] = {
        "tabs": tabs_for(request),
        "found": found,
        "due_text": words,
        "due_state": state,
        "needs_proof": needs_proof(found.kind),
        "reached": address is not None,
        "holds": holds_against_erasing(found.person) if _to_be_erased(found) else [],
        "address_proved": address is not None and address.assurance == Assurance.VERIFIED,
        "copy": _newest_copy(found),
        "forms": forms_for(found, wrong),
        "wrong": wrong,
    }
    return desk_page(request, "desk/privacy/request.html", context, status=status)


def _to_be_erased(found: RightsRequest) -> bool:
    return found.kind == RequestKind.ERASE and found.stands


def _newest_copy(found: RightsRequest) -> Copy | None:
    return next((one for one in found.copies.all() if one.removed_at is None), None)
