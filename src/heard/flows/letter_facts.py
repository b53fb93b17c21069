"""What a letter about a case may mention, gathered from the domains it comes from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings

from heard.domain.cases.rules.places import address_for
from heard.domain.conversations.rules.letters import LetterFacts
from heard.domain.conversations.rules.links import tracking_path

if TYPE_CHECKING:
    from heard.domain.cases.models import Case
    from heard.domain.conversations.models import Conversation


def letter_facts(case: Case, conversation: Conversation) -> LetterFacts:
    """The facts for one recipient: the link is theirs alone."""
    return LetterFacts(
        council=settings.HEARD_COUNCIL["name"],
        reference=case.reference,
        service=case.service.name,
        place=address_for(case, conversation.person_id),
        name=conversation.person.name if conversation.person else "",
        team=case.team.name if case.team else "",
        due=case.resolve_by,
        link=settings.HEARD_URL + tracking_path(conversation.id),
    )
