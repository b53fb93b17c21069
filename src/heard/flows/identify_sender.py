"""Who wrote a message: the person of its conversation, somebody surely known, or somebody new."""

from __future__ import annotations

from typing import TYPE_CHECKING

from heard.domain.people.models import IdentityKind
from heard.domain.people.operations.people import add_person
from heard.domain.people.queries.people import surely_the_person
from heard.domain.people.rules.contact_points import kind_of
from heard.kernel.actor import SYSTEM
from heard.ports.registry import channels

if TYPE_CHECKING:
    from heard.domain.people.models import Person
    from heard.flows.find_thread import FoundThread
    from heard.ports.channel import Inbound


def identify_sender(inbound: Inbound, thread: FoundThread, *, channel: str = "email") -> Person:
    """Only an attested sender is linked by itself, to a verified or attested identity; an address proves nothing."""
    if thread.conversation and thread.conversation.person and not thread.held:
        return thread.conversation.person
    kind = kind_of(inbound.from_address, channels.get(channel).reaches or {IdentityKind.HANDLE})
    known = surely_the_person(inbound.from_address, kind=kind) if inbound.attested and kind else None
    return known or _newcomer(inbound, kind)


def _newcomer(inbound: Inbound, kind: IdentityKind | None) -> Person:
    """Without an address that can be answered ("<>", a local name) the message is kept all the same."""
    return add_person(
        name=inbound.from_name[:200],
        language=(inbound.language or "en")[:10],
        attested=bool(inbound.attested),
        actor=SYSTEM,
        **({kind.value: inbound.from_address} if kind else {}),
    )
