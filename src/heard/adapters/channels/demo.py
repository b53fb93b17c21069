"""A channel that keeps everything at home, for demonstrations: what it sends is only ever shown in Heard."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from heard.ports.channel import Inbound, Receipt, Unreadable

if TYPE_CHECKING:
    from collections.abc import Iterable

    from heard.ports.channel import EnvelopeFacts, Outbound


class DemoChannel:
    """Reads small JSON objects ({"id", "from", "name", "subject", "text"}) and sends by doing nothing."""

    def __init__(self, *, reaches: Iterable[str] = ()) -> None:
        self.reaches = frozenset(reaches)

    def read(self, raw: bytes, facts: EnvelopeFacts) -> Inbound:
        """What somebody typed into a demonstration."""
        try:
            said = json.loads(raw)
            return Inbound(
                message_id=str(said["id"]),
                from_address=str(said["from"]),
                from_name=str(said.get("name", "")),
                subject=str(said.get("subject", "")),
                text=str(said["text"]),
                full_text=str(said["text"]),
                sent_at=facts.received_at,
            )
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise Unreadable("a demonstration message is a JSON object with id, from and text") from error

    def send(self, outbound: Outbound) -> Receipt:
        """Take the message over; it stays where it is."""
        return Receipt(provider_id=outbound.message_id or "demo", note="kept in Heard, not sent")
