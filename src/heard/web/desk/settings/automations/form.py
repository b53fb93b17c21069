"""The form of an automation: its name, when, if, then."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from heard.domain.automation.models import Automation
from heard.domain.automation.operations import add_automation, change_automation
from heard.domain.automation.rules.checking import automation_in_words
from heard.domain.automation.rules.triggers import InvalidTrigger, read_trigger
from heard.domain.cases.queries.vocabulary import case_vocabulary
from heard.web.desk.conditions.form import ConditionForm
from heard.web.desk.settings.automations import steps, triggers
from heard.web.desk.settings.forms import SettingsForm, code_of, name_field

if TYPE_CHECKING:
    from heard.kernel.actor import Actor


class AutomationForm(ConditionForm, SettingsForm):
    """When something happens or time passes, and if a condition holds, then these steps."""

    columns = ("name", "stops")
    name = name_field()
    when = forms.ChoiceField(
        label=gettext_lazy("When"),
        choices=triggers.offered,
        error_messages={"required": gettext_lazy("Choose when it is set off")},
    )
    amount = forms.IntegerField(
        label=gettext_lazy("How long"),
        help_text=gettext_lazy("Only where time passes. Working time is that of the team that has the case."),
        min_value=0,
        max_value=1000,
        required=False,
        widget=forms.NumberInput(triggers.TIMED),
    )
    unit = forms.ChoiceField(
        label=gettext_lazy("Of what"),
        choices=list(triggers.UNITS.items()),
        required=False,
        widget=forms.Select(triggers.TIMED),
    )
    stops = forms.BooleanField(
        label=gettext_lazy("If it ran, the automations below it are not tried for the same event"), required=False
    )

    def prepare(self) -> None:
        """The condition and the steps, as they are kept or as they were typed."""
        self.edit(
            self.row.condition if self.row else {},
            case_vocabulary(),
            label=gettext_lazy("And if"),
            always=gettext_lazy("whatever the case is"),
        )
        if self.row:
            self.initial.update(triggers.shown(self.row.trigger))
        if not self.is_bound:
            self.steps = steps.forms_of(self.row.steps if self.row else [])
        elif self.steps_reshaped:
            self.steps = steps.reshaped_forms(self.data)  # type: ignore[arg-type]  # a QueryDict, once bound
        else:
            self.steps = steps.typed_forms(self.data)  # type: ignore[arg-type]

    @property
    def steps_reshaped(self) -> bool:
        """Whether a button of the steps was pressed."""
        return self.is_bound and steps.RESHAPE in self.data

    @property
    def reshaped(self) -> bool:
        """Whether somebody is still at work in the condition or the steps."""
        return super().reshaped or self.steps_reshaped

    def steps_to_add(self) -> list[tuple[str, Any]]:
        """What can be added."""
        return steps.offered()

    def clean(self) -> dict[str, Any]:
        """The trigger and the steps, as they are kept."""
        data = super().clean() or {}
        data["trigger"] = triggers.typed(data.get("when") or "", data.get("amount"), data.get("unit") or "d")
        if triggers.needs_time(data.get("when") or "") and data.get("amount") is None:
            self.add_error("amount", _("Enter how long"))
        elif data.get("when"):
            self._check_trigger(data["trigger"])
        if not self.reshaped:
            data["steps"] = [form.options() for form in self.steps]
            self._check_steps()
        return data

    def preview(self) -> str:
        """The whole automation as a sentence."""
        row = vars(self.row) if self.row else {}
        said = self.cleaned_data if self.is_bound else row
        return automation_in_words(said["trigger"], said["condition"], said["steps"], self.vocabulary)

    def save(self, actor: Actor) -> Automation:
        """Add it behind the others, switched off; or change it."""
        said = {name: self.cleaned_data[name] for name in ("trigger", "condition", "steps")} | self.values()
        if self.row:
            change_automation(self.row, actor=actor, **said)
            return cast("Automation", self.row)
        return add_automation(code=_free_code(said["name"]), actor=actor, **said)

    def _check_trigger(self, trigger: dict[str, str]) -> None:
        try:
            read_trigger(trigger)
        except InvalidTrigger as error:
            self.add_error("amount" if triggers.needs_time(self.data["when"]) else "when", error.sentence)

    def _check_steps(self) -> None:
        if not self.steps:
            self.add_error(None, _("Say what is to be done: add a step."))
        for form in self.steps:
            form.check()
            if form.errors:
                self.add_error(
                    None, _("Look at step %(n)d: %(label)s.") % {"n": form.number + 1, "label": form.step.label}
                )


def _free_code(name: str) -> str:
    """A code made of the name; with a number where another has it."""
    code = code_of(name)
    taken = set(Automation.objects.filter(code__startswith=code[:50]).values_list("code", flat=True))
    return next(one for one in (code, *(f"{code[:50]}-{n}" for n in range(2, 10_000))) if one not in taken)
