"""Routing rules as sentences, in order, with a list to try them on a case."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from heard.domain.cases.models import Case
from heard.domain.cases.queries.access import case_for
from heard.domain.cases.queries.vocabulary import case_vocabulary
from heard.domain.catalogue.models import Priority
from heard.domain.criteria.rules import InvalidCondition, load, parse
from heard.domain.routing.models import Rule
from heard.domain.routing.operations import add_rule, change_rule, move_rule
from heard.domain.routing.queries import decision_for
from heard.domain.teams.models import Team
from heard.domain.teams.queries import active_teams
from heard.kernel import ids
from heard.kernel.errors import HeardError
from heard.web.desk.settings import clauses
from heard.web.desk.settings.forms import SettingsForm, name_field
from heard.web.desk.settings.section import Line, Section

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.http import QueryDict

    from heard.domain.criteria.rules import Vocabulary
    from heard.kernel.actor import Actor
    from heard.web.desk.access import DeskRequest

AS_CODE = "code"


class RuleForm(SettingsForm):
    """When what is so, the case goes to which team."""

    columns = ("name", "team", "priority", "active")
    name = name_field()
    joint = forms.ChoiceField(
        label=gettext_lazy("The case goes there when"),
        choices=[("all", gettext_lazy("all of these are so")), ("any", gettext_lazy("any of these is so"))],
        required=False,
    )
    code = forms.CharField(
        label=gettext_lazy("Condition"),
        help_text=gettext_lazy("This condition has groups within groups, so it is shown as it is kept (JSON)."),
        widget=forms.Textarea({"rows": 10, "spellcheck": "false"}),
        required=False,
    )
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

    def initial_of(self, row: Rule) -> dict[str, Any]:
        """The condition in both its forms."""
        code = json.dumps(row.condition, indent=2, ensure_ascii=False)
        return super().initial_of(row) | {"joint": clauses.joint_of(row.condition), "code": code}

    def prepare(self) -> None:
        """Rows where rows can show it, otherwise the code."""
        self.vocabulary: Vocabulary = case_vocabulary().read_once()
        self.offer("team", active_teams(), lambda team: f"{team.name} ({team.department.name})")
        self.as_code = bool(self.row) and not clauses.is_flat(self.row.condition)
        if not self.as_code:
            del self.fields[AS_CODE]

    def rows(self) -> list[clauses.ClauseRow]:
        """What stands in the rows: what was typed, or what is kept."""
        if not self.is_bound:
            return clauses.rows_of(self.row.condition if self.row else {}, self.vocabulary)
        typed = clauses.typed_rows(cast("QueryDict", self.data))
        return [*typed, *(clauses.ClauseRow(len(typed) + n) for n in range(clauses.SPARE_ROWS))]

    def choices(self) -> dict[str, Any]:
        """What the rows are filled from."""
        return {
            "fields": clauses.fields_to_choose(self.vocabulary),
            "operators": list(clauses.OPERATORS.items()),
            "words": clauses.words_to_choose(self.vocabulary),
        }

    def clean(self) -> dict[str, Any]:
        """The condition, read by the language itself; its path says which row it means."""
        data = super().clean() or {}
        try:
            data["condition"] = self._typed_condition(data)
            parse(data["condition"], self.vocabulary)
        except InvalidCondition as error:
            place = AS_CODE if self.as_code else None
            self.add_error(place, f"{_place(error.path)}{error.sentence}")
        return data

    def preview(self) -> str:
        """The whole rule as a sentence."""
        if self.is_bound:
            condition, team = self.cleaned_data.get("condition"), self.cleaned_data.get("team")
        else:
            condition, team = self.row.condition, self.row.team
        return sentence(condition, team.name if team else "…", self.vocabulary)

    def save(self, actor: Actor) -> Rule:
        """Add it behind the others, or change it."""
        values = self.values() | {"condition": self.cleaned_data["condition"]}
        if self.row:
            change_rule(self.row, actor=actor, **values)
            return cast("Rule", self.row)
        return add_rule(actor=actor, **values)

    def _typed_condition(self, data: dict[str, Any]) -> Any:
        if not self.as_code:
            return clauses.condition_of(
                clauses.typed_rows(cast("QueryDict", self.data)), data.get("joint") or "all", self.vocabulary
            )
        try:
            return json.loads(data.get(AS_CODE) or "{}")
        except ValueError as error:
            raise InvalidCondition(_("This is not JSON. Check its brackets and quotation marks.")) from error


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


def _place(path: str) -> str:
    """Where the mistake is, for people: conditions are counted from one."""
    number = path.partition("[")[2].partition("]")[0]
    return _("Condition %(n)d: ") % {"n": int(number) + 1} if number.isdigit() else ""


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
