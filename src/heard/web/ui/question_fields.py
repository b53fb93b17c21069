"""A questionnaire's questions as form fields, for whoever asks them. What an answer may be, questions.rules decides."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _

from heard.domain.questions.models import QuestionKind
from heard.domain.questions.rules.reading import MOST_CHARACTERS
from heard.domain.questions.rules.walk import NOTHING
from heard.web.ui.asset_field import AssetField
from heard.web.ui.forms import Choice, PhotoInput, PhotosField
from heard.web.ui.pictures import DRAWINGS
from heard.web.ui.question_widgets import PersonInput, PlaceInput

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from heard.domain.questions.rules.definition import Definition, Question
    from heard.domain.questions.rules.walk import Asked
    from heard.kernel.location import Location

PREFIX = "answers."


def question_fields(asked: Iterable[Asked], *, near: Location | None = None) -> dict[str, forms.Field]:
    """Fields by the names `answers.<code>`, in order. What is missing, `read_way` says.

    `near`: where it is, as far as it is known; the council's things around there can be chosen.
    """
    return {f"{PREFIX}{one.question.code}": _field(one.question, required=one.required, near=near) for one in asked}


def sent_answers(definition: Definition, data: Any, files: Any) -> dict[str, Any]:
    """What a request says to any of the questions, asked or not: nothing is dropped before it was looked at."""
    sent: dict[str, Any] = {}
    for question in definition.questions():
        name = f"{PREFIX}{question.code}"
        given = _field(question, required=False).widget.value_from_datadict(data, files, name)
        if name in data or given not in NOTHING:
            sent[question.code] = given
    return sent


def answers_as_initial(answers: Mapping[str, Any]) -> dict[str, Any]:
    """Answers given before, as a form shows them again."""
    shown = {True: "yes", False: "no"}
    return {f"{PREFIX}{code}": shown[value] if isinstance(value, bool) else value for code, value in answers.items()}


def _field(question: Question, *, required: bool, near: Location | None = None) -> forms.Field:
    words: dict[str, Any] = {
        "label": question.label if required else _("%(question)s (optional)") % {"question": question.label},
        "help_text": question.hint,
        "required": False,
    }
    if question.unit:
        unit = _("In %(unit)s.") % {"unit": question.unit}
        words["help_text"] = f"{question.hint} {unit}".strip()
    if question.kind == QuestionKind.ASSET:
        return AssetField(question.layer, near=near, **words)
    return _MAKERS.get(QuestionKind(question.kind), _short_text)(question, words)


def _short_text(_question: Question, words: dict[str, Any]) -> forms.Field:
    return forms.CharField(**words)


def _choices(question: Question) -> list[tuple[str, Choice]]:
    pictures = {one.code: one.picture if one.picture in DRAWINGS else "" for one in question.choices}
    return [(one.code, Choice(one.label, picture=pictures[one.code])) for one in question.choices]


def _one_of(question: Question, words: dict[str, Any]) -> forms.Field:
    return forms.ChoiceField(**words, choices=_choices(question), widget=forms.RadioSelect)


def _several_of(question: Question, words: dict[str, Any]) -> forms.Field:
    return forms.MultipleChoiceField(**words, choices=_choices(question), widget=forms.CheckboxSelectMultiple)


def _yes_no(_question: Question, words: dict[str, Any]) -> forms.Field:
    return forms.ChoiceField(**words, choices=[("yes", _("Yes")), ("no", _("No"))], widget=forms.RadioSelect)


def _long_text(question: Question, words: dict[str, Any]) -> forms.Field:
    most = int(question.most) if question.most is not None else MOST_CHARACTERS[QuestionKind.LONG_TEXT]
    return forms.CharField(**words, max_length=most, widget=forms.Textarea({"rows": 4}))


def _number(_question: Question, words: dict[str, Any]) -> forms.Field:
    return forms.CharField(**words, widget=forms.TextInput({"inputmode": "decimal", "class": "govuk-input--width-10"}))


def _date(_question: Question, words: dict[str, Any]) -> forms.Field:
    return forms.CharField(**words, widget=forms.TextInput({"type": "date", "class": "govuk-input--width-10"}))


def _address(_question: Question, words: dict[str, Any]) -> forms.Field:
    return forms.CharField(**words, widget=forms.TextInput({"autocomplete": "street-address"}))


def _person(_question: Question, words: dict[str, Any]) -> forms.Field:
    return _Whole(**words, widget=PersonInput())


def _place(_question: Question, words: dict[str, Any]) -> forms.Field:
    return _Whole(**words, widget=PlaceInput())


def _files(question: Question, words: dict[str, Any]) -> forms.Field:
    return PhotosField(**words, widget=PhotoInput({"multiple": question.most != 1}))


class _Whole(forms.Field):
    """Takes what its widget gives; `read_answer` knows what may be wrong with it."""


_MAKERS: dict[QuestionKind, Callable[[Question, dict[str, Any]], forms.Field]] = {
    QuestionKind.CHOICE: _one_of,
    QuestionKind.CHOICES: _several_of,
    QuestionKind.YES_NO: _yes_no,
    QuestionKind.LONG_TEXT: _long_text,
    QuestionKind.NUMBER: _number,
    QuestionKind.DATE: _date,
    QuestionKind.ADDRESS: _address,
    QuestionKind.PERSON: _person,
    QuestionKind.PLACE: _place,
    QuestionKind.FILE: _files,
}
