"""The door for mail: takes a delivery by SMTP or LMTP, has it stored, and only then says 250. Reads nothing itself."""

from __future__ import annotations

import asyncio
import logging
import signal
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from threading import Event, Thread
from typing import TYPE_CHECKING

from heard.adapters.channels.email.limits import MAX_BYTES
from heard.adapters.channels.email.session import LmtpSession, MailSession, SmtpSession
from heard.kernel import clock
from heard.ports.channel import EnvelopeFacts, StoredEnvelope

if TYPE_CHECKING:
    from collections.abc import Callable

log = logging.getLogger(__name__)
# aiosmtpd writes senders and recipients into this log at INFO; addresses are personal data.
logging.getLogger("mail.log").setLevel(logging.ERROR)

_TRY_LATER = "451 4.3.0 Could not be stored now; please try again later"


@dataclass(frozen=True, slots=True, kw_only=True)
class ListenerLimits:
    """How much the listener takes on at once."""

    size: int = MAX_BYTES
    connections: int = 100
    recipients: int = 100
    stores: int = 8
    seconds: float = 300


class Listener:
    """Listens until stopped, in a thread of its own or, with `serve`, in the caller's."""

    def __init__(
        self,
        store: Callable[[StoredEnvelope], None],
        *,
        domains: frozenset[str],
        host: str = "127.0.0.1",
        port: int = 0,
        lmtp: bool = False,
        limits: ListenerLimits | None = None,
    ) -> None:
        self.limits = limits or ListenerLimits()
        self.port = port
        self._store = store
        self._domains = frozenset(domain.lower() for domain in domains)
        self._host = host
        self._session_class: type[MailSession] = LmtpSession if lmtp else SmtpSession
        self._threads = ThreadPoolExecutor(max_workers=self.limits.stores, thread_name_prefix="mail-store")
        self._open: set[MailSession] = set()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._stopping: asyncio.Event | None = None
        self._thread: Thread | None = None

    def start(self) -> None:
        """Listen in a thread; returns when the port is open, and `port` then says which it is."""
        ready, failures = Event(), []

        def work() -> None:
            try:
                asyncio.run(self._listen(ready))
            except OSError as error:
                failures.append(error)
                ready.set()

        self._thread = Thread(target=work, name="mail-listener", daemon=True)
        self._thread.start()
        ready.wait()
        if failures:
            raise failures[0]

    def stop(self) -> None:
        """Take nothing new, finish what is being stored, and close."""
        if self._loop and self._stopping and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._stopping.set)
        if self._thread:
            self._thread.join()
        self._threads.shutdown()

    def serve(self) -> None:
        """Listen in this thread until SIGTERM or SIGINT."""
        asyncio.run(self._listen(Event(), stop_on_signals=True))
        self._threads.shutdown()

    async def _listen(self, ready: Event, *, stop_on_signals: bool = False) -> None:
        self._loop, self._stopping = asyncio.get_running_loop(), asyncio.Event()
        if stop_on_signals:
            for number in (signal.SIGTERM, signal.SIGINT):
                self._loop.add_signal_handler(number, self._stopping.set)
        server = await self._loop.create_server(self._session, self._host, self.port)
        self.port = server.sockets[0].getsockname()[1]
        log.info("taking mail on %s:%s", self._host, self.port)
        ready.set()
        async with server:
            await self._stopping.wait()
            server.close()
            await self._finish_stores()

    def _session(self) -> MailSession:
        return self._session_class(
            self,
            data_size_limit=self.limits.size,
            enable_SMTPUTF8=True,
            hostname=next(iter(sorted(self._domains)), "localhost"),
            ident="mail",
            timeout=self.limits.seconds,
            loop=self._loop,
        )

    async def _finish_stores(self) -> None:
        """Whoever is waiting for an answer to a whole mail gets it; whoever is still talking is cut off."""
        storing = [session.storing for session in self._open if session.storing]
        if storing:
            await asyncio.wait(storing, timeout=self.limits.seconds)
            await asyncio.sleep(0.1)  # lets the answers leave
        for session in list(self._open):
            session.cut_off()

    def enter(self, session: MailSession) -> bool:
        """Whether there is room for one more connection."""
        if len(self._open) >= self.limits.connections:
            return False
        self._open.add(session)
        return True

    def leave(self, session: MailSession) -> None:
        """A connection has ended."""
        self._open.discard(session)

    def refusal(self, address: str, already: int) -> str:
        """Why this recipient is not taken, as an SMTP reply; "" if it is."""
        if address.rpartition("@")[2].lower() not in self._domains:
            return "550 5.7.1 Not a recipient of this system"
        if already >= self.limits.recipients:
            return "452 4.5.3 Too many recipients; send the others in another mail"
        return ""

    async def take(self, raw: bytes, *, sender: str, recipients: list[str], peer: str) -> str:
        """Store one delivery and give the reply: 250 only once it is stored."""
        facts = EnvelopeFacts(
            received_at=clock.now(), sender=sender, recipients=tuple(dict.fromkeys(recipients)), peer=peer
        )
        envelope = StoredEnvelope(channel="email", raw=raw, facts=facts)
        try:
            await asyncio.get_running_loop().run_in_executor(self._threads, self._store, envelope)
        except Exception as error:  # noqa: BLE001 reason: whatever is wrong here, the sender keeps the mail and comes back
            # Only the kind of error: its text may quote the mail.
            log.error("a mail could not be stored: %s", type(error).__name__)  # noqa: TRY400
            return _TRY_LATER
        return "250 2.0.0 Stored"
