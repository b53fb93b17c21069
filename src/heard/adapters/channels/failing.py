"""A channel that fails as the recipient's address asks, so that retries and refusals can be tried out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from heard.ports.channel import Receipt, TransportError, Unreadable

if TYPE_CHECKING:
    from heard.ports.channel import EnvelopeFacts, Inbound, Outbound


class FailingChannel:
    """`…+defer@…` fails for now, `…+refuse@…` for good, everything else succeeds. Nothing that arrives can be read."""

    reaches = frozenset({"email"})

    def read(self, raw: bytes, facts: EnvelopeFacts) -> Inbound:
        """Fail: this is how quarantine is tried out."""
        raise Unreadable(f"the failing channel reads nothing, {len(raw)} bytes from {facts.peer or 'nowhere'} included")

    def send(self, outbound: Outbound) -> Receipt:
        """Do what the address says."""
        wish = outbound.recipient.partition("@")[0].rpartition("+")[2]
        if wish == "defer":
            raise TransportError("mailbox busy, try again later", permanent=False, code="451")
        if wish == "refuse":
            raise TransportError("no such mailbox", permanent=True, code="550")
        return Receipt(provider_id=outbound.message_id or "failing")
