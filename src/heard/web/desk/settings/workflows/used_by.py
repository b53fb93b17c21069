"""Which services go by a workflow."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from heard.domain.catalogue.models import Service
from heard.domain.catalogue.operations import change_service
from heard.domain.catalogue.queries import active_services
from heard.web.desk.access import actor_of
from heard.web.desk.settings.access import settings_view
from heard.web.desk.settings.workflows.shaping import shaping_of

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpResponse

    from heard.domain.workflows.models import Workflow
    from heard.web.desk.access import DeskRequest


class UseForm(forms.Form):
    """One more service."""

    service = forms.ModelChoiceField(
        Service.objects.none(), label=_("Let a service go by it"), empty_label=_("Choose a service")
    )

    def __init__(self, workflow: Workflow, data: Any = None) -> None:
        super().__init__(data)
        self.fields["service"].queryset = active_services().exclude(workflow=workflow)  # type: ignore[attr-defined]


@require_POST
@settings_view
def used_by(request: DeskRequest, workflow_id: UUID) -> HttpResponse:
    """Let a service go by it, or not any more. Cases that run go on as they began."""
    workflow, stop = shaping_of(workflow_id).workflow, request.POST.get("stop", "")
    if stop:
        for service in workflow.services.filter(code=stop):
            change_service(service, actor=actor_of(request), workflow=None)
    else:
        form = UseForm(workflow, request.POST)
        if form.is_valid():
            change_service(form.cleaned_data["service"], actor=actor_of(request), workflow=workflow)
    return redirect("desk:settings_workflow", workflow_id)
