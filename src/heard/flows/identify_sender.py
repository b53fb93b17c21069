"""Who wrote a message: the person of its conversation, somebody surely known, or somebody new."""

from __future__ import annotations

from typing import TYPE_CHECKING

from heard.domain.people.operations import add_person
from heard.domain.people.queries import surely_the_person
from heard.kernel.actor import SYSTEM
from heard.kernel.errors import InvalidInput

if TYPE_CHECKING:
    from heard.domain.people.models import Person
    from heard.flows.find_thread import FoundThread
    from heard.ports.channel import Inbound


def identify_sender(inbound: Inbound, thread: FoundThread) -> Person:
    """Only an attested sender with a verified or attested identity is linked by itself; an address alone proves nothing."""
    if thread.conversation and thread.conversation.person and not thread.held:
        return thread.conversation.person
    known = surely_the_person(email=inbound.from_address) if inbound.attested else None
    return known or _newcomer(inbound)


def _newcomer(inbound: Inbound) -> Person:
    details = {"name": inbound.from_name[:200], "language": (inbound.language or "en")[:10]}
    try:
        return add_person(**details, email=inbound.from_address, attested=bool(inbound.attested), actor=SYSTEM)
    except InvalidInput:  # an address that cannot be answered ("<>", a local name): the message is kept all the same
        return add_person(**details, actor=SYSTEM)
