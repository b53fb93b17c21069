"""A second voice on one case ("that is mine too"), instead of a second case."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from heard.domain.cases.operations import merging
from heard.domain.conversations.models import Conversation, Direction, Message
from heard.domain.conversations.operations.messages import add_message
from heard.domain.conversations.operations.threads import begin
from heard.domain.people.operations import add_person
from heard.flows.acknowledge import acknowledge
from heard.kernel.actor import resident
from heard.kernel.errors import Refused

if TYPE_CHECKING:
    from heard.domain.cases.models import Case


@transaction.atomic
def follow_case(
    case: Case, *, name: str, email: str, phone: str = "", text: str = "", language: str = "en"
) -> Conversation:
    """Add a follower with a conversation of their own; everyone who follows is told when the case closes."""
    if case.confidential or not case.is_open:
        raise Refused(_("This report is closed. Report it anew, and we will look at it."))
    person = add_person(name=name, email=email, phone=phone, language=language, actor=resident(None))
    actor = resident(person.id)
    merging.follow(case, person=person, actor=actor)
    conversation = begin(case=case, person=person, channel="web")
    words = text.strip() or _("That's mine too.")
    add_message(
        Message(conversation=conversation, direction=Direction.IN, channel="web", person=person, text=words),
        actor=actor,
    )
    acknowledge(conversation, case=case, follows=True)
    return conversation
