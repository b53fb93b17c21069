"""A second voice on one case ("that is mine too"), instead of a second case."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from heard.domain.cases.operations import merging
from heard.domain.conversations.models import Conversation, Direction, Message
from heard.domain.conversations.operations.messages import add_message
from heard.domain.conversations.operations.threads import begin
from heard.domain.conversations.queries.audience import conversation_with
from heard.domain.people.operations.people import add_person
from heard.flows.acknowledge import acknowledge
from heard.flows.change_addresses import learn_more
from heard.kernel.actor import resident
from heard.kernel.errors import Refused

if TYPE_CHECKING:
    from heard.domain.cases.models import Case
    from heard.domain.people.models import Person
    from heard.kernel.actor import Actor


@transaction.atomic
def follow_case(
    case: Case,
    *,
    name: str,
    email: str,
    phone: str = "",
    text: str = "",
    language: str = "en",
    channel: str = "web",
    person: Person | None = None,
    actor: Actor | None = None,
) -> Conversation:
    """Add a follower with a conversation of their own; everyone who follows is told when the case closes. On the phone
    it is an agent, the `actor`, who writes this down, and `person` is whom they know it to be.
    """
    if case.confidential or not case.is_open:
        raise Refused(_("This report is closed. Report it anew, and we will look at it."))
    voice = _voice(person, name=name, email=email, phone=phone, language=language, actor=actor or resident(None))
    actor = actor or resident(voice.id)
    merging.follow(case, person=voice, actor=actor)
    conversation = conversation_with(voice, case) or begin(case=case, person=voice, channel=channel)
    words = text.strip() or _("That's mine too.")
    add_message(
        Message(conversation=conversation, direction=Direction.IN, channel=channel, person=voice, text=words),
        actor=actor,
    )
    acknowledge(conversation, case=case, follows=True)
    return conversation


def _voice(known: Person | None, *, name: str, email: str, phone: str, language: str, actor: Actor) -> Person:
    if known:
        return learn_more(known, name=name, email=email, phone=phone, actor=actor)
    return add_person(name=name, email=email, phone=phone, language=language, actor=actor)
