"""A promise for some cases alone: a condition, and how soon. They are tried from the top, before the plain ones."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from heard.domain.cases.queries.access import visible_to
from heard.domain.cases.queries.vocabulary import case_vocabulary
from heard.domain.catalogue.models import PROMISED, Priority, Service
from heard.domain.catalogue.queries import conditional_targets, plain_promises
from heard.domain.criteria.rules import load
from heard.flows.change_targets import change_targets
from heard.web.desk.access import actor_of
from heard.web.desk.conditions.form import ConditionForm
from heard.web.desk.page import desk_page
from heard.web.desk.settings.access import settings_view
from heard.web.desk.settings.promise_dates import dates_said, saved_said, usual_team
from heard.web.desk.settings.promise_trial import MONTHS, USUAL_MONTHS, Trial, trials_of
from heard.web.desk.settings.targets import LABELS, TargetField

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpResponse

    from heard.domain.catalogue.operations import Promised
    from heard.domain.teams.rules.permissions import Standing
    from heard.web.desk.access import DeskRequest


class SomeTargetForm(ConditionForm):
    """For which cases, and what is promised for them."""

    priority = forms.ChoiceField(
        label=gettext_lazy("At which priority"),
        choices=[("", gettext_lazy("Any priority")), *Priority.choices],
        required=False,
    )
    first_response = TargetField(label=LABELS["first_response"], required=False, max_length=20)
    next_update = TargetField(label=LABELS["next_update"], required=False, max_length=20)
    resolution = TargetField(label=LABELS["resolution"], required=False, max_length=20)
    months = forms.ChoiceField(label=gettext_lazy("Try it on the cases of the last"), choices=MONTHS, required=False)

    def __init__(self, promised: Promised, data: Any = None) -> None:
        super().__init__(data, initial={**promised, "months": USUAL_MONTHS})
        label, always = gettext_lazy("It is promised when"), gettext_lazy("every case: add a condition")
        self.edit(promised.get("condition"), case_vocabulary(), label=label, always=always)

    def clean(self) -> dict[str, Any]:
        """For every case there are the plain promises; and a promise promises something."""
        data = super().clean() or {}
        if "condition" in data and not data["condition"]:
            self.add_error("condition", _("Say for which cases. What is promised for all stands on the page before."))
        if not self.errors and not any(data.get(kind) for kind in PROMISED):
            self.add_error("resolution", _("Promise something: write 5d for five working days."))
        return data

    def promised(self) -> Promised:
        """What was typed, as the operation takes it."""
        return {name: self.cleaned_data[name] for name in ("condition", "priority", *PROMISED)}

    def trials(self, service: Service, standing: Standing) -> list[Trial]:
        """On the closed cases it would have been for, as far as the reader may know of them: the condition may ask
        for words, and a share of one case answers.
        """
        fits = load(self.cleaned_data["condition"], case_vocabulary()).as_q()
        which = Q(service=service) & visible_to(standing) & fits
        if priority := self.cleaned_data["priority"]:
            which &= Q(priority=priority)
        return trials_of(which, self.promised(), months=int(self.cleaned_data["months"] or USUAL_MONTHS))


@require_http_methods(["GET", "HEAD", "POST"])
@settings_view
def some_target(request: DeskRequest, service_id: UUID, number: int) -> HttpResponse:
    """The promise with this number, from 1; the number behind the last is a new one."""
    service, promises = _promises(service_id, number)
    before = promises[number - 1] if number <= len(promises) else {}
    form = SomeTargetForm(before, request.POST if request.method == "POST" else None)
    trials: list[Trial] = []
    if request.method == "POST" and form.is_valid():
        if "try" not in request.POST:
            _save(request, service, [*promises[: number - 1], form.promised(), *promises[number:]])
            return redirect("desk:settings_targets", service.id)
        trials = form.trials(service, request.standing)
    context = {"service": service, "form": form, "trials": trials, "number": number, "known": bool(before)}
    typed = form.promised() if form.is_bound and not form.errors else before
    context["dates"] = dates_said({kind: typed.get(kind, "") for kind in PROMISED}, usual_team(service))
    context["last"] = number == len(promises)
    return desk_page(request, "desk/settings/some_target.html", context, status=400 if form.errors else 200)


@require_POST
@settings_view
def change_order(request: DeskRequest, service_id: UUID, number: int) -> HttpResponse:
    """One place earlier or later, or not promised any more."""
    service, promises = _promises(service_id, number)
    if number > len(promises):
        raise Http404
    moved = promises.pop(number - 1)
    match request.POST.get("do"):
        case "up":
            promises.insert(max(number - 2, 0), moved)
        case "down":
            promises.insert(number, moved)
    _save(request, service, promises)
    return redirect("desk:settings_targets", service.id)


def _promises(service_id: UUID, number: int) -> tuple[Service, list[Promised]]:
    service = get_object_or_404(Service, pk=service_id)
    kept = ("condition", "priority", *PROMISED)
    promises = [{name: getattr(row, name) for name in kept} for row in conditional_targets(service)]
    if not 1 <= number <= len(promises) + 1:
        raise Http404
    return service, promises


def _save(request: DeskRequest, service: Service, promises: list[Promised]) -> None:
    plain = plain_promises(service)
    if change_targets(service, promises=plain, conditional=promises, actor=actor_of(request)):
        messages.success(request, saved_said(service))
