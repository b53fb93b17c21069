"""A resident answers what they were asked about their case: once, and the case hears of it as of any message."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from heard.domain.cases.operations.locking import locked
from heard.domain.conversations.models import Direction, Message
from heard.domain.conversations.operations.messages import NewAttachment, add_message
from heard.domain.conversations.rules.private_answers import kept_of_asking
from heard.domain.questions.queries import definition_of, facts_at
from heard.domain.questions.rules.answers import answers_in_words, read_answers
from heard.flows.hear_resident import hear_resident
from heard.kernel.actor import resident

if TYPE_CHECKING:
    from collections.abc import Mapping

    from heard.domain.cases.models import Case
    from heard.domain.conversations.models import Conversation
    from heard.domain.conversations.queries.askings import Asking


@transaction.atomic
def answer_questionnaire(
    asking: Asking,
    *,
    conversation: Conversation,
    case: Case,
    answers: Mapping[str, Any],
    language: str,
    photos: tuple[NewAttachment, ...] = (),
    channel: str = "web",
) -> Message:
    """Write the answers as one message; sent again, it is the first one. InvalidInput names `answers.<code>`.

    The case keeps nothing of them: word for word and as data they stand sealed with the message.
    """
    locked(case.merged_into or case)
    if before := Message.objects.filter(pk=asking.id).first():
        return before
    definition = definition_of(asking.version)
    values = read_answers(definition, answers, facts_at(definition, case.location, language=language))
    actor = resident(conversation.person_id)
    message = Message(
        id=asking.id,
        conversation=conversation,
        direction=Direction.IN,
        channel=channel,
        person_id=conversation.person_id,
        text=_in_words(asking, values),
        private_answers=kept_of_asking(asking.code, values),
    )
    add_message(message, attachments=photos, actor=actor)
    hear_resident(conversation, actor=actor)
    return message


def _in_words(asking: Asking, values: Mapping[str, Any]) -> str:
    """For those who work on it: in the council's own language, whichever the questions were read in."""
    with translation.override(settings.LANGUAGE_CODE):
        said = answers_in_words(definition_of(asking.version).questions(), values)
        lines = [f"{label}\n{words}" for label, words in said] or [_("No question was answered.")]
    return "\n\n".join([asking.name, *lines])
