"""A mail server that says whom it refuses, and a mail that nobody can read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from heard.ports.channel import TransportError, Unreadable

if TYPE_CHECKING:
    from heard.ports.channel import EnvelopeFacts, Inbound, Outbound, Receipt


class RefusingChannel:
    """Refuses for good, naming the recipient as mail servers do."""

    reaches = frozenset({"email"})

    def read(self, raw: bytes, facts: EnvelopeFacts) -> Inbound:
        """Fail, and name the sender."""
        raise Unreadable(f"no part of the {len(raw)} bytes from {facts.sender} can be read")

    def send(self, outbound: Outbound) -> Receipt:
        """Refuse."""
        raise TransportError(f"<{outbound.recipient}>: no such user here", permanent=True, code="550 5.1.1")
