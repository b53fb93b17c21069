"""A resident shows that an address is theirs: by the code we send there, or by the link in the mail we sent there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from heard.domain.conversations.rules.links import tracking_path
from heard.domain.people.models import Assurance, Identity
from heard.domain.people.operations.proving import DIGITS
from heard.domain.people.queries.addresses import identity_in_use
from heard.domain.people.rules.contact_points import masked
from heard.domain.people.rules.proof_links import identity_to_confirm, identity_to_prove
from heard.flows.prove_identity import check_proof, confirm_by_link, send_proof
from heard.kernel.actor import resident
from heard.web.portal.visitor import limit_sending

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

_PAGE = ["GET", "HEAD", "POST"]


class CodeForm(forms.Form):
    """The code as somebody reads it off."""

    code = forms.CharField(
        label=gettext_lazy("Code"),
        max_length=20,
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "one-time-code"}),
        error_messages={"required": gettext_lazy("Enter the code we sent you.")},
    )


@never_cache
@require_http_methods(_PAGE)
def prove(request: HttpRequest, token: str) -> HttpResponse:
    """Offer to send a code; sent, it is asked for on the next page. A mere visit sends nothing."""
    identity, conversation_id = _to_prove(token)
    if request.method == "POST":
        limit_sending(request)
        send_proof(identity, actor=resident(identity.person_id))
        return redirect("portal:prove_code", token=token)
    return _page(request, "portal/prove.html", identity, _back(conversation_id))


@never_cache
@require_http_methods(_PAGE)
def code(request: HttpRequest, token: str) -> HttpResponse:
    """Ask for the code."""
    identity, conversation_id = _to_prove(token)
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        limit_sending(request)
        if check_proof(identity, form.cleaned_data["code"], actor=resident(identity.person_id)):
            messages.success(request, _("Thank you. We know now that this address is yours."))
            return redirect(_back(conversation_id) or request.path)
        form.add_error("code", _("This is not the newest code, or it is too old. Check it, or ask for another one."))
    context = {"form": form, "digits": DIGITS, "token": token}
    return _page(request, "portal/prove_code.html", identity, _back(conversation_id), **context)


@never_cache
@require_http_methods(_PAGE)
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """The link of a mail. Programs that look through mail open links too: only the button confirms."""
    identity_id = identity_to_confirm(token)
    identity = _identity(identity_id) if identity_id else None
    if identity is None:
        raise Http404
    if request.method == "POST":
        confirm_by_link(identity, actor=resident(identity.person_id))
        return redirect("portal:confirm", token=token)
    return _page(request, "portal/confirm.html", identity, "")


def _page(request: HttpRequest, template: str, identity: Identity, back: str, **context: object) -> HttpResponse:
    form = context.get("form")
    status = 400 if isinstance(form, forms.Form) and form.errors else 200
    context |= {
        "address": masked(identity),
        "proved": identity.assurance == Assurance.VERIFIED,
        "back": back,
    }
    answer = render(request, template, context, status=status)
    answer["X-Robots-Tag"] = "noindex"
    return answer


def _to_prove(token: str) -> tuple[Identity, UUID | None]:
    found = identity_to_prove(token)
    if found is None:
        raise Http404
    identity_id, conversation_id = found
    return _identity(identity_id), conversation_id


def _identity(identity_id: UUID) -> Identity:
    try:
        return identity_in_use(identity_id)
    except Identity.DoesNotExist as error:
        raise Http404 from error


def _back(conversation_id: UUID | None) -> str:
    return tracking_path(conversation_id) if conversation_id else ""
