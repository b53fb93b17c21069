"""Then: steps one under another, each with its own inputs, added, removed and moved by buttons that save nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _

from heard.domain.automation.rules.steps import Kind, Option, Step, known_steps, problems_of_step

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import QueryDict

NAMES, RESHAPE, WANTED = "steps", "steps.edit", "steps.add"


class StepForm(forms.Form):
    """The inputs of one step, made from its options."""

    def __init__(self, step: Step, number: int, *, data: Any = None, options: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, prefix=f"step-{number}", initial=_shown(step, options or {}))
        self.step, self.number = step, number
        for option in step.options:
            self.fields[option.name] = _field(option)

    def options(self) -> dict[str, Any]:
        """What was typed, as it is kept: nothing of what was left empty."""
        self.is_valid()
        values = {option.name: _kept(option, self.cleaned_data.get(option.name)) for option in self.step.options}
        return {"step": self.step.code} | {
            name: value for name, value in values.items() if value not in ("", [], False)
        }

    def check(self) -> None:
        """Say beside each input what is wrong with it."""
        for name, sentence in problems_of_step(self.options()):
            self.add_error(name if name in self.fields else None, sentence)


def forms_of(steps: list[dict[str, Any]]) -> list[StepForm]:
    """What is kept, for people to change. A step that is not known any more is left out, and gone once saved."""
    known = known_steps()
    kept = [step for step in steps if step.get("step") in known]
    return [StepForm(known[step["step"]], number, options=step) for number, step in enumerate(kept)]


def typed_forms(data: QueryDict) -> list[StepForm]:
    """What was typed."""
    known = known_steps()
    codes = [code for code in data.getlist(NAMES) if code in known]
    return [StepForm(known[code], number, data=data) for number, code in enumerate(codes)]


def reshaped_forms(data: QueryDict) -> list[StepForm]:
    """The same after the button that was pressed: one more, one less, or in another order."""
    steps = [form.options() for form in typed_forms(data)]
    what, _colon, number = data.get(RESHAPE, "").partition(":")
    here = int(number) if number.isdigit() and int(number) < len(steps) else None
    if what == "add" and data.get(WANTED) in known_steps():
        steps.append({"step": data[WANTED]})
    elif what == "remove" and here is not None:
        del steps[here]
    elif what == "up" and here:
        steps[here - 1], steps[here] = steps[here], steps[here - 1]
    return forms_of(steps)


def offered() -> list[tuple[str, Any]]:
    """The steps to choose from."""
    return [(step.code, step.label) for step in known_steps().values()]


def _field(option: Option) -> forms.Field:
    said: dict[str, Any] = {"label": option.label, "help_text": option.help, "required": False}
    match option.kind:
        case Kind.CHOICE:
            return forms.ChoiceField(choices=lambda: [("", _("Choose")), *option.labels().items()], **said)
        case Kind.TEXT:
            return forms.CharField(widget=forms.Textarea({"rows": 3}), max_length=5000, **said)
        case Kind.TRUTH:
            return forms.BooleanField(**said)
        case Kind.LIST:
            said["help_text"] = option.help or _("With commas between.")
    return forms.CharField(max_length=2000, **said)


def _shown(step: Step, options: Mapping[str, Any]) -> dict[str, Any]:
    lists = {option.name for option in step.options if option.kind is Kind.LIST}
    return {name: ", ".join(value) if name in lists else value for name, value in options.items()}


def _kept(option: Option, value: Any) -> Any:
    if option.kind is Kind.LIST:
        return [word.strip() for word in str(value or "").split(",") if word.strip()]
    return value if isinstance(value, bool) else str(value or "").strip()
