"""Reading questionnaires and their versions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from django.db.models.expressions import RawSQL

from heard.domain.assets.queries import active_layers, nearest_of_layer
from heard.domain.places.models import Area
from heard.domain.places.queries import area_at
from heard.domain.questions.models import Questionnaire, QuestionnaireVersion
from heard.domain.questions.rules.asking import Facts, layers_asked
from heard.domain.questions.rules.definition import Definition, Question, read
from heard.domain.questions.rules.words import in_language
from heard.kernel import clock

if TYPE_CHECKING:
    from uuid import UUID

    from django.db.models import QuerySet

    from heard.kernel.location import Location


class AsksByQuestionnaire(Protocol):
    """A service."""

    @property
    def questionnaire_id(self) -> UUID | None: ...


class HasAnswers(Protocol):
    """A case."""

    @property
    def asked_id(self) -> UUID | None: ...

    @property
    def service(self) -> AsksByQuestionnaire: ...


def all_questionnaires() -> QuerySet[Questionnaire]:
    """Every questionnaire, by name."""
    return Questionnaire.objects.order_by("name", "id")


def published_versions() -> QuerySet[QuestionnaireVersion]:
    """Newest first."""
    return QuestionnaireVersion.objects.filter(published_at__isnull=False)


def current_version(questionnaire_id: UUID | None) -> QuestionnaireVersion | None:
    """What is asked now; nothing where nothing was published."""
    return published_versions().filter(questionnaire_id=questionnaire_id).first() if questionnaire_id else None


def version_of(case: HasAnswers) -> QuestionnaireVersion | None:
    """The version its answers were given to. Of an older case nobody noted it: what its service asks now knows them."""
    if case.asked_id:
        return QuestionnaireVersion.objects.filter(pk=case.asked_id).first()
    return current_version(case.service.questionnaire_id)


def definition_of(version: QuestionnaireVersion | None) -> Definition:
    """What the version asks; of none, nothing."""
    return read(version.definition) if version else Definition()


def current_definition(questionnaire_id: UUID | None) -> Definition:
    """What is asked now; nothing where there is nothing to ask."""
    return definition_of(current_version(questionnaire_id))


def asked_codes() -> dict[str, str]:
    """Every question that is asked now, by its code: its words."""
    asked: dict[str, str] = {}
    for version in current_versions():
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


def questions_answered(case: HasAnswers, *, language: str = "") -> list[Question]:
    """What it was asked, in the words of this language; what is no longer asked as well."""
    return list(in_language(definition_of(version_of(case)), language).questions(with_retired=True))


def facts_at(definition: Definition, location: Location | None, *, language: str) -> Facts:
    """What the questionnaire's conditions want to know of a place; the distances are measured that it asks for."""
    area = area_at(location) if location else None
    measured = {layer: nearest_of_layer(layer, location) for layer in layers_asked(definition)} if location else {}
    return Facts(
        now=clock.now(),
        language=language,
        area=area.code if area else "",
        near={layer: metres for layer, metres in measured.items() if metres is not None},
    )


def area_choices() -> dict[str, str]:
    """The areas that a condition may name."""
    return dict(Area.objects.values_list("code", "name"))


def layer_choices() -> dict[str, str]:
    """The layers whose nearness a condition may ask about."""
    return dict(active_layers().values_list("code", "name"))


def current_versions() -> QuerySet[QuestionnaireVersion]:
    """What is asked now, of every questionnaire."""
    return published_versions().order_by("questionnaire_id", "-number").distinct("questionnaire_id")
