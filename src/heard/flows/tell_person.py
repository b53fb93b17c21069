"""Write to a person about something that is no case: to the surest address we have, in their language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import translation

from heard.domain.conversations.models import Direction, Message
from heard.domain.conversations.operations.messages import add_message
from heard.domain.conversations.operations.threads import begin
from heard.domain.privacy.queries.requests import address_to_prove
from heard.flows.post import post

if TYPE_CHECKING:
    from collections.abc import Callable

    from heard.domain.people.models import Person
    from heard.kernel.actor import Actor


def tell_person(
    person: Person,
    *,
    subject: Callable[[], str],
    letter: Callable[[], str],
    shown: Callable[[], str] | None = None,
    actor: Actor,
) -> Message | None:
    """Queue the letter; None where no address of theirs is known.

    Colleagues who read along see `shown` instead of the letter: a link in it opens what is not theirs to open.
    """
    address = address_to_prove(person)
    if address is None:
        return None
    with translation.override(person.language):
        text = letter()
        message = Message(
            conversation=begin(case=None, person=person, channel="email", subject=subject()),
            direction=Direction.OUT,
            channel="email",
            staff_id=actor.id if actor.is_staff else None,
            subject=subject(),
            text=shown() if shown else text,
            full_text=text,
            acknowledgement=True,
        )
    add_message(message, actor=actor, public=False)
    post(message, address=address.value)
    return message
