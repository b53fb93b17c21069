"""A questionnaire's questions as form fields, for whoever asks them. What an answer may be, questions.rules decides."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _

from heard.domain.questions.models import QuestionKind
from heard.web.ui.asset_field import AssetField
from heard.web.ui.forms import Choice, PhotoInput, PhotosField
from heard.web.ui.question_widgets import PersonInput, PlaceInput

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from heard.domain.questions.rules.definition import Definition, Question
    from heard.domain.questions.rules.walk import Asked
    from heard.kernel.location import Location

PREFIX = "answers."


def question_fields(asked: Iterable[Asked], *, near: Location | None = None) -> dict[str, forms.Field]:
    """Fields by the names `answers.<code>`, in order. What is missing, `read_way` says.

    `near`: where it is, as far as it is known; the council's things around there can be chosen.
    """
    return {f"{PREFIX}{one.question.code}": _field(one.question, required=one.required, near=near) for one in asked}


def given_answers(cleaned_data: Mapping[str, Any]) -> dict[str, Any]:
    """What was given, by question code, as `read_answers` takes it."""
    return {name.removeprefix(PREFIX): value for name, value in cleaned_data.items() if name.startswith(PREFIX)}


def sent_answers(definition: Definition, data: Any, files: Any) -> dict[str, Any]:
    """What a request says to any of the questions, asked or not: nothing is dropped before it was looked at."""
    sent: dict[str, Any] = {}
    for question in definition.questions():
        name = f"{PREFIX}{question.code}"
        widget = _field(question, required=False).widget
        if not widget.value_omitted_from_data(data, files, name) or name in data:
            sent[question.code] = widget.value_from_datadict(data, files, name)
    return sent


def answers_as_initial(answers: Mapping[str, Any]) -> dict[str, Any]:
    """Answers given before, as a form shows them again."""
    shown = {True: "yes", False: "no"}
    return {f"{PREFIX}{code}": shown[value] if isinstance(value, bool) else value for code, value in answers.items()}


def _field(  # noqa: C901, PLR0911 -- one return a kind
    question: Question, *, required: bool, near: Location | None = None
) -> forms.Field:
    words: dict[str, Any] = {
        "label": question.label if required else _("%(question)s (optional)") % {"question": question.label},
        "help_text": question.hint,
        "required": False,
    }
    choices = [(choice.code, Choice(choice.label, picture=choice.picture)) for choice in question.choices]
    match question.kind:
        case QuestionKind.CHOICE:
            return forms.ChoiceField(**words, choices=choices, widget=forms.RadioSelect)
        case QuestionKind.CHOICES:
            return forms.MultipleChoiceField(**words, choices=choices, widget=forms.CheckboxSelectMultiple)
        case QuestionKind.YES_NO:
            return forms.ChoiceField(**words, choices=[("yes", _("Yes")), ("no", _("No"))], widget=forms.RadioSelect)
        case QuestionKind.LONG_TEXT:
            return forms.CharField(**words, widget=forms.Textarea({"rows": 4}))
        case QuestionKind.NUMBER:
            return forms.CharField(**_with_unit(words, question), widget=forms.TextInput({"inputmode": "decimal"}))
        case QuestionKind.DATE:
            return forms.CharField(**words, widget=forms.TextInput({"type": "date"}))
        case QuestionKind.ADDRESS:
            return forms.CharField(**words, widget=forms.TextInput({"autocomplete": "street-address"}))
        case QuestionKind.PERSON:
            return _Whole(**words, widget=PersonInput())
        case QuestionKind.PLACE:
            return _Whole(**words, widget=PlaceInput())
        case QuestionKind.ASSET:
            return AssetField(question.layer, near=near, **words)
        case QuestionKind.FILE:
            return PhotosField(**words, widget=PhotoInput({"multiple": (question.most or 2) != 1}))
    return forms.CharField(**words)


def _with_unit(words: dict[str, Any], question: Question) -> dict[str, Any]:
    if not question.unit:
        return words
    unit = _("In %(unit)s.") % {"unit": question.unit}
    return words | {"help_text": f"{question.hint} {unit}".strip()}


class _Whole(forms.Field):
    """Takes what its widget gives; `read_answer` knows what may be wrong with it."""
