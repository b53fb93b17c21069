"""The forms of a workflow's parts. Each shows a part as it is written down, and gives one back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from heard.domain.cases.queries.vocabulary import case_vocabulary
from heard.domain.catalogue.queries import active_services
from heard.domain.teams.queries import active_teams
from heard.domain.teams.rules.targets import InvalidTarget, Target
from heard.domain.workflows.rules.definition import NAMED_TEAM
from heard.domain.workflows.rules.words import ENDS_WORDS, STATUS_WORDS, WHO_WORDS
from heard.web.desk.conditions.form import ConditionForm

if TYPE_CHECKING:
    from heard.web.desk.settings.workflows.shaping import Shaping

LONGEST_LETTER = 5000


class PartForm(forms.Form):
    """What they have in common: fields named like the columns."""

    title: ClassVar[Any]  # above the form, where a part is added
    columns: ClassVar[tuple[str, ...]]

    def __init__(self, shaping: Shaping, part: dict[str, Any], data: Any = None) -> None:
        super().__init__(data, initial={name: part[name] for name in self.columns if name in part})
        self.shaping, self.part = shaping, part
        self.prepare()

    def prepare(self) -> None:
        """Fill the choices."""

    def written(self) -> dict[str, Any]:
        """The part as it was typed."""
        return {name: self.cleaned_data[name] for name in self.columns if name in self.cleaned_data}

    def offer(self, name: str, choices: list[tuple[str, Any]]) -> None:
        """Let these be chosen."""
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    def stages(self, empty: Any = None) -> list[tuple[str, Any]]:
        """The stages there are, perhaps with none of them before."""
        found: list[tuple[str, Any]] = [(stage.code, stage.name) for stage in self.shaping.definition.stages]
        return found if empty is None else [("", empty), *found]


def _teams() -> list[tuple[str, Any]]:
    return [(team.code, f"{team.name} ({team.department.name})") for team in active_teams()]


class StageForm(PartForm):
    """A stage."""

    title = gettext_lazy("Add a stage")
    columns = ("name", "status", "waits_for", "public", "letter")
    name = forms.CharField(
        label=gettext_lazy("Name"), max_length=100, error_messages={"required": gettext_lazy("Give the stage a name")}
    )
    reached_from = forms.ChoiceField(
        label=gettext_lazy("It comes after"),
        help_text=gettext_lazy("A move is added that leads here. More of them can be added later."),
        required=False,
    )
    status = forms.ChoiceField(
        label=gettext_lazy("What it means"),
        choices=[(code, words) for code, words in STATUS_WORDS.items()],
        initial="in_progress",
        help_text=gettext_lazy("While a case waits, its clocks stand still."),
        widget=forms.RadioSelect,
    )
    waits_for = forms.CharField(
        label=gettext_lazy("Whom does it wait for? (optional)"),
        help_text=gettext_lazy("Such as: the contractor. Empty: the resident."),
        max_length=100,
        required=False,
    )
    public = forms.CharField(
        label=gettext_lazy("What the resident reads (optional)"),
        help_text=gettext_lazy("Such as: The repair is ordered. Empty: nothing of this stage."),
        max_length=300,
        required=False,
    )
    letter = forms.CharField(
        label=gettext_lazy("Letter to everyone who reported it (optional)"),
        help_text=gettext_lazy(
            "It goes out when the stage is reached. Filled in: "
            "{name}, {reference}, {service}, {place}, {date}, {team}, {council}."
        ),
        max_length=LONGEST_LETTER,
        required=False,
        widget=forms.Textarea({"rows": 6}),
    )
    reveals: ClassVar[dict[str, dict[str, str]]] = {"status": {"waiting": "waits_for"}}

    def prepare(self) -> None:
        """Only a new one asks how it is reached."""
        if "code" in self.part:
            del self.fields["reached_from"]
            return
        stages = self.stages(_("Nothing yet"))
        self.offer("reached_from", stages)
        self.initial.setdefault("reached_from", stages[-1][0])

    def written(self) -> dict[str, Any]:
        """A stage that does not wait waits for nobody."""
        written = super().written()
        return written if written["status"] == "waiting" else written | {"waits_for": ""}


class MoveForm(ConditionForm, PartForm):
    """A move."""

    title = gettext_lazy("Add a move")
    columns = ("from", "to", "name", "who", "regardless")
    to = forms.ChoiceField(label=gettext_lazy("To"))
    name = forms.CharField(
        label=gettext_lazy("Words on the button (optional)"),
        help_text=gettext_lazy("Such as: Order the repair. Empty: the name of the stage."),
        max_length=60,
        required=False,
    )
    who = forms.ChoiceField(label=gettext_lazy("Who makes it"))
    regardless = forms.BooleanField(
        label=gettext_lazy("Also before everything required is done"),
        help_text=gettext_lazy("For ways back, and for giving up."),
        required=False,
    )

    def prepare(self) -> None:
        """`from` is a word of Python's, so its field is added here."""
        start = forms.ChoiceField(label=gettext_lazy("From"), choices=self.stages())
        self.fields = {"from": start, **self.fields}
        self.offer("to", self.stages())
        teams = [(f"{NAMED_TEAM}{code}", name) for code, name in _teams()]
        self.offer("who", [*((code, words) for code, words in WHO_WORDS.items()), *teams])
        self.edit(
            self.part.get("condition"),
            case_vocabulary(),
            label=gettext_lazy("It can be made when"),
            always=gettext_lazy("It can always be made"),
        )

    def clean(self) -> dict[str, Any]:
        """From one stage to another, once."""
        data = super().clean() or {}
        start, to = data.get("from"), data.get("to")
        if start and start == to:
            self.add_error("to", _("A move leads to another stage"))
        known = self.shaping.definition.move(start or "", to or "")
        if known and (known.start, known.to) != (self.part.get("from"), self.part.get("to")):
            self.add_error("to", _("There is a move between these two stages already"))
        return data

    def written(self) -> dict[str, Any]:
        """With its condition."""
        return super().written() | {"condition": self.cleaned_data["condition"]}


class TaskForm(PartForm):
    """A task, or an approval."""

    title = gettext_lazy("Add a task")
    columns = ("title", "stage", "team", "after", "checklist", "target", "required", "approval", "if_refused")
    what = forms.CharField(
        label=gettext_lazy("What is to be done?"),
        max_length=200,
        error_messages={"required": gettext_lazy("Say what is to be done")},
    )
    stage = forms.ChoiceField(label=gettext_lazy("At which stage?"), required=False)
    team = forms.ChoiceField(label=gettext_lazy("Who does it?"), required=False)
    required = forms.BooleanField(
        label=gettext_lazy("It must be done before the case goes on"), required=False, initial=True
    )
    after = forms.MultipleChoiceField(
        label=gettext_lazy("What comes first? (optional)"),
        help_text=gettext_lazy("Tasks that wait for nothing are done side by side."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    target = forms.CharField(
        label=gettext_lazy("Within what time? (optional)"),
        help_text=gettext_lazy("4h is working time, 2d are working days of the team that does it."),
        max_length=16,
        required=False,
    )
    checklist = forms.CharField(
        label=gettext_lazy("Check-list (optional)"),
        help_text=gettext_lazy("One line for each thing to tick."),
        required=False,
        widget=forms.Textarea({"rows": 4}),
    )
    approval = forms.BooleanField(
        label=gettext_lazy("It is an approval: somebody says yes or no"),
        help_text=gettext_lazy("Decided by the team named above, and never by whoever owns the case."),
        required=False,
    )
    if_refused = forms.ChoiceField(label=gettext_lazy("When it is refused, the case goes to"), required=False)

    def prepare(self) -> None:
        """Stages, teams, and the tasks that may come before this one."""
        self.initial["what"] = self.part.get("title", "")
        self.initial["checklist"] = "\n".join(self.part.get("checklist", []))
        if "code" in self.part:
            self.initial["required"] = self.part.get("required", False)
        self.offer("stage", self.stages(_("Any: it is due before the case is closed")))
        self.offer("team", [("", _("The team of the case")), *_teams()])
        others = [task for task in self.shaping.definition.tasks if task.code != self.part.get("code")]
        self.offer("after", [(task.code, task.title) for task in others])
        if not others:
            del self.fields["after"]
        self.offer("if_refused", self.stages(_("It stays where it is")))

    def clean_target(self) -> str:
        """As the language of targets has it."""
        try:
            return str(Target.parse(self.cleaned_data["target"])) if self.cleaned_data["target"] else ""
        except InvalidTarget as error:
            raise forms.ValidationError(error.sentence) from error

    def written(self) -> dict[str, Any]:
        """The check-list as lines; only an approval can be refused."""
        lines = [line.strip() for line in self.cleaned_data["checklist"].splitlines() if line.strip()]
        written = {"title": self.cleaned_data["what"]} | super().written() | {"checklist": lines}
        return written if written["approval"] else written | {"if_refused": ""}


class FurtherCaseForm(PartForm):
    """A case of another service."""

    title = gettext_lazy("Add a further case")
    columns = ("service", "stage", "text", "required")
    service = forms.ChoiceField(label=gettext_lazy("Of which service?"))
    stage = forms.ChoiceField(label=gettext_lazy("It is opened when the case reaches"))
    text = forms.CharField(
        label=gettext_lazy("What they need to know (optional)"),
        max_length=1000,
        required=False,
        widget=forms.Textarea({"rows": 3}),
    )
    required = forms.BooleanField(label=gettext_lazy("It must be closed before this one goes on"), required=False)

    def prepare(self) -> None:
        """Services and stages."""
        self.offer("service", [(service.code, service.name) for service in active_services()])
        self.offer("stage", self.stages())


class OutcomeForm(PartForm):
    """How a case can end."""

    title = gettext_lazy("Add an outcome")
    columns = ("label", "as", "stages", "letter")
    label = forms.CharField(
        label=gettext_lazy("How did it end?"),
        help_text=gettext_lazy("Such as: Trolley returned to its owner"),
        max_length=100,
        error_messages={"required": gettext_lazy("Say how it ended")},
    )
    stages_field = forms.MultipleChoiceField(
        label=gettext_lazy("From which stages? (all, if none is chosen)"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    letter = forms.CharField(
        label=gettext_lazy("Words prepared for everyone who reported it (optional)"),
        help_text=gettext_lazy("Filled in: {reference}, {service}, {place}, {team}, {council}."),
        max_length=LONGEST_LETTER,
        required=False,
        widget=forms.Textarea({"rows": 5}),
    )

    def prepare(self) -> None:
        """`as` is a word of Python's, so its field is added here."""
        means = forms.ChoiceField(label=gettext_lazy("It counts as"), choices=list(ENDS_WORDS.items()))
        label, where, letter = (self.fields[name] for name in ("label", "stages_field", "letter"))
        self.fields = {"label": label, "as": means, "stages_field": where, "letter": letter}
        self.offer("stages_field", self.stages())
        self.initial["stages_field"] = self.part.get("stages", [])

    def written(self) -> dict[str, Any]:
        """With the stages under their name."""
        return super().written() | {"stages": self.cleaned_data["stages_field"]}


FORMS: dict[str, type[PartForm]] = {
    "stages": StageForm,
    "moves": MoveForm,
    "tasks": TaskForm,
    "cases": FurtherCaseForm,
    "outcomes": OutcomeForm,
}
