"""The letter of a stage, to everyone who reported the case: its gaps filled in, in their language."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils import translation

from heard.domain.cases.operations import status
from heard.domain.cases.queries.work import workflow_of
from heard.domain.cases.rules.places import address_for
from heard.domain.conversations.queries.audience import conversations_to_tell
from heard.domain.conversations.rules import letters
from heard.domain.conversations.rules.templates import fill
from heard.flows.tell import tell
from heard.kernel.dates import day_in_words

if TYPE_CHECKING:
    from uuid import UUID

    from heard.domain.cases.models import Case
    from heard.domain.conversations.models import Conversation
    from heard.domain.workflows.rules.definition import Stage
    from heard.kernel.actor import Actor

ENDING_GAPS = ("reference", "service", "place", "team", "council")
GAPS = ("name", "date", *ENDING_GAPS)


def write_at_stage(case: Case, *, actor: Actor) -> None:
    """Write where the stage has a letter. Sent because a person moved the case, it counts as news from the council."""
    stage = workflow_of(case).stage(case.stage)
    if stage is None or not stage.letter:
        return
    conversations = conversations_to_tell(case)
    for conversation in conversations:
        text = _filled(case, stage, conversation)
        tell(conversation, text=text, letter=partial(letters.reply, text=text), actor=actor)
    if conversations and actor.is_staff:
        status.respond(case, actor=actor)


def _filled(case: Case, stage: Stage, conversation: Conversation) -> str:
    person = conversation.person
    language = person.language if person else ""
    with translation.override(language or None):
        text = workflow_of(case).words(f"stages.{stage.code}.letter", stage.letter, language=language)
        values = letter_values(case, name=person.name if person else "", reader=conversation.person_id)
        return fill(text, values)


def letter_values(case: Case, *, name: str = "", reader: UUID | None = None) -> dict[str, str]:
    """What the gaps of a workflow's letters are filled with. Of an outcome's, which all read alike, not the name, and
    no home.
    """
    return {
        "name": name,
        "reference": case.reference,
        "service": case.service.name,
        "place": address_for(case, reader),
        "date": day_in_words(case.resolve_by) if case.resolve_by else "",
        "team": case.team.name if case.team else "",
        "council": settings.HEARD_COUNCIL["name"],
    }
