"""A resident is asked a questionnaire about their case. What was asked stands in the journal, and nowhere else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from heard.domain.journal.operations import record
from heard.kernel.ids import new_id

if TYPE_CHECKING:
    from uuid import UUID

    from heard.domain.cases.models import Case
    from heard.domain.conversations.models import Conversation
    from heard.domain.questions.models import QuestionnaireVersion
    from heard.kernel.actor import Actor


@transaction.atomic
def ask(conversation: Conversation, *, case: Case, version: QuestionnaireVersion, actor: Actor) -> UUID:
    """Note that it is asked there; its id. The answers come as the message of this id, so there is only one."""
    asking_id = new_id()
    record(
        "case.asked",
        actor=actor,
        case=case.id,
        person=conversation.person_id,
        subject=conversation.id,
        asking=str(asking_id),
        questionnaire=version.questionnaire.code,
        version=str(version.id),
    )
    return asking_id
