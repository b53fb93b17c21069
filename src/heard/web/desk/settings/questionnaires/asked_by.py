"""Which services ask a questionnaire, and beginning one from a service."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from heard.domain.catalogue.models import Service
from heard.domain.catalogue.operations import ask_by, change_service
from heard.domain.questions.models import Questionnaire
from heard.domain.questions.queries import all_questionnaires
from heard.web.desk.access import actor_of
from heard.web.desk.page import desk_page
from heard.web.desk.settings.access import settings_view
from heard.web.desk.settings.questionnaires.section import begin

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpResponse

    from heard.web.desk.access import DeskRequest


class AskedByForm(forms.Form):
    """Another service that asks it."""

    service = forms.ModelChoiceField(
        Service.objects.none(),
        label=gettext_lazy("Let another service ask it"),
        empty_label=gettext_lazy("Choose a service"),
        error_messages={"required": gettext_lazy("Choose a service")},
    )

    def __init__(self, questionnaire: Questionnaire, data: Any = None) -> None:
        super().__init__(data, auto_id="asked_by_%s")
        self.services = list(Service.objects.filter(questionnaire=questionnaire).order_by("name"))
        others = Service.objects.exclude(questionnaire=questionnaire).order_by("name")
        self.fields["service"].queryset = others  # type: ignore[attr-defined]


@require_POST
@settings_view
def asked_by(request: DeskRequest, questionnaire_id: UUID) -> HttpResponse:
    """One service more, or one less (`stop` names it)."""
    questionnaire = get_object_or_404(Questionnaire, pk=questionnaire_id)
    actor = actor_of(request)
    if left := request.POST.get("stop"):
        service = get_object_or_404(Service, code=left, questionnaire=questionnaire)
        change_service(service, questionnaire=None, actor=actor)
        messages.success(request, _("%(service)s asks these questions no longer.") % {"service": service.name})
    else:
        form = AskedByForm(questionnaire, request.POST)
        if form.is_valid():
            ask_by(form.cleaned_data["service"], questionnaire=questionnaire, actor=actor)
            messages.success(
                request, _("%(service)s asks these questions.") % {"service": form.cleaned_data["service"]}
            )
        else:
            messages.error(request, _("Choose a service"))
    return redirect("desk:settings_questionnaire", questionnaire_id)


@require_http_methods(["GET", "HEAD", "POST"])
@settings_view
def from_service(request: DeskRequest, service_id: UUID) -> HttpResponse:
    """From a service to its questions: those it asks, those of another, or new ones."""
    service = get_object_or_404(Service.objects.select_related("questionnaire"), pk=service_id)
    if request.method == "POST":
        questionnaire = _chosen(request, service)
        return redirect("desk:settings_questionnaire", questionnaire.id)
    if service.questionnaire_id:
        return redirect("desk:settings_questionnaire", service.questionnaire_id)
    context = {"service": service, "questionnaires": all_questionnaires()}
    return desk_page(request, "desk/settings/questionnaires/from_service.html", context)


@transaction.atomic
def _chosen(request: DeskRequest, service: Service) -> Questionnaire:
    actor = actor_of(request)
    if chosen := request.POST.get("questionnaire"):
        questionnaire = get_object_or_404(Questionnaire, code=chosen)
    else:
        questionnaire = begin(name=service.name, actor=actor)
    ask_by(service, questionnaire=questionnaire, actor=actor)
    return questionnaire
