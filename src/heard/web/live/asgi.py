"""The live process: GET /live/stream?ticket=… is a stream of server-sent events that say what changed, never how.

Bare ASGI: between the socket and the queue of a stream lies nothing that costs memory a thousand times.
"""

import asyncio
import os
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any
from urllib.parse import parse_qs

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "heard.config.settings")

from heard.web.live.hub import Hub, Listener
from heard.web.live.postgres import relay_events
from heard.web.live.presence import Presence
from heard.web.live.ticket import Ticket, read_ticket

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]

SECONDS_BETWEEN_PINGS = 20
MOST_STREAMS = 5000
# A browser then comes back through the door, where its session and what it may hear are looked at anew.
LONGEST_STREAM = 60 * 60.0

# A browser waits this long before it reconnects; the comment makes proxies pass the first bytes on.
HELLO = b"retry: 3000\n: heard\n\n"


class LiveProcess:
    """The ASGI application: its streams, and the two tasks they live on."""

    def __init__(self) -> None:
        self._hub = Hub()
        self._presence = Presence()
        self._tasks: list[asyncio.Task[None]] = []

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._live(receive, send)
        elif scope["type"] == "http":
            await self._answer(scope, receive, send)

    async def _live(self, receive: Receive, send: Send) -> None:
        await receive()
        self._tasks = [asyncio.create_task(relay_events(self._hub)), asyncio.create_task(self._ping())]
        await send({"type": "lifespan.startup.complete"})
        await receive()
        for task in self._tasks:
            task.cancel()
        self._hub.close()
        await send({"type": "lifespan.shutdown.complete"})

    async def _ping(self) -> None:
        while True:
            await asyncio.sleep(SECONDS_BETWEEN_PINGS)
            self._hub.ping()
            await self._presence.refresh()

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["path"] == "/live/health":
            await _say(send, 200 if self._hub.hears_the_database else 503, f"{len(self._hub.listeners)} streams\n")
        elif scope["path"] != "/live/stream":
            await _say(send, 404, "There is nothing here.\n")
        elif (ticket := _ticket_in(scope)) is None:
            await _say(send, 403, "This ticket is too old. Load the page again.\n")
        elif len(self._hub.listeners) >= MOST_STREAMS:
            await _say(send, 503, "Too many people are listening. Try again in a minute.\n")
        else:
            await send({"type": "http.response.start", "status": 200, "headers": _headers(scope)})
            await self._stream(ticket, receive, send)

    async def _stream(self, ticket: Ticket, receive: Receive, send: Send) -> None:
        listener = Listener(ticket.topics, sender=asyncio.current_task())
        self._hub.add(listener)
        gone = asyncio.create_task(_closes_when_gone(receive, listener))
        end = asyncio.get_running_loop().call_later(LONGEST_STREAM, listener.close)
        try:
            async with self._presence.of(ticket):
                await _send_chunks(listener, send)
        except asyncio.CancelledError:
            await send({"type": "http.response.body", "body": b"", "more_body": False})
        finally:
            end.cancel()
            gone.cancel()
            self._hub.remove(listener)


async def _send_chunks(listener: Listener, send: Send) -> None:
    await send({"type": "http.response.body", "body": HELLO, "more_body": True})
    while True:
        await send({"type": "http.response.body", "body": await listener.next_chunk(), "more_body": True})


async def _closes_when_gone(receive: Receive, listener: Listener) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
    listener.close()


def _ticket_in(scope: Scope) -> Ticket | None:
    tickets = parse_qs(scope["query_string"].decode("latin-1")).get("ticket", [])
    return read_ticket(tickets[0]) if tickets else None


def _headers(scope: Scope) -> list[tuple[bytes, bytes]]:
    """The ticket is what lets a reader in, not a cookie: any page that has one may read from another port."""
    origin = dict(scope["headers"]).get(b"origin", b"*")
    return [
        (b"content-type", b"text/event-stream; charset=utf-8"),
        (b"cache-control", b"no-store"),
        (b"x-accel-buffering", b"no"),
        (b"access-control-allow-origin", origin),
        (b"access-control-allow-credentials", b"true"),
        (b"vary", b"origin"),
    ]


async def _say(send: Send, status: int, words: str) -> None:
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"cache-control", b"no-store")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": words.encode()})


application = LiveProcess()
