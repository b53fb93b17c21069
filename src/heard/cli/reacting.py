"""Automations react as things happen: the worker listens for news of cases, and reads the journal on at each."""

from __future__ import annotations

import asyncio
import json
import logging

import psycopg
from asgiref.sync import sync_to_async
from django.db import close_old_connections

from heard.flows.automations.reacting import react
from heard.kernel.live import CHANNEL
from heard.kernel.postgres import connection_parameters

log = logging.getLogger(__name__)

# A transaction that still runs when the news arrives hides its entries a moment longer; what even the last look
# misses, the minute's job finds.
LOOKS = (0.0, 0.1, 0.4, 1.5)
PAUSE = 5.0


async def react_as_it_happens() -> None:
    """Until cancelled. A database that goes away is waited for."""
    while True:
        news = asyncio.Event()
        listening, reading = asyncio.create_task(_listen(news)), asyncio.create_task(_read(news))
        try:
            await asyncio.wait({listening, reading}, return_when=asyncio.FIRST_EXCEPTION)
        finally:
            listening.cancel()
            reading.cancel()
            outcomes = await asyncio.gather(listening, reading, return_exceptions=True)
        log.warning("Listening for automations was interrupted (%s); trying again", outcomes)
        await asyncio.sleep(PAUSE)


async def _listen(news: asyncio.Event) -> None:
    async with await psycopg.AsyncConnection.connect(**connection_parameters(), autocommit=True) as connection:
        await connection.execute(f"LISTEN {CHANNEL}")
        async for told in connection.notifies():
            if json.loads(told.payload)["topic"].startswith("case:"):
                news.set()


async def _read(news: asyncio.Event) -> None:
    while True:
        await news.wait()
        for pause in LOOKS:
            await asyncio.sleep(pause)
            if not pause:
                news.clear()
            await sync_to_async(_react, thread_sensitive=False)()
            if news.is_set():
                break


def _react() -> None:
    close_old_connections()
    react()
