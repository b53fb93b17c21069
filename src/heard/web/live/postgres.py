"""The live process's line to PostgreSQL: what is notified there is passed on to the streams."""

import asyncio
import json
import logging

import psycopg

from heard.kernel.live import CHANNEL
from heard.kernel.postgres import connection_parameters
from heard.web.live.hub import Hub

LONGEST_PAUSE = 10.0

log = logging.getLogger(__name__)


async def relay_events(hub: Hub) -> None:
    """Pass on every notification, for ever; after a lost connection tell everybody to look again."""
    pause = 0.1
    while True:
        try:
            async with await psycopg.AsyncConnection.connect(**connection_parameters(), autocommit=True) as line:
                await line.execute(f"LISTEN {CHANNEL}")
                hub.hears_the_database, pause = True, 0.1
                hub.resync()
                async for notification in line.notifies():
                    _pass_on(hub, notification.payload)
        except psycopg.OperationalError:
            hub.hears_the_database = False
            log.warning("The line to the database is down; trying again in %.1f seconds", pause)
        await asyncio.sleep(pause)
        pause = min(pause * 2, LONGEST_PAUSE)


def _pass_on(hub: Hub, payload: str) -> None:
    try:
        content = json.loads(payload)
        hub.publish(str(content["topic"]), str(content["kind"]))
    except (ValueError, KeyError, TypeError):
        log.warning("A notification on %s that is none of ours", CHANNEL)
