"""Changing questionnaires: a draft is written, looked at, published. What is published never changes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from heard.domain.journal.operations import record
from heard.domain.questions.models import Questionnaire, QuestionnaireVersion
from heard.domain.questions.rules.checking import problems_in
from heard.domain.questions.rules.definition import one_page, read
from heard.kernel import clock
from heard.kernel.checked import added, changed
from heard.kernel.errors import InvalidInput, Refused

if TYPE_CHECKING:
    from collections.abc import Iterable

    from heard.kernel.actor import Actor


@transaction.atomic
def add_questionnaire(
    *,
    name: str,
    code: str = "",
    definition: dict[str, Any] | None = None,
    questions: Iterable[dict[str, Any]] | None = None,
    actor: Actor,
) -> Questionnaire:
    """A new questionnaire, its first version published: a whole definition, or questions that fit on one page.

    Without either there is a draft alone, and nothing is asked before it is published.
    """
    questionnaire = added(Questionnaire(name=name, code=code or _free_code(name)))
    written = definition if definition is not None else one_page(questions or ())
    codes = [question.code for question in read(written).questions()] if not problems_in(written) else []
    record("questionnaire.added", actor=actor, subject=questionnaire.id, code=questionnaire.code, questions=codes)
    if definition is None and questions is None:
        draft_of(questionnaire, actor=actor)
    else:
        draft = QuestionnaireVersion.objects.create(questionnaire=questionnaire, number=1, definition=written)
        publish(draft, actor=actor)
    return questionnaire


@transaction.atomic
def change_questionnaire(questionnaire: Questionnaire, *, actor: Actor, **columns: Any) -> None:
    """Another name, or another code."""
    if names := changed(questionnaire, columns):
        record("questionnaire.changed", actor=actor, subject=questionnaire.id, code=questionnaire.code, fields=names)


@transaction.atomic
def draft_of(questionnaire: Questionnaire, *, actor: Actor) -> QuestionnaireVersion:
    """The version in the making; a copy of the newest one where there is none yet."""
    newest = questionnaire.versions.select_for_update().first()
    if newest and newest.published_at is None:
        return newest
    draft = QuestionnaireVersion.objects.create(
        questionnaire=questionnaire,
        number=newest.number + 1 if newest else 1,
        definition=newest.definition if newest else {"pages": []},
    )
    record("questionnaire.drafted", actor=actor, subject=questionnaire.id, number=draft.number)
    return draft


@transaction.atomic
def change_draft(version: QuestionnaireVersion, *, definition: dict[str, Any], actor: Actor) -> QuestionnaireVersion:
    """Write it anew. It may be unfinished: what is wrong with it matters once it is to be published."""
    draft = _locked_draft(version)
    draft.definition = definition
    draft.save(update_fields=["definition"])
    record("questionnaire.draft_changed", actor=actor, subject=draft.questionnaire_id, number=draft.number)
    return draft


@transaction.atomic
def publish(version: QuestionnaireVersion, *, actor: Actor) -> QuestionnaireVersion:
    """Ask it from now on. InvalidInput names what is wrong by its path, such as "questions.depth.show_if"."""
    draft = _locked_draft(version)
    if problems := problems_in(draft.definition):
        raise InvalidInput(dict(reversed(problems)))  # of several on one path the first
    draft.published_at = clock.now()
    draft.save(update_fields=["published_at"])
    record("questionnaire.published", actor=actor, subject=draft.questionnaire_id, number=draft.number)
    return draft


@transaction.atomic
def discard_draft(version: QuestionnaireVersion, *, actor: Actor) -> None:
    """What is asked stays as it is."""
    draft = _locked_draft(version)
    draft.delete()
    record("questionnaire.draft_discarded", actor=actor, subject=draft.questionnaire_id, number=draft.number)


def _locked_draft(version: QuestionnaireVersion) -> QuestionnaireVersion:
    draft = QuestionnaireVersion.objects.select_for_update().get(pk=version.pk)
    if draft.published_at is not None:
        raise Refused(_("This version is published, and does not change any more. Begin a new draft."))
    return draft


def _free_code(name: str) -> str:
    """The name as a code, with a number behind it where another questionnaire has it."""
    plain = slugify(name)[:50] or "questions"
    taken = set(Questionnaire.objects.filter(code__startswith=plain).values_list("code", flat=True))
    numbered = (f"{plain}-{number}" for number in range(2, len(taken) + 3))
    return plain if plain not in taken else next(code for code in numbered if code not in taken)
