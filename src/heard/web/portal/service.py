"""A service's own page: what to know before asking, when and where and for whom it is there, and the way on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from heard.domain.cases.models import Draft
from heard.domain.cases.operations.drafts import save_draft
from heard.domain.catalogue.models import Service
from heard.domain.catalogue.queries import asking_now, promises_of, shown_services
from heard.domain.catalogue.rules.checking import OLDEST
from heard.domain.catalogue.rules.offering import asks_age, terms_of, why_not
from heard.web.portal.report import steps
from heard.web.portal.report.browser import remember_draft

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


class AgeForm(forms.Form):
    """Asked only where a service is for some ages alone."""

    age = forms.IntegerField(
        label=_("How old is the person this is for?"),
        help_text=_("In years. We ask only to see whether this is for them, and do not keep it with the report."),
        min_value=0,
        max_value=OLDEST,
        error_messages={
            "required": _("Enter the age in years."),
            "invalid": _("Enter the age as a number, such as 34."),
            "min_value": _("Enter the age as a number, such as 34."),
            "max_value": _("Enter an age up to %(limit_value)s."),
        },
    )


def service(request: HttpRequest, code: str) -> HttpResponse:
    """What there is to know. A POST says the age, and begins the report if it fits."""
    try:
        found = shown_services().get(code=code)
    except Service.DoesNotExist as error:
        raise Http404 from error
    form = AgeForm(request.POST if request.method == "POST" else None) if asks_age(found) else None
    if form and form.is_bound and form.is_valid():
        refused = why_not(found, asking_now(age=form.cleaned_data["age"]))
        if refused is None:
            return _begin(request, found, form.cleaned_data["age"])
        form.add_error("age", refused.sentence)
    return render(request, "portal/service.html", _context(found, form), status=400 if form and form.errors else 200)


def _context(found: Service, form: AgeForm | None) -> dict[str, Any]:
    asking = asking_now()
    return {
        "service": found,
        "terms": terms_of(found, asking.areas),
        "promises": promises_of(found),
        "why_not": None if found.information_only else why_not(found, asking),
        "form": form,
        "back": reverse("portal:home"),
    }


def _begin(request: HttpRequest, found: Service, age: int) -> HttpResponse:
    draft = save_draft(Draft(data={"service": found.code, "done": [steps.SERVICE]}), age=age)
    response = redirect("portal:step", draft_id=draft.id, step=steps.PLACE)
    remember_draft(request, response, draft.id)
    return response
