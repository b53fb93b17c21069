"""What was asked in a conversation, by questionnaires, and what was answered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from heard.domain.conversations.models import Message
from heard.domain.journal.models import Entry
from heard.domain.questions.models import QuestionnaireVersion

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from heard.domain.conversations.models import Conversation

ASKED = "case.asked"


@dataclass(frozen=True, slots=True)
class Asking:
    """That a questionnaire was asked. `answer`: what was sent, with this very id."""

    id: UUID
    version: QuestionnaireVersion
    answer: Message | None = None

    @property
    def code(self) -> str:
        """The questionnaire's."""
        return self.version.questionnaire.code

    @property
    def name(self) -> str:
        """The questionnaire's, as the council calls it."""
        return self.version.questionnaire.name


def asking_in(conversation: Conversation, code: str) -> Asking | None:
    """The newest asking of this questionnaire there; None where it was never asked."""
    return next((one for one in askings_in(conversation) if one.code == code), None)


def open_askings(conversation: Conversation) -> list[Asking]:
    """What still waits for an answer, newest first."""
    return [one for one in askings_in(conversation) if one.answer is None]


def askings_in(conversation: Conversation) -> list[Asking]:
    """The newest asking of each questionnaire there, newest first. One query; two more where anything was asked."""
    entries = Entry.objects.filter(subject_id=conversation.id, kind=ASKED).order_by("-at", "-id")
    asked: dict[str, dict[str, str]] = {}
    for entry in entries:
        asked.setdefault(entry.data["questionnaire"], entry.data)
    if not asked:
        return []
    versions = QuestionnaireVersion.objects.select_related("questionnaire").in_bulk(_ids(asked, "version"))
    answers = {one.id: one for one in _answers(conversation).filter(pk__in=_ids(asked, "asking"))}
    return [
        Asking(UUID(data["asking"]), version, answers.get(UUID(data["asking"])))
        for data in asked.values()
        if (version := versions.get(UUID(data["version"])))
    ]


def _ids(asked: dict[str, dict[str, str]], name: str) -> list[UUID]:
    return [UUID(data[name]) for data in asked.values()]


def _answers(conversation: Conversation) -> QuerySet[Message]:
    return Message.objects.filter(conversation=conversation).select_related("person", "conversation__person")
