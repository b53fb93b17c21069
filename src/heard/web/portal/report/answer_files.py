"""Files that answer a question: kept with the photos of the report, named by the answer."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from heard.domain.cases.operations.drafts import add_photos_to_draft
from heard.domain.questions.models import QuestionKind
from heard.domain.questions.rules.reading import MOST_FILES
from heard.web.portal.report.making import MAX_PHOTOS
from heard.web.portal.report.photo_files import take_all
from heard.web.portal.visitor import limit_photos
from heard.web.ui.question_fields import PREFIX

if TYPE_CHECKING:
    from collections.abc import Iterable

    from heard.domain.questions.rules.definition import Question
    from heard.web.portal.report.base import Step


@dataclass
class AnswerFiles:
    """The keys of what was kept by question, and what could not be."""

    kept: dict[str, list[str]] = field(default_factory=dict)
    refused: dict[str, str] = field(default_factory=dict)


def keep_files(step: Step, questions: Iterable[Question]) -> AnswerFiles:
    """Keep what was just sent. Nothing new: what was kept before still answers the question."""
    found = AnswerFiles()
    for question in questions:
        if question.kind == QuestionKind.FILE:
            _keep(step, question, found)
    return found


def _keep(step: Step, question: Question, found: AnswerFiles) -> None:
    name = f"{PREFIX}{question.code}"
    uploads = step.request.FILES.getlist(name)
    held = {photo["key"] for photo in step.making.photos}
    before = [key for key in step.making.asks.answers.get(question.code, []) if key in held]
    if uploads:
        limit_photos(step.request)
    room = MAX_PHOTOS - len(step.making.photos)
    kept, refusals = take_all(uploads[: min(room, MOST_FILES)])
    if len(uploads) > room:
        refusals.append(_("You can send %(most)s photos. The others were left out.") % {"most": MAX_PHOTOS})
    if kept:
        step.making = step.with_draft(add_photos_to_draft(step.making.draft, kept, limit=MAX_PHOTOS))
    if before or kept:
        found.kept[question.code] = [*before, *(photo["key"] for photo in kept)]
    if refusals:
        found.refused[name] = " ".join(refusals)
