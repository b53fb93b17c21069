"""Legal holds: what must not be removed, why, and until when somebody looks at it again. Administrators place them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from heard.domain.cases.models import Case
from heard.domain.people.models import Person
from heard.domain.privacy.models import LegalHold
from heard.domain.privacy.operations.holds import end_hold, place_hold
from heard.domain.privacy.queries.holds import holds_on, standing_holds
from heard.kernel import clock
from heard.kernel.errors import InvalidInput
from heard.web.desk.access import actor_of
from heard.web.desk.page import desk_page
from heard.web.desk.privacy.tabs import tabs_for
from heard.web.desk.settings.access import settings_view

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpResponse

    from heard.web.desk.access import DeskRequest


class HoldForm(forms.Form):
    """Why it must be kept, and when somebody looks at that again."""

    reason = forms.CharField(
        label=gettext_lazy("Why must it be kept?"),
        help_text=gettext_lazy("Administrators alone read this."),
        widget=forms.Textarea({"rows": 3}),
        max_length=2000,
        error_messages={"required": gettext_lazy("Say why it must be kept")},
    )
    review_on = forms.DateField(
        label=gettext_lazy("Look at it again on"),
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        help_text=gettext_lazy("It is kept beyond that day too, until somebody ends the hold."),
        error_messages={
            "required": gettext_lazy("Enter a day"),
            "invalid": gettext_lazy("Choose a day to come"),
        },
    )


@dataclass(frozen=True, slots=True)
class HoldLine:
    """A hold as the list shows it: whom or what it is on by link, never by name."""

    hold: LegalHold
    reference: str
    overdue: bool


@require_safe
@settings_view
def holds(request: DeskRequest) -> HttpResponse:
    """Those that stand, the next to be looked at first."""
    standing = list(standing_holds())
    on_cases = Case.objects.filter(pk__in=[one.case_id for one in standing], confidential=False)
    references = dict(on_cases.values_list("pk", "reference"))
    today = clock.now().date()
    lines = [
        HoldLine(one, references.get(one.case_id, "") if one.case_id else "", overdue=one.review_on <= today)
        for one in standing
    ]
    return desk_page(request, "desk/privacy/holds.html", {"lines": lines, "tabs": tabs_for(request)})


@require_http_methods(["GET", "HEAD", "POST"])
@settings_view
def hold_case(request: DeskRequest, reference: str) -> HttpResponse:
    """Place a hold on a case: nothing said in it is removed, and nobody who reported it is erased."""
    case = get_object_or_404(Case, reference=reference)  # a confidential one too: its reference says nothing of it
    return _place(request, case.reference, case=case.id)


@require_http_methods(["GET", "HEAD", "POST"])
@settings_view
def hold_person(request: DeskRequest, person_id: UUID) -> HttpResponse:
    """Place a hold on a person, whichever of their records is named."""
    person = get_object_or_404(Person, pk=person_id)
    if person.is_erased:
        raise Http404
    return _place(request, _("A resident"), person=person)


@require_POST
@settings_view
def end(request: DeskRequest, hold_id: UUID) -> HttpResponse:
    """It need not be kept for this any more."""
    end_hold(get_object_or_404(LegalHold, pk=hold_id), actor=actor_of(request))
    messages.success(request, _("The hold is ended. What is older than its rule is removed tonight."))
    return redirect("desk:holds")


def _place(request: DeskRequest, words: str, **on: Any) -> HttpResponse:
    form = HoldForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _placed(request, form, **on):
        messages.success(request, _("The hold stands: nothing of this is removed."))
        return redirect("desk:holds")
    context = {"form": form, "words": words, "standing": holds_on(**_asked(on)).first()}
    return desk_page(request, "desk/privacy/hold_new.html", context, status=400 if form.errors else 200)


def _placed(request: DeskRequest, form: HoldForm, **on: Any) -> bool:
    try:
        place_hold(**form.cleaned_data, **on, actor=actor_of(request))
    except InvalidInput as error:
        for name, sentence in error.fields.items():
            form.add_error(name, sentence)
        return False
    return True


def _asked(on: dict[str, Any]) -> dict[str, Any]:
    return {"cases": [on["case"]]} if "case" in on else on
