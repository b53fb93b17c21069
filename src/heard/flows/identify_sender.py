"""Who wrote a message: the person of its conversation, somebody surely known, or somebody new."""

from __future__ import annotations

from typing import TYPE_CHECKING

from heard.domain.people.operations.people import add_person
from heard.domain.people.queries.people import surely_the_person
from heard.kernel.actor import SYSTEM
from heard.kernel.errors import InvalidInput

if TYPE_CHECKING:
    from heard.domain.people.models import Person
    from heard.flows.find_thread import FoundThread
    from heard.ports.channel import Inbound


def identify_sender(inbound: Inbound, thread: FoundThread) -> Person:
    """Only an attested sender is linked by itself, to a verified or attested identity; an address proves nothing."""
    if thread.conversation and thread.conversation.person and not thread.held:
        return thread.conversation.person
    known = surely_the_person(inbound.from_address) if inbound.attested else None
    return known or _newcomer(inbound)


def _newcomer(inbound: Inbound) -> Person:
    name, language = inbound.from_name[:200], (inbound.language or "en")[:10]
    attested = bool(inbound.attested)
    try:
        return add_person(name=name, email=inbound.from_address, language=language, attested=attested, actor=SYSTEM)
    except InvalidInput:  # an address that cannot be answered ("<>", a local name): the message is kept all the same
        return add_person(name=name, language=language, actor=SYSTEM)
