"""Changing questionnaires."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction

from heard.domain.journal.operations import record
from heard.domain.questions.models import Question, Questionnaire
from heard.kernel.checked import added, changed, renumbered

if TYPE_CHECKING:
    from collections.abc import Iterable

    from heard.kernel.actor import Actor


@transaction.atomic
def add_questionnaire(*, name: str, questions: Iterable[dict[str, Any]], actor: Actor) -> Questionnaire:
    """A new questionnaire with its questions (columns of the model) in this order."""
    questionnaire = Questionnaire.objects.create(name=name)
    rows = [Question(questionnaire=questionnaire, position=n, **columns) for n, columns in enumerate(questions)]
    Question.objects.bulk_create(rows)
    record("questionnaire.added", actor=actor, subject=questionnaire.id, questions=[row.code for row in rows])
    return questionnaire


@transaction.atomic
def add_question(questionnaire: Questionnaire, *, actor: Actor, **columns: Any) -> Question:
    """One more, after the others."""
    position = questionnaire.questions.count() + 1
    question = added(Question(questionnaire=questionnaire, position=position, **columns))
    record("question.added", actor=actor, subject=question.id, code=question.code)
    return question


@transaction.atomic
def change_question(question: Question, *, actor: Actor, **columns: Any) -> None:
    """Another wording, or retired. Its code and kind stay: the answers already given are read by them."""
    if names := changed(question, columns):
        record("question.changed", actor=actor, subject=question.id, code=question.code, fields=names)


@transaction.atomic
def move_question(question: Question, *, step: int, actor: Actor) -> None:
    """Asked one place earlier (-1) or later (+1)."""
    asked = Question.objects.filter(questionnaire=question.questionnaire_id, retired=question.retired)
    Question.objects.bulk_update(renumbered(asked, question, step=step), ["position"])
    record("question.moved", actor=actor, subject=question.id, code=question.code, step=step)
