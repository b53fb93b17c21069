"""Joining a report that is there already ("that's mine too"), instead of filing a second one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from heard.domain.cases.models import Case, Draft
from heard.domain.cases.operations.drafts import finish_draft, open_draft
from heard.domain.cases.queries.access import public_case
from heard.domain.people.rules.contact_points import email_key
from heard.flows.follow_case import follow_case
from heard.kernel import tokens
from heard.kernel.errors import InvalidInput
from heard.kernel.ids import new_id
from heard.web.portal.report.browser import own_drafts, remember_draft
from heard.web.portal.report.contact import own_language
from heard.web.portal.visitor import limit_sending

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

LONGEST = 4000


class FollowForm(forms.Form):
    """Who wants to hear about it, and what they would add. The ticket makes sending it twice one voice."""

    ticket = forms.CharField(widget=forms.HiddenInput, required=False)
    email = forms.CharField(
        label=_("Email address"),
        help_text=_("We write to you when something happens."),
        max_length=254,
        widget=forms.EmailInput({"autocomplete": "email", "spellcheck": "false"}),
        error_messages={"required": _("Enter your email address, so that we can tell you more.")},
    )
    name = forms.CharField(
        label=_("Your name (optional)"),
        max_length=200,
        required=False,
        widget=forms.TextInput({"autocomplete": "name"}),
    )
    text = forms.CharField(
        label=_("Is there anything to add? (optional)"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea({"rows": 4}),
    )

    def clean_email(self) -> str:
        """An address that mail can go to."""
        try:
            email_key(self.cleaned_data["email"])
        except InvalidInput as error:
            raise forms.ValidationError(error.sentence) from error
        return self.cleaned_data["email"].strip()


@never_cache
def follow(request: HttpRequest, reference: str) -> HttpResponse:
    """Ask for an address, then join."""
    try:
        case = public_case(reference)
    except Case.DoesNotExist as error:
        raise Http404 from error
    if case.is_at_home:  # what comes to one door is nobody else's
        raise Http404
    form = FollowForm(request.POST or None, initial={"ticket": _ticket(request, case)})
    if not (request.method == "POST" and form.is_valid()):
        return render(request, "portal/follow.html", {"form": form, "case": case}, status=400 if form.is_bound else 200)
    limit_sending(request)
    draft_id = _join(case, form.cleaned_data)
    response = redirect("portal:sent", draft_id=draft_id)
    remember_draft(request, response, draft_id)
    return response


@transaction.atomic
def _join(case: Case, given: dict[str, Any]) -> UUID:
    """Follow the case once a ticket, however often its page is sent."""
    reference, draft_id = tokens.read("follow", given["ticket"]) or (case.reference, str(new_id()))
    if reference != case.reference:
        raise Http404
    draft = open_draft(Draft(id=UUID(draft_id)))
    if draft.sent_as_id is None:
        conversation = follow_case(
            case, name=given["name"], email=given["email"], text=given["text"], language=own_language()
        )
        finish_draft(draft, case=case, conversation=conversation.id, joined=True)
    return draft.id


def _ticket(request: HttpRequest, case: Case) -> str:
    """For the report in the making that led here, if this browser began it, otherwise for a new one."""
    asked = request.GET.get("report", "")
    own = next((draft for draft in own_drafts(request) if str(draft) == asked), None)
    return tokens.sign("follow", [case.reference, str(own or new_id())])
