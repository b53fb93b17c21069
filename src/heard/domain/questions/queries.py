"""Reading questionnaires and their versions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models.expressions import RawSQL

from heard.domain.places.models import Area
from heard.domain.questions.models import Question as QuestionRow
from heard.domain.questions.models import Questionnaire, QuestionnaireVersion
from heard.domain.questions.rules.definition import Definition, Question, read

if TYPE_CHECKING:
    from uuid import UUID

    from django.db.models import QuerySet


def questions_in(questionnaire_id: UUID | None, *, with_retired: bool = False) -> list[QuestionRow]:
    """The questions of a questionnaire in order; with retired ones to read old answers by."""
    if questionnaire_id is None:
        return []
    questions = QuestionRow.objects.filter(questionnaire_id=questionnaire_id)
    return list(questions if with_retired else questions.filter(retired=False))


def all_questionnaires() -> QuerySet[Questionnaire]:
    """Every questionnaire, by name."""
    return Questionnaire.objects.order_by("name", "id")


def published_versions() -> QuerySet[QuestionnaireVersion]:
    """Newest first."""
    return QuestionnaireVersion.objects.filter(published_at__isnull=False)


def current_version(questionnaire_id: UUID | None) -> QuestionnaireVersion | None:
    """What is asked now; nothing where nothing was published."""
    return published_versions().filter(questionnaire_id=questionnaire_id).first() if questionnaire_id else None


def version_with(version_id: UUID | None) -> QuestionnaireVersion | None:
    """The version that answers were given to: a case's `asked_id`."""
    return QuestionnaireVersion.objects.filter(pk=version_id).first() if version_id else None


def definition_of(version: QuestionnaireVersion | None) -> Definition:
    """What the version asks; of none, nothing."""
    return read(version.definition) if version else Definition()


def current_definition(questionnaire_id: UUID | None) -> Definition:
    """What is asked now; nothing where there is nothing to ask."""
    return definition_of(current_version(questionnaire_id))


def asked_codes() -> dict[str, str]:
    """Every question that is asked now, by its code: its words."""
    asked: dict[str, str] = {}
    for version in _current_versions():
        asked |= {question.code: question.label for question in definition_of(version).questions()}
    return dict(sorted(asked.items(), key=lambda item: item[1].casefold()))


def questions_coded(code: str) -> list[Question]:
    """Every question of any questionnaire that was ever asked by this code, those of the newest versions first."""
    named = RawSQL(
        "definition @? ('$.pages[*].questions[*] ? (@.code == ' || to_json(%s::text) || ')')::jsonpath", [code]
    )
    versions = published_versions().annotate(names_it=named).filter(names_it=True).order_by("-published_at")
    found = [definition_of(version).question(code) for version in versions]
    return sorted((one for one in found if one), key=lambda one: one.retired)


def area_choices() -> dict[str, str]:
    """The areas that a condition may name."""
    return dict(Area.objects.values_list("code", "name"))


def _current_versions() -> QuerySet[QuestionnaireVersion]:
    return published_versions().order_by("questionnaire_id", "-number").distinct("questionnaire_id")
