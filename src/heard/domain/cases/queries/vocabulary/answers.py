"""What was answered, by the code of the question: several questionnaires may ask the same, in words of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from heard.domain.criteria.rules import Family, Field, Kind
from heard.domain.questions.models import QuestionKind
from heard.domain.questions.queries import asked_codes, questions_coded

from .source import Source

if TYPE_CHECKING:
    from datetime import datetime

    from heard.domain.questions.rules.definition import Question

SHOWN_AS = {
    QuestionKind.NUMBER: Kind.NUMBER,
    QuestionKind.CALCULATED: Kind.NUMBER,
    QuestionKind.YES_NO: Kind.TRUTH,
    QuestionKind.DATE: Kind.MOMENT,
    QuestionKind.CHOICE: Kind.CHOICE,
    QuestionKind.CHOICES: Kind.CHOICE,
}


def _fields(_now: datetime) -> list[Family]:
    return [Family("answers", _answer, _offered, shelf=_("answers"))]


def _answer(code: str) -> Field | None:
    questions = questions_coded(code)
    if not questions:
        return None
    choices = {one.code: one.label for question in reversed(questions) for one in question.choices}
    asked = {question.label for question in questions if not question.retired} or {questions[0].label}
    kinds = {SHOWN_AS.get(QuestionKind(question.kind), Kind.TEXT) for question in questions}
    return Field(
        f"answers.{code}",
        _("answer to “%(question)s”") % {"question": asked.pop() if len(asked) == 1 else code},
        Kind.ANSWER,
        "answers",
        key=code,
        choices=(lambda: choices) if choices else None,
        unit=_unit(questions),
        shown_as=kinds.pop() if len(kinds) == 1 else None,
    )


def _unit(questions: list[Question]) -> str:
    units = {question.unit for question in questions}
    return units.pop() if len(units) == 1 else ""


def _offered() -> dict[str, str]:
    return {code: _("answer: %(question)s") % {"question": label} for code, label in asked_codes().items()}


ANSWERS = Source(_fields, members={"answers": lambda case, code: case.answers.get(code)})
