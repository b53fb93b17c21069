"""The quick way to branch: one list of all earlier answers, to choose one of. The editor of conditions does more."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from heard.domain.questions.models import QuestionKind
from heard.domain.questions.rules.definition import WITH_CHOICES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from heard.domain.questions.rules.definition import Condition, Question

Options = list[tuple[str, list[tuple[str, str]]]]


def answers_to_choose(questions: Iterable[Question]) -> Options:
    """Each question that can be answered in few ways, with its answers."""
    return [(one.label, options) for one in questions if not one.retired and (options := _answers(one))]


def condition_for(chosen: str, questions: Iterable[Question]) -> Condition:
    """The condition for one of these answers; {} for none."""
    code, _sign, answer = chosen.partition("=")
    question = next((one for one in questions if one.code == code), None)
    if question is None:
        return {}
    value: Any = answer == "yes" if question.kind == QuestionKind.YES_NO else answer
    return {"field": f"answers.{code}", "is": value}


def _answers(question: Question) -> list[tuple[str, str]]:
    if question.kind == QuestionKind.YES_NO:
        return [(f"{question.code}=yes", _("Yes")), (f"{question.code}=no", _("No"))]
    if question.kind in WITH_CHOICES:
        return [(f"{question.code}={choice.code}", choice.label) for choice in question.choices]
    return []
