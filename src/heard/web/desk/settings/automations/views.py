"""An automation is tried on what happened, switched on or off, and asked what it did."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from heard.domain.automation.models import Automation
from heard.domain.automation.operations import switch_off, switch_on
from heard.domain.automation.operations.runs import put_off_trouble
from heard.domain.automation.queries.dry_run import dry_run
from heard.domain.automation.queries.runs import runs_of
from heard.domain.automation.rules.checking import automation_in_words, ended
from heard.domain.automation.rules.secrets import signing_secret
from heard.domain.automation.rules.steps import result_in_words
from heard.domain.cases.queries.access import visible_to
from heard.domain.cases.queries.vocabulary import case_vocabulary
from heard.domain.cases.rules.access import may_see
from heard.kernel import clock
from heard.kernel.errors import HeardError
from heard.web.desk.access import actor_of
from heard.web.desk.page import desk_page
from heard.web.desk.settings.access import settings_view
from heard.web.desk.settings.automations.section import AUTOMATIONS

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpResponse

    from heard.web.desk.access import DeskRequest

SPELLS = {
    7: gettext_lazy("the last week"),
    30: gettext_lazy("the last month"),
    90: gettext_lazy("the last three months"),
}


@require_safe
@settings_view
def trial(request: DeskRequest, automation_id: UUID) -> HttpResponse:
    """What it would have done: how many cases, and which of them the reader may open."""
    automation = get_object_or_404(Automation, pk=automation_id)
    days = next((days for days in SPELLS if request.GET.get("days") == str(days)), 30)
    now = clock.now()
    context: dict[str, Any] = _about(automation) | {"days": days, "spells": SPELLS, "spell": SPELLS[days]}
    try:
        found = dry_run(
            automation.trigger,
            automation.condition,
            since=now - timedelta(days=days),
            until=now,
            among=visible_to(request.standing),
        )
    except HeardError as error:
        return desk_page(request, "desk/settings/automations/trial.html", context | {"trouble": error.sentence})
    context["found"] = found
    return desk_page(request, "desk/settings/automations/trial.html", context)


@require_safe
@settings_view
def runs(request: DeskRequest, automation_id: UUID) -> HttpResponse:
    """What it did lately."""
    automation = get_object_or_404(Automation, pk=automation_id)
    found = [
        (run, may_see(run.case, request.standing), [result_in_words(one) for one in run.results])
        for run in runs_of(automation)
    ]
    return desk_page(request, "desk/settings/automations/runs.html", _about(automation) | {"runs": found})


@require_POST
@settings_view
def switch(request: DeskRequest, automation_id: UUID) -> HttpResponse:
    """On, off, or: seen that Heard has switched it off."""
    automation, actor = get_object_or_404(Automation, pk=automation_id), actor_of(request)
    match request.POST.get("to"):
        case "on":
            try:
                switch_on(automation, actor=actor)
                messages.success(request, _("It is on: from now on it looks at what happens."))
            except HeardError as error:
                messages.error(request, error.sentence)
        case "off":
            switch_off(automation, actor=actor)
            messages.success(request, _("It is off: nothing of it happens any more."))
        case _seen:
            put_off_trouble(automation, actor=actor)
    return redirect("desk:settings_edit", AUTOMATIONS.slug, automation.id)


def _about(automation: Automation) -> dict[str, Any]:
    words = automation_in_words(automation.trigger, automation.condition, automation.steps, case_vocabulary())
    calls = any(step.get("step") == "webhook" for step in automation.steps)
    secret = signing_secret(automation.id) if calls else ""
    return {"automation": automation, "words": ended(words), "section": AUTOMATIONS, "secret": secret}
