"""Email as one of Heard's channels: puts reading, writing and sending behind the contract."""

from __future__ import annotations

from typing import TYPE_CHECKING

from heard.adapters.channels.email import addresses
from heard.adapters.channels.email.reading import ReadingRules, read_mail
from heard.adapters.channels.email.sending import SmtpServer, send_mail
from heard.adapters.channels.email.writing import ascii_domain, mail_bytes
from heard.ports.channel import Receipt

if TYPE_CHECKING:
    from collections.abc import Iterable

    from heard.ports.channel import EnvelopeFacts, Inbound, Outbound


class EmailChannel:
    """Mail in, whatever brought it; mail out by SMTP. With the URL `demo:` nothing leaves the house."""

    reaches = frozenset({"email"})

    def __init__(self, *, url: str, domain: str, trusted_exchangers: Iterable[str] = (), timeout: float = 30) -> None:
        self._server = None if url == "demo:" else SmtpServer.from_url(url, timeout=timeout, greeting=domain)
        self._domain = domain.lower()
        self._rules = ReadingRules(
            own_domains=frozenset({self._domain}),
            trusted_exchangers=frozenset(name.strip().lower() for name in trusted_exchangers if name.strip()),
        )

    def read(self, raw: bytes, facts: EnvelopeFacts) -> Inbound:
        """What a mail says."""
        return read_mail(raw, facts, self._rules)

    def send(self, outbound: Outbound) -> Receipt:
        """Write one mail and hand it over; its bounces come back to an address of its own."""
        mail = mail_bytes(outbound)
        recipient = ascii_domain(outbound.recipient)
        sender = addresses.bounce_address(outbound.message_id, self._domain) or ascii_domain(outbound.from_address)
        if self._server is None:
            return Receipt(provider_id="demo", note="kept in Heard, not sent")
        return send_mail(self._server, mail, sender=sender, recipient=recipient)
