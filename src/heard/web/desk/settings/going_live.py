"""A department goes live: what that means, what is missing before it, the switch."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from heard.domain.configuration.queries.going_live import facts_of
from heard.domain.configuration.rules.going_live import checks, is_ready
from heard.domain.teams.models import Department
from heard.domain.teams.operations import change_department
from heard.web.desk.access import actor_of
from heard.web.desk.page import desk_page
from heard.web.desk.settings.access import settings_view

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpResponse

    from heard.domain.configuration.rules.going_live import Check
    from heard.web.desk.access import DeskRequest


@require_http_methods(["GET", "HEAD", "POST"])
@settings_view
def going_live(request: DeskRequest, department_id: UUID) -> HttpResponse:
    """The list of checks; POST switches the department on or off for residents."""
    department = get_object_or_404(Department, pk=department_id)
    if request.method == "POST":
        _switch(request, department, live=request.POST.get("switch") == "on")
        return redirect("desk:settings_going_live", department.id)
    facts = facts_of(department)
    found = list(checks(facts))
    context = {
        "department": department,
        "services": facts.services,
        "needed": _items([check for check in found if check.needed]),
        "advised": _items([check for check in found if not check.needed]),
        "ready": is_ready(found),
    }
    return desk_page(request, "desk/settings/going_live.html", context)


def _switch(request: DeskRequest, department: Department, *, live: bool) -> None:
    change_department(department, live=live, actor=actor_of(request))
    said = (
        _("%(name)s is live: residents can ask for its services from now on.")
        if live
        else _("%(name)s is not live: its staff can practise, and residents are not offered its services.")
    )
    messages.success(request, said % {"name": department.name})


def _items(found: list[Check]) -> list[dict[str, object]]:
    """As the list of tasks draws them."""
    return [
        {
            "text": check.words,
            "hint": ", ".join(check.missing),
            "status": _("Done") if check.done else _("Missing"),
            "done": check.done,
            "href": reverse("desk:settings_list", args=[check.part.value]),
        }
        for check in found
    ]
