"""A questionnaire's questions as form fields, for whoever asks them. What an answer may be, questions.rules decides."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _

from heard.domain.questions.models import QuestionKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from heard.domain.questions.models import Question

PREFIX = "answers."


def question_fields(questions: Iterable[Question]) -> dict[str, forms.Field]:
    """Fields by the names `answers.<code>`, in order."""
    return {f"{PREFIX}{question.code}": _field(question) for question in questions}


def given_answers(cleaned_data: Mapping[str, Any]) -> dict[str, Any]:
    """What was given, by question code, as `read_answers` takes it."""
    return {name.removeprefix(PREFIX): value for name, value in cleaned_data.items() if name.startswith(PREFIX)}


def answers_as_initial(answers: Mapping[str, Any]) -> dict[str, Any]:
    """Answers given before, as a form shows them again."""
    shown = {True: "yes", False: "no"}
    return {f"{PREFIX}{code}": shown[value] if isinstance(value, bool) else value for code, value in answers.items()}


def _field(question: Question) -> forms.Field:  # noqa: PLR0911 -- one return a kind
    """What is missing is said in the words of `read_answers`; the form only notices it first."""
    words: dict[str, Any] = {
        "label": question.label if question.required else _("%(question)s (optional)") % {"question": question.label},
        "help_text": question.hint,
        "required": question.required,
        "error_messages": {"required": _("Answer this question: %(label)s") % {"label": question.label}},
    }
    choices = [(choice["code"], choice["label"]) for choice in question.choices]
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
            return forms.CharField(**words, widget=forms.TextInput({"inputmode": "decimal"}))
        case QuestionKind.DATE:
            return forms.CharField(**words, widget=forms.TextInput({"type": "date"}))
    return forms.CharField(**words)
