"""One connection of the listener: the dialogue of SMTP and LMTP. What becomes of a mail is the listener's business."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING, Any, Protocol, cast

from aiosmtpd.lmtp import LMTP
from aiosmtpd.smtp import SMTP

if TYPE_CHECKING:
    from aiosmtpd.smtp import Envelope, Session

log = logging.getLogger(__name__)


class Desk(Protocol):
    """What a connection asks of its listener."""

    def enter(self, session: MailSession) -> bool: ...

    def leave(self, session: MailSession) -> None: ...

    def refusal(self, address: str, already: int) -> str: ...

    async def take(self, raw: bytes, *, sender: str, recipients: list[str], peer: str) -> str: ...


class MailSession(SMTP):
    """SMTP as the library speaks it, with our own DATA: lines of any length, one buffer, one reply for each store."""

    # Longer lines arrive in several pieces; mail has them, whatever the standard says.
    line_length_limit = 64 * 1024

    def __init__(self, desk: Desk, **options: Any) -> None:
        super().__init__(_Hooks(desk), **options)
        self._desk = desk
        self._refused = False
        self.storing: asyncio.Task[str] | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Let the connection in, or say that it is too busy here."""
        if self._desk.enter(self):
            super().connection_made(transport)
            return
        self._refused = True
        cast("asyncio.Transport", transport).write(b"421 4.7.0 Too busy; please try again later\r\n")
        transport.close()

    def data_received(self, data: bytes) -> None:
        """Ignore whoever talks on after having been turned away."""
        if not self._refused:
            super().data_received(data)

    def eof_received(self) -> bool | None:
        """The other side has nothing more to say."""
        return None if self._refused else super().eof_received()

    def connection_lost(self, error: Exception | None) -> None:
        """Make room for the next."""
        if not self._refused:
            self._desk.leave(self)
            super().connection_lost(error)

    def cut_off(self) -> None:
        """Close at once."""
        if self.transport is not None:
            self.transport.close()

    async def smtp_DATA(self, arg: str) -> None:  # noqa: N802 reason: the library finds commands by this name
        """Take one mail and answer when it is stored."""
        if await self.check_helo_needed():
            return
        envelope = cast("Envelope", self.envelope)
        if not envelope.rcpt_tos:
            await self.push("503 5.5.1 Error: need RCPT command")
            return
        if arg:
            await self.push("501 5.5.4 Syntax: DATA")
            return
        await self.push("354 End data with <CR><LF>.<CR><LF>")
        content = await self._content(self.data_size_limit or 0)
        reply = (
            "552 5.3.4 Error: this mail is too large" if content is None else await self._take(bytes(content), envelope)
        )
        for _ in range(self.replies_for(envelope)):
            await self.push(reply)
        self.envelope = self._create_envelope()

    async def _content(self, limit: int) -> bytearray | None:
        """The mail without its dots; None if it is larger than the limit, but read to its end even so."""
        content, size, at_line_start = bytearray(), 0, True
        while True:
            try:
                piece = await self._reader.readuntil(b"\r\n")
                ends_line = True
            except asyncio.LimitOverrunError as overrun:
                piece = await self._reader.read(overrun.consumed)
                ends_line = False
            if at_line_start and piece == b".\r\n":
                return content if size <= limit else None
            if at_line_start and piece.startswith(b"."):
                piece = piece[1:]
            at_line_start = ends_line
            size += len(piece)
            if size <= limit:
                content += piece
            else:
                content.clear()

    async def _take(self, raw: bytes, envelope: Envelope) -> str:
        peer = cast("tuple[str, int] | str | None", cast("Session", self.session).peer)
        self.storing = asyncio.create_task(
            self._desk.take(
                raw,
                sender=(envelope.mail_from or "").strip("<>"),
                recipients=list(envelope.rcpt_tos),
                peer=str(peer[0]) if isinstance(peer, tuple) else "",
            )
        )
        try:
            # Shielded: a sender who hangs up does not undo a store that has begun.
            return await asyncio.shield(self.storing)
        finally:
            self.storing = None

    def replies_for(self, envelope: Envelope) -> int:  # noqa: ARG002 reason: LMTP wants to know
        """SMTP wants one reply for a mail."""
        return 1


class SmtpSession(MailSession):
    """Plain SMTP."""


class LmtpSession(MailSession, LMTP):
    """LMTP, where each recipient gets a reply."""

    def replies_for(self, envelope: Envelope) -> int:
        """As many as there are recipients."""
        return len(envelope.rcpt_tos)


class _Hooks:
    """The library's callbacks, kept apart so that it does not mistake our own methods for them."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def handle_RCPT(  # noqa: N802 reason: the library's name and order
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        refusal = self._desk.refusal(address, len(envelope.rcpt_tos))
        if refusal:
            return refusal
        envelope.rcpt_tos.append(address)
        envelope.rcpt_options.extend(options)
        return "250 2.1.5 OK"

    async def handle_exception(self, error: Exception) -> str:
        log.error("a mail session failed: %s", type(error).__name__)
        return "451 4.3.0 Local error; please try again later"
