"""Reading questionnaires."""

from __future__ import annotations

from typing import TYPE_CHECKING

from heard.domain.questions.models import Question

if TYPE_CHECKING:
    from uuid import UUID


def questions_in(questionnaire_id: UUID | None, *, with_retired: bool = False) -> list[Question]:
    """The questions of a questionnaire in order; with retired ones to read old answers by."""
    if questionnaire_id is None:
        return []
    questions = Question.objects.filter(questionnaire_id=questionnaire_id)
    return list(questions if with_retired else questions.filter(retired=False))
