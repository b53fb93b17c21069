"""A questionnaire at work: what the draft says, what is asked now, and how a step of editing is kept."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404

from heard.domain.assets.queries import active_layers
from heard.domain.questions.models import Questionnaire, QuestionnaireVersion
from heard.domain.questions.operations import change_draft, draft_of
from heard.domain.questions.queries import area_choices, current_version, definition_of
from heard.domain.questions.rules import editing
from heard.domain.questions.rules.asking import asking_vocabulary
from heard.domain.questions.rules.checking import problems_in
from heard.domain.questions.rules.definition import Definition, Question, write
from heard.domain.questions.rules.differences import differences

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from uuid import UUID

    from heard.domain.criteria.rules import Vocabulary
    from heard.domain.questions.rules.shape import Problem
    from heard.kernel.actor import Actor


@dataclass(frozen=True)
class Making:
    """The newest version, which is the draft where there is one, beside the one that is asked now."""

    questionnaire: Questionnaire
    newest: QuestionnaireVersion | None
    current: QuestionnaireVersion | None

    @property
    def is_draft(self) -> bool:
        """Whether something waits to be published."""
        return self.newest is not None and self.newest.published_at is None

    @cached_property
    def definition(self) -> Definition:
        """What the administrator works on."""
        return definition_of(self.newest)

    @cached_property
    def asked(self) -> Definition:
        """What residents are asked now."""
        return definition_of(self.current)

    @cached_property
    def asked_codes(self) -> set[str]:
        """Every question that was ever asked: it may be retired, and never goes."""
        return {question.code for question in self.asked.questions(with_retired=True)}

    @cached_property
    def changes(self) -> list[str]:
        """What publishing would change."""
        return differences(self.asked, self.definition) if self.is_draft else []

    @cached_property
    def problems(self) -> list[Problem]:
        """What must be mended before it can be published."""
        return problems_in(write(self.definition), areas=area_choices, layers=layer_choices) if self.is_draft else []

    @cached_property
    def words(self) -> Vocabulary:
        """For saying any of its conditions."""
        return vocabulary_after(self.definition.questions(with_retired=True)).read_once()

    def edit(self, change: Callable[[Definition], Definition], *, actor: Actor) -> None:
        """Take one step in the draft as it stands now: two administrators do not undo each other's work."""
        with transaction.atomic():
            draft = draft_of(self.questionnaire, actor=actor)
            try:
                changed = editing.tidied(change(definition_of(draft)))
            except editing.NotThere as error:
                raise Http404 from error
            change_draft(draft, definition=write(changed), actor=actor)


def making_of(questionnaire_id: UUID) -> Making:
    """The questionnaire with its newest version and the one that is asked."""
    questionnaire = get_object_or_404(Questionnaire, pk=questionnaire_id)
    newest = questionnaire.versions.first()
    current = newest if newest and newest.published_at else current_version(questionnaire_id)
    return Making(questionnaire, newest, current)


def vocabulary_after(questions: Iterable[Question], *, placed: bool = True) -> Vocabulary:
    """What a condition may ask about once these were asked; `placed`: the place, too."""
    if not placed:
        return asking_vocabulary(questions)
    return asking_vocabulary(questions, areas=area_choices, layers=layer_choices)


def layer_choices() -> dict[str, str]:
    """The layers on the map."""
    return dict(active_layers().values_list("code", "name"))
