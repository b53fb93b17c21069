"""One stream without a server: how long it lasts."""

from __future__ import annotations

import asyncio
import time
from typing import Any

from heard.web.live import asgi
from heard.web.live.ticket import Ticket, write_ticket


def test_a_stream_ends_after_a_while_so_that_its_reader_comes_back_through_the_door(monkeypatch) -> None:
    monkeypatch.setattr(asgi, "LONGEST_STREAM", 0.01)
    sent: list[dict[str, Any]] = []

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    async def receive() -> dict[str, Any]:
        await asyncio.Event().wait()  # the reader stays
        return {}

    ticket = write_ticket(Ticket(topics=("inbox",), staff="1"))
    scope = {"type": "http", "path": "/live/stream", "query_string": f"ticket={ticket}".encode(), "headers": []}
    began = time.monotonic()
    asyncio.run(asyncio.wait_for(asgi.LiveProcess()(scope, receive, send), 5))
    assert time.monotonic() - began < 4  # it ended by itself
    assert sent[0]["status"] == 200
    assert sent[-1] == {"type": "http.response.body", "body": b"", "more_body": False}
