"""One's own data: ask for a copy, a correction, a deletion, an end of its use; show who one is; fetch the copy.

The page opens with a signed link and shows nothing of what we know. Nothing is released before its reader has shown,
by a code sent to an address we have, that they are the person.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from heard.domain.people.models import Person
from heard.domain.people.queries.proofs import has_open_code
from heard.domain.people.rules.contact_points import masked
from heard.domain.privacy.models import Copy, ProofKind, RequestKind
from heard.domain.privacy.operations.copies import fetch_copy
from heard.domain.privacy.operations.requests import MOST_CHARACTERS, note_proof
from heard.domain.privacy.queries.requests import address_to_prove, copy_to_fetch, requests_of
from heard.domain.privacy.rules.letters import asked_for
from heard.domain.privacy.rules.links import copy_of_link, my_data_path, person_of_my_data
from heard.domain.privacy.rules.requests import needs_proof
from heard.flows.ask_right import ask_right
from heard.flows.prove_identity import check_proof, send_proof
from heard.kernel.actor import resident
from heard.kernel.errors import Removed
from heard.web.portal.prove import CodeForm
from heard.web.portal.visitor import limit_sending
from heard.web.ui.forms import Choice

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest

    from heard.domain.privacy.models import RightsRequest

_PAGE = ["GET", "HEAD", "POST"]


class AskForm(forms.Form):
    """Which right, and in their words what about."""

    kind = forms.ChoiceField(
        label=gettext_lazy("What would you like?"),
        choices=[
            (
                RequestKind.ACCESS,
                Choice(gettext_lazy("Get a copy"), hint=gettext_lazy("Of everything we keep about you")),
            ),
            (RequestKind.RECTIFY, Choice(gettext_lazy("Correct"), hint=gettext_lazy("Something we have wrong"))),
            (RequestKind.ERASE, Choice(gettext_lazy("Delete"), hint=gettext_lazy("What we keep about you"))),
            (
                RequestKind.RESTRICT,
                Choice(gettext_lazy("Stop using"), hint=gettext_lazy("We keep it, and use it for nothing else")),
            ),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose what you would like.")},
    )
    details = forms.CharField(
        label=gettext_lazy("Tell us more (optional)"),
        help_text=gettext_lazy("For a correction: what is wrong, and how it should be."),
        required=False,
        max_length=MOST_CHARACTERS,
        widget=forms.Textarea({"rows": 4}),
    )

    def clean(self) -> dict[str, str]:
        """A correction says what is wrong."""
        cleaned = super().clean() or {}
        if cleaned.get("kind") == RequestKind.RECTIFY and not cleaned.get("details", "").strip():
            self.add_error("details", _("Write what is wrong, and how it should be."))
        return cleaned


@never_cache
@require_http_methods(_PAGE)
def my_data(request: HttpRequest, token: str) -> HttpResponse:
    """What was asked and where it stands; ask for something."""
    person = _person(token)
    reached = address_to_prove(person) is not None
    form = AskForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        limit_sending(request)
        asked = ask_right(person, channel="portal", actor=resident(person.id), **form.cleaned_data)
        written = _("We have your request, and write to you.")
        messages.success(request, written if reached else _("We have your request. No email of ours reaches you."))
        return redirect("portal:my_data_code" if _to_prove([asked]) else "portal:my_data", token)
    asked_before = requests_of(person)
    context = {
        "form": form,
        "token": token,
        "requests": asked_before,
        "to_prove": bool(_to_prove(asked_before)),
        "reached": reached,
    }
    return _page(request, "portal/my_data.html", context, form)


@never_cache
@require_http_methods(_PAGE)
def code(request: HttpRequest, token: str) -> HttpResponse:
    """Show who one is, by a code sent to the surest address we have."""
    person = _person(token)
    waiting, address = _to_prove(requests_of(person)), address_to_prove(person)
    if not waiting:
        return redirect("portal:my_data", token)
    form = CodeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and address and form.is_valid():
        limit_sending(request)
        if check_proof(address, form.cleaned_data["code"], actor=resident(person.id)):
            for one in waiting:
                note_proof(one, how=ProofKind.CODE, actor=resident(person.id))
            messages.success(request, _("Thank you. We know now that it is you."))
            return redirect("portal:my_data", token)
        form.add_error("code", _("This is not the newest code, or it is too old. Check it, or ask for another one."))
    context = {
        "form": form,
        "token": token,
        "address": masked(address) if address else "",
        "sent": address is not None and has_open_code(address),
        "asked_for": [asked_for(one.kind) for one in waiting],  # somebody else may have had the link in hand
    }
    return _page(request, "portal/my_data_code.html", context, form)


@never_cache
@require_POST
def send_code(request: HttpRequest, token: str) -> HttpResponse:
    """Send the code."""
    person = _person(token)
    address = address_to_prove(person)
    if address is None or not _to_prove(requests_of(person)):
        raise Http404
    limit_sending(request)
    send_proof(address, actor=resident(person.id))
    return redirect(f"{my_data_path(person.id)}code/")


@never_cache
@require_http_methods(_PAGE)
def my_copy(request: HttpRequest, token: str) -> HttpResponse:
    """The copy, by the link sent to a proved address. Programs that look through mail open links: a button fetches."""
    copy = _copy(token)
    if request.method != "POST":
        return _page(request, "portal/my_copy.html", {"copy": copy, "token": token})
    data = fetch_copy(copy, actor=resident(copy.person_id))
    if data is None:
        return redirect("portal:my_copy", token)
    answer = HttpResponse(data, content_type="application/zip")
    answer["Content-Disposition"] = 'attachment; filename="your-data.zip"'
    return answer


def _page(
    request: HttpRequest, template: str, context: dict[str, object], form: forms.Form | None = None
) -> HttpResponse:
    answer = render(request, template, context, status=400 if form is not None and form.errors else 200)
    answer["X-Robots-Tag"] = "noindex"
    return answer


def _to_prove(asked: list[RightsRequest]) -> list[RightsRequest]:
    return [one for one in asked if one.stands and needs_proof(one.kind) and one.proved_at is None]


def _person(token: str) -> Person:
    person_id = person_of_my_data(token)
    person = Person.objects.filter(pk=person_id).first() if person_id else None
    if person is None:
        raise Http404
    if person.is_erased:
        raise Removed(_("We removed what we kept about you. There is nothing left to ask for here."))
    return person


def _copy(token: str) -> Copy:
    copy_id: UUID | None = copy_of_link(token)
    try:
        copy = copy_to_fetch(copy_id) if copy_id else None
    except Copy.DoesNotExist as error:
        raise Http404 from error
    if copy is None:
        raise Http404
    return copy
