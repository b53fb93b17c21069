"""What a service promises, for each priority: how soon there is an answer, news, and an end."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from heard.domain.catalogue.models import Priority, Service
from heard.domain.catalogue.operations import PROMISED, Promises
from heard.domain.teams.rules.targets import InvalidTarget, Target
from heard.flows.change_targets import change_targets
from heard.web.desk.access import actor_of
from heard.web.desk.page import desk_page
from heard.web.desk.settings.access import settings_view

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpResponse

    from heard.web.desk.access import DeskRequest

ANY = ""
PRIORITIES = [(ANY, gettext_lazy("Any priority")), *Priority.choices]


@dataclass(frozen=True, slots=True)
class Promise:
    """One line of the form: a priority, its fields, and what they say now."""

    label: str
    fields: list[Any]
    words: str


class TargetField(forms.CharField):
    """A target as people write it ("5d"), cleaned to its plain form; empty promises nothing."""

    def clean(self, value: Any) -> str:
        """Say beside the field what is wrong with it."""
        text = str(super().clean(value))
        try:
            return str(Target.parse(text)) if text else ""
        except InvalidTarget as error:
            raise forms.ValidationError(error.sentence) from error


class TargetsForm(forms.Form):
    """A field for each promise at each priority."""

    def __init__(self, service: Service, data: Any = None) -> None:
        super().__init__(data)
        self.promised = {row.priority: row for row in service.targets.all()}
        labels = {
            "first_response": _("First answer"),
            "next_update": _("News at least every"),
            "resolution": _("Done"),
        }
        for priority, label in PRIORITIES:
            for kind in PROMISED:
                row = self.promised.get(priority)
                self.fields[f"{kind}_{priority}"] = TargetField(
                    label=f"{labels[kind]}: {str(label).lower()}",
                    required=False,
                    max_length=16,
                    initial=getattr(row, kind, ""),
                )

    def lines(self) -> list[Promise]:
        """The fields as the page shows them."""
        return [
            Promise(str(label), [self[f"{kind}_{priority}"] for kind in PROMISED], self._words(priority))
            for priority, label in PRIORITIES
        ]

    def promises(self) -> Promises:
        """What was typed, as the operation takes it."""
        return {code: {kind: self.cleaned_data[f"{kind}_{code}"] for kind in PROMISED} for code, _label in PRIORITIES}

    def _words(self, priority: str) -> str:
        row = self.promised.get(priority)
        if row is None:
            return ""
        said = {
            _("answered %(when)s"): row.first_response,
            _("news again %(when)s"): row.next_update,
            _("done %(when)s"): row.resolution,
        }
        return ", ".join(phrase % {"when": Target.parse(code).in_words()} for phrase, code in said.items() if code)


@require_http_methods(["GET", "HEAD", "POST"])
@settings_view
def targets(request: DeskRequest, service_id: UUID) -> HttpResponse:
    """What is promised; changed, the open cases' dates follow."""
    service = get_object_or_404(Service, pk=service_id)
    form = TargetsForm(service, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        if change_targets(service, promises=form.promises(), actor=actor_of(request)):
            messages.success(request, _("Saved. The dates of open cases are moving; each says so on its timeline."))
        return redirect("desk:settings_targets", service.id)
    status = 400 if form.errors else 200
    return desk_page(request, "desk/settings/targets.html", {"service": service, "form": form}, status=status)
