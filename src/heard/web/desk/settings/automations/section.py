"""Automations in the settings: sentences in the order they are tried."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from heard.domain.automation.models import Automation
from heard.domain.automation.operations import move_automation
from heard.domain.automation.rules.checking import automation_in_words
from heard.domain.cases.queries.vocabulary import case_vocabulary
from heard.web.desk.settings.automations.form import AutomationForm
from heard.web.desk.settings.section import Line, Section

if TYPE_CHECKING:
    from collections.abc import Iterable


def _lines(rows: Iterable[Automation]) -> list[Line]:
    vocabulary = case_vocabulary().read_once()
    return [
        Line(
            row,
            row.name,
            row.trouble or automation_in_words(row.trigger, row.condition, row.steps, vocabulary),
            off=not row.active,
        )
        for row in rows
    ]


def _links(row: Automation) -> list[tuple[str, str]]:
    return [
        (_("Try it on what happened"), reverse("desk:settings_automation_trial", args=[row.id])),
        (_("What it did"), reverse("desk:settings_automation_runs", args=[row.id])),
    ]


AUTOMATIONS = Section(
    slug="automations",
    title=gettext_lazy("Automations"),
    explains=gettext_lazy("What happens by itself: when something happens or time passes, and if, then."),
    icon="flag",
    add=gettext_lazy("Add an automation"),
    rows=Automation.objects.all,
    lines=_lines,
    form=AutomationForm,
    move=move_automation,
    links=_links,
    template="desk/settings/automations/edit.html",
)
