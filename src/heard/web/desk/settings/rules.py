"""Routing rules as sentences, in order, with a list to try them on a case."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from heard.domain.cases.models import Case
from heard.domain.cases.queries.access import case_for
from heard.domain.cases.queries.vocabulary import case_vocabulary
from heard.domain.catalogue.models import Priority
from heard.domain.criteria.rules import InvalidCondition, load
from heard.domain.routing.models import Rule
from heard.domain.routing.operations import add_rule, change_rule, move_rule
from heard.domain.routing.queries import Trial, decision_for, rule_that_takes_all, tried_on_the_past
from heard.domain.teams.models import Team
from heard.domain.teams.queries import active_teams
from heard.kernel import ids
from heard.kernel.errors import HeardError
from heard.web.desk.conditions.form import ConditionForm
from heard.web.desk.settings.forms import SettingsForm, name_field
from heard.web.desk.settings.section import Line, Section

if TYPE_CHECKING:
    from collections.abc import Iterable

    from heard.domain.criteria.rules import Vocabulary
    from heard.kernel.actor import Actor
    from heard.web.desk.access import DeskRequest


A_MONTH = "month"  # the button that tries it on last month's cases


class RuleForm(ConditionForm, SettingsForm):
    """When what is so, the case goes to which team."""

    columns = ("name", "team", "priority", "active")
    name = name_field()
    team = forms.ModelChoiceField(
        Team.objects.none(),
        label=gettext_lazy("It goes to"),
        empty_label=gettext_lazy("Choose a team"),
        error_messages={"required": gettext_lazy("Choose a team")},
    )
    priority = forms.ChoiceField(
        label=gettext_lazy("With priority"),
        choices=[("", gettext_lazy("As the service says")), *Priority.choices],
        required=False,
    )
    active = forms.BooleanField(label=gettext_lazy("In use"), required=False, initial=True)

    def prepare(self) -> None:
        """The teams there are, and the condition."""
        self.offer("team", active_teams(), lambda team: f"{team.name} ({team.department.name})")
        self.edit(
            self.row.condition if self.row else {},
            case_vocabulary(),
            label=gettext_lazy("The case goes there when"),
            always=gettext_lazy("every case fits"),
        )

    def preview(self) -> str:
        """The whole rule as a sentence."""
        if self.is_bound:
            condition, team = self.cleaned_data.get("condition"), self.cleaned_data.get("team")
        else:
            condition, team = self.row.condition, self.row.team
        return sentence(condition, team.name if team else "…", self.vocabulary)

    def trial(self) -> Trial | None:
        """What it would have sent where last month, where that was asked for and it says enough to tell."""
        if self.data.get("preview") != A_MONTH or not (self.is_valid() and "team" in self.cleaned_data):
            return None
        return tried_on_the_past(self.cleaned_data["condition"], self.cleaned_data["team"], rule=self.row)

    def taken_by(self) -> Rule | None:
        """The rule above that leaves this one nothing, where it says enough to tell."""
        if self.is_bound:
            active, condition = self.cleaned_data.get("active"), self.cleaned_data.get("condition")
        else:
            active, condition = (self.row.active, self.row.condition) if self.row else (False, None)
        try:
            return rule_that_takes_all(condition, rule=self.row) if active and condition is not None else None
        except InvalidCondition:  # which the page says already
            return None

    def save(self, actor: Actor) -> Rule:
        """Add it behind the others, or change it."""
        values = self.values() | {"condition": self.cleaned_data["condition"]}
        if self.row:
            change_rule(self.row, actor=actor, **values)
            return cast("Rule", self.row)
        return add_rule(actor=actor, **values)


def sentence(condition: Any, team: str, vocabulary: Vocabulary) -> str:
    """As in: When the service is Pothole and the area is Northside → Roads North."""
    try:
        words = load(condition, vocabulary).in_words() if condition else ""
    except InvalidCondition as error:
        return _("Cannot be used any more: %(why)s") % {"why": error.sentence}
    said = {"condition": words, "team": team}
    return _("When %(condition)s → %(team)s") % said if words else _("Always → %(team)s") % said


def tried(request: DeskRequest) -> dict[str, Any]:
    """Where the case named in the query would go now, and why."""
    typed = request.GET.get("try", "").strip()[:20]
    if not typed:
        return {"try": ""}
    try:
        case = case_for(request.standing, ids.read_reference(typed) or typed)
        decision = decision_for(case)
    except Case.DoesNotExist:
        return {"try": typed, "trouble": _("There is no case %(reference)s that you can open.") % {"reference": typed}}
    except HeardError as error:
        return {"try": typed, "trouble": error.sentence}
    return {"try": typed, "case": case, "decision": decision}


def _lines(rows: Iterable[Rule]) -> list[Line]:
    vocabulary = case_vocabulary().read_once()
    return [
        Line(row, sentence(row.condition, row.team.name, vocabulary), _detail(row), off=not row.active) for row in rows
    ]


def _detail(rule: Rule) -> str:
    if not rule.priority:
        return rule.name
    return f"{rule.name} · {_('priority: %(priority)s') % {'priority': str(rule.get_priority_display()).lower()}}"


RULES = Section(
    slug="rules",
    title=gettext_lazy("Routing rules"),
    explains=gettext_lazy("Which team gets a new case. They are tried from the top: the first that fits wins."),
    icon="merge",
    add=gettext_lazy("Add a rule"),
    rows=lambda: Rule.objects.select_related("team__department"),
    lines=_lines,
    form=RuleForm,
    move=move_rule,
    template="desk/settings/rule.html",
    list_template="desk/settings/rules.html",
    beside=tried,
)
