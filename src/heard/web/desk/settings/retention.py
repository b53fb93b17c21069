"""How long things are kept: a rule begins switched off, and is switched on beside what it would remove."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, ngettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from heard.domain.catalogue.models import Service
from heard.domain.catalogue.queries import active_services
from heard.domain.privacy.models import FEWEST_DAYS, MOST_DAYS, Kept, RetentionRule, RetentionRun
from heard.domain.privacy.operations.retention import add_rule, change_rule, switch_rule
from heard.domain.privacy.queries.retention import latest_runs, retention_rules
from heard.flows.preview_retention import MOST_COUNTED, count_over, preview_retention, shown_of
from heard.web.desk.access import actor_of
from heard.web.desk.page import desk_page
from heard.web.desk.settings.access import settings_view
from heard.web.desk.settings.forms import SettingsForm
from heard.web.desk.settings.section import Line, Section

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

    from django.http import HttpResponse

    from heard.kernel.actor import Actor
    from heard.web.desk.access import DeskRequest

_COUNTED = {
    Kept.MESSAGES: ngettext_lazy("The words of %(n)s message", "The words of %(n)s messages", "count"),
    Kept.ATTACHMENTS: ngettext_lazy("%(n)s file", "%(n)s files", "count"),
    Kept.ENVELOPES: ngettext_lazy("The source of %(n)s mail", "The sources of %(n)s mails", "count"),
    Kept.PEOPLE: ngettext_lazy("%(n)s person", "%(n)s people", "count"),
}


class RetentionForm(SettingsForm):
    """What is kept for how many days."""

    columns = ("kind", "service", "keep_days")
    kind = forms.ChoiceField(
        label=gettext_lazy("What"),
        choices=Kept.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose what is kept")},
    )
    service = forms.ModelChoiceField(
        Service.objects.none(), label=gettext_lazy("Of"), required=False, empty_label=gettext_lazy("All services")
    )
    keep_days = forms.IntegerField(
        label=gettext_lazy("Days"),
        min_value=FEWEST_DAYS,
        max_value=MOST_DAYS,
        help_text=gettext_lazy("365 is a year. Afterwards it is removed for good."),
        error_messages={
            "required": gettext_lazy("Enter for how many days it is kept"),
            "invalid": gettext_lazy("Enter the days as a number, such as 365"),
            "min_value": gettext_lazy("Enter %(limit_value)s days or more"),
            "max_value": gettext_lazy("Enter %(limit_value)s days or fewer"),
        },
    )

    def prepare(self) -> None:
        """The services there are."""
        self.offer("service", active_services())

    def save(self, actor: Actor) -> RetentionRule:
        """Add it or change it; either way it is off."""
        if self.row:
            change_rule(self.row, actor=actor, **self.values())
            return cast("RetentionRule", self.row)
        return add_rule(actor=actor, **self.values())


def _lines(rows: Iterable[Any]) -> list[Line]:
    return [Line(row, row.get_kind_display(), _detail(row), off=not row.active) for row in rows]


def _detail(rule: RetentionRule) -> str:
    days = ngettext("%(n)s day", "%(n)s days", rule.keep_days) % {"n": rule.keep_days}
    return " · ".join([rule.service.name if rule.service else _("All services"), days])


def _links(rule: RetentionRule) -> list[tuple[str, str]]:
    return [
        (_("See what it would remove, and switch it on or off"), reverse("desk:settings_retention", args=[rule.id]))
    ]


def _reports(_request: DeskRequest) -> dict[str, Any]:
    rules = {str(rule.id): rule for rule in retention_rules()}
    return {"runs": [(run, _report_words(run, rules)) for run in latest_runs()]}


def _report_words(run: RetentionRun, rules: dict[str, RetentionRule]) -> list[str]:
    """Of a rule that was deleted since, its count is still said."""
    return [
        counted(rules[rule_id].kind, count) if rule_id in rules else str(count)
        for rule_id, count in run.counts.items()
        if count
    ]


def counted(kind: str, count: int) -> str:
    """So many, in words: "The words of 312 messages"; beyond what is counted, "more than"."""
    number = _("more than %(most)s") % {"most": MOST_COUNTED} if count > MOST_COUNTED else count
    return str(_COUNTED[Kept(kind)] % {"count": count, "n": number})


RETENTION = Section(
    slug="retention",
    title=gettext_lazy("How long things are kept"),
    explains=gettext_lazy("Each night, what is older than its rule is removed for good. A legal hold stops that."),
    icon="clock",
    add=gettext_lazy("Add a rule"),
    rows=retention_rules,
    lines=_lines,
    form=RetentionForm,
    links=_links,
    list_template="desk/settings/retention.html",
    beside=_reports,
)


@require_http_methods(["GET", "HEAD", "POST"])
@settings_view
def rule_page(request: DeskRequest, rule_id: UUID) -> HttpResponse:
    """What a rule would remove now; POST: switch it on or off."""
    rule = get_object_or_404(retention_rules(), pk=rule_id)
    if request.method == "POST":
        on = request.POST.get("switch") == "on"
        switch_rule(rule, on=on, actor=actor_of(request))
        said = _("Switched on: it is applied tonight.") if on else _("Switched off: it removes nothing any more.")
        messages.success(request, said)
        return redirect("desk:settings_retention", rule.id)
    count = count_over(rule)
    context = {
        "rule": rule,
        "detail": _detail(rule),
        "count": count,
        "words": counted(rule.kind, count),
        "found": shown_of(rule),
    }
    return desk_page(request, "desk/settings/retention_rule.html", context)


@require_POST
@settings_view
def preview(request: DeskRequest) -> HttpResponse:
    """A report of what tonight would remove; it stands beside those of the nights."""
    preview_retention(actor=actor_of(request))
    return redirect("desk:settings_list", RETENTION.slug)
