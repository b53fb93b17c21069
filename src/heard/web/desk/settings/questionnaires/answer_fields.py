"""What can be said about a question, by the kind of its answer: bounds, unit, layer, formula, prefill, choices."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from heard.domain.questions.models import QuestionKind
from heard.domain.questions.rules.checking import PREFILLS
from heard.domain.questions.rules.definition import WITH_CHOICES
from heard.web.desk.settings.questionnaires.making import layer_choices
from heard.web.ui.pictures import DRAWING_CHOICES

if TYPE_CHECKING:
    from heard.domain.questions.rules.definition import Question

COUNTED = {
    QuestionKind.TEXT: (_("Fewest characters (optional)"), _("Most characters (optional)")),
    QuestionKind.LONG_TEXT: (_("Fewest characters (optional)"), _("Most characters (optional)")),
    QuestionKind.CHOICES: (_("Fewest choices (optional)"), _("Most choices (optional)")),
}
PREFILL_WORDS = {
    "name": _("Their name"),
    "email": _("Their email address"),
    "phone": _("Their phone number"),
    "address": _("Their address"),
    "language": _("Their language"),
}


def answer_fields(question: Question) -> dict[str, forms.Field]:
    """The fields that this kind of answer needs, by the question's column."""
    kind = QuestionKind(question.kind)
    fields: dict[str, forms.Field] = {}
    if kind in COUNTED:
        least, most = COUNTED[kind]
        fields |= {name: _whole(label) for name, label in (("least", least), ("most", most))}
    match kind:
        case QuestionKind.NUMBER:
            fields |= {"least": _number(_("Lowest (optional)")), "most": _number(_("Highest (optional)"))}
        case QuestionKind.DATE:
            fields |= {"least": _day(_("Earliest (optional)")), "most": _day(_("Latest (optional)"))}
        case QuestionKind.FILE:
            fields["most"] = _whole(_("Most files (optional)"))
        case QuestionKind.ASSET:
            fields["layer"] = forms.ChoiceField(label=_("Which of the council’s things"), choices=_layers)
        case QuestionKind.CALCULATED:
            fields["formula"] = forms.CharField(label=_("Calculated as"), max_length=500)
    if kind in {QuestionKind.NUMBER, QuestionKind.CALCULATED}:
        fields["unit"] = forms.CharField(label=_("Unit (optional)"), max_length=20, required=False)
    if prefills := [(code, PREFILL_WORDS[code]) for code, kinds in PREFILLS.items() if kind in kinds]:
        choices = [("", _("Nothing")), *prefills]
        fields["prefill"] = forms.ChoiceField(label=_("Filled in from the profile"), choices=choices, required=False)
    return fields


def choice_fields(question: Question) -> dict[str, forms.Field]:
    """Each choice with its words and picture, and room for more."""
    if question.kind not in WITH_CHOICES:
        return {}
    fields: dict[str, forms.Field] = {}
    for choice in question.choices:
        fields[f"words_{choice.code}"] = forms.CharField(
            label=choice.label, initial=choice.label, max_length=200, required=False
        )
        fields[f"picture_{choice.code}"] = forms.ChoiceField(
            label=_("Picture"), initial=choice.picture, choices=DRAWING_CHOICES, required=False
        )
    more = forms.Textarea({"rows": 3})
    fields["more_choices"] = forms.CharField(
        label=_("More choices, one a line (optional)"), widget=more, required=False
    )
    return fields


def _layers() -> list[tuple[str, Any]]:
    return [("", _("Choose a layer of the map")), *layer_choices().items()]


def _whole(label: Any) -> forms.Field:
    return forms.IntegerField(label=label, min_value=0, max_value=10_000, required=False)


def _number(label: Any) -> forms.Field:
    return forms.FloatField(label=label, required=False, widget=forms.TextInput({"inputmode": "decimal"}))


def _day(label: Any) -> forms.Field:
    hint = _("A day like 2026-11-24, or from today: -30d is thirty days ago, +0d is today.")
    return forms.CharField(label=label, help_text=hint, max_length=20, required=False)
