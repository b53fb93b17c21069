"""What a service promises, for each priority and for some cases alone: when there is an answer, news, an end."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from heard.domain.cases.queries.vocabulary import case_vocabulary
from heard.domain.catalogue.models import PROMISED, Priority, Service
from heard.domain.catalogue.queries import conditional_targets, plain_promises
from heard.domain.criteria.rules import InvalidCondition, load
from heard.domain.teams.rules.targets import InvalidTarget, Target
from heard.flows.change_targets import change_targets
from heard.web.desk.access import actor_of
from heard.web.desk.page import desk_page
from heard.web.desk.settings.access import settings_view
from heard.web.desk.settings.promise_dates import dates_said, saved_said, usual_team
from heard.web.desk.settings.promise_trial import MONTHS, USUAL_MONTHS, Trial, trials_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

    from django.http import HttpResponse

    from heard.domain.catalogue.operations import Promises
    from heard.domain.criteria.rules import Vocabulary
    from heard.web.desk.access import DeskRequest

ANY = ""
PRIORITIES = [(ANY, gettext_lazy("Any priority")), *Priority.choices]
LABELS = {
    "first_response": gettext_lazy("First answer"),
    "next_update": gettext_lazy("News at least every"),
    "resolution": gettext_lazy("Done"),
}
SAID = {
    "first_response": gettext_lazy("answered %(when)s"),
    "next_update": gettext_lazy("news again %(when)s"),
    "resolution": gettext_lazy("done %(when)s"),
}


@dataclass(frozen=True, slots=True)
class Promise:
    """One line of the form: a priority, its fields, what they say now, the dates that means, and what was tried."""

    label: str
    fields: list[Any]
    words: str
    dates: str
    trials: list[Trial]


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
    """A field for each promise at each priority, and how far back they are tried."""

    months = forms.ChoiceField(label=gettext_lazy("Try them on the cases of the last"), choices=MONTHS, required=False)

    def __init__(self, service: Service, data: Any = None) -> None:
        super().__init__(data, initial={"months": USUAL_MONTHS})
        self.service, self.promised = service, plain_promises(service)
        self.tried: dict[str, list[Trial]] = {}
        for priority, label in PRIORITIES:
            for kind in PROMISED:
                self.fields[f"{kind}_{priority}"] = TargetField(
                    label=f"{LABELS[kind]}: {str(label).lower()}",
                    required=False,
                    max_length=20,
                    initial=self.promised.get(priority, {}).get(kind, ""),
                )

    def lines(self) -> list[Promise]:
        """The fields as the page shows them; the dates are those of what was typed."""
        team, typed = usual_team(self.service), self.promises() if self.is_bound and self.is_valid() else self.promised
        return [
            Promise(
                str(label),
                [self[f"{kind}_{priority}"] for kind in PROMISED],
                said_of(typed.get(priority, {})),
                dates_said(typed.get(priority, {}), team),
                self.tried.get(priority, []),
            )
            for priority, label in PRIORITIES
        ]

    def promises(self) -> Promises:
        """What was typed, as the operation takes it."""
        return {code: {kind: self.cleaned_data[f"{kind}_{code}"] for kind in PROMISED} for code, _label in PRIORITIES}

    def try_out(self) -> None:
        """Try each line on the closed cases it would have been for."""
        promises, months = self.promises(), int(self.cleaned_data["months"] or USUAL_MONTHS)
        own = [priority for priority, promise in promises.items() if priority and any(promise.values())]
        for priority, promise in promises.items():
            which = Q(service=self.service) & (Q(priority=priority) if priority else ~Q(priority__in=own))
            self.tried[priority] = trials_of(which, promise, months=months)


def said_of(promise: Mapping[str, str]) -> str:
    """As in: answered within 8 working hours, done within 5 working days."""
    said = {kind: Target.parse(code).in_words() for kind in PROMISED if (code := promise.get(kind, ""))}
    return ", ".join(str(SAID[kind]) % {"when": when} for kind, when in said.items())


def condition_said(condition: Any, vocabulary: Vocabulary) -> str:
    """For whom a promise is: "When the area is Northside"; or why nobody can tell."""
    try:
        return _("When %(condition)s") % {"condition": load(condition, vocabulary).in_words()}
    except InvalidCondition as error:
        return _("Cannot be used any more: %(why)s") % {"why": error.sentence}


@require_http_methods(["GET", "HEAD", "POST"])
@settings_view
def targets(request: DeskRequest, service_id: UUID) -> HttpResponse:
    """What is promised; tried first, or changed: then the open cases' dates follow."""
    service = get_object_or_404(Service, pk=service_id)
    form = TargetsForm(service, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        if "try" in request.POST:
            form.try_out()
        else:
            if change_targets(service, promises=form.promises(), actor=actor_of(request)):
                messages.success(request, saved_said(service))
            return redirect("desk:settings_targets", service.id)
    vocabulary = case_vocabulary().read_once()
    context = {
        "service": service,
        "form": form,
        "some": [(condition_said(one.condition, vocabulary), _detail(one)) for one in conditional_targets(service)],
    }
    return desk_page(request, "desk/settings/targets.html", context, status=400 if form.errors else 200)


def _detail(target: Any) -> str:
    said = said_of({kind: getattr(target, kind) for kind in PROMISED})
    if not target.priority:
        return said
    return _("%(promise)s · priority: %(priority)s") % {
        "promise": said,
        "priority": str(target.get_priority_display()).lower(),
    }
