"""The live process's two lines to PostgreSQL: one that listens, one that keeps who is looking at which case."""

import asyncio
import json
import logging
from typing import Any
from uuid import UUID

import psycopg
from django.conf import settings

from heard.kernel.live import CHANNEL
from heard.web.live.hub import Hub

LONGEST_PAUSE = 10.0

# Longer than two pings: a viewer whose process died is forgotten by the others.
FORGET_AFTER = "60 seconds"

log = logging.getLogger(__name__)


def parameters() -> dict[str, Any]:
    """How to connect, from the same settings as everything else, without Django's handling of connections."""
    database = settings.DATABASES["default"]
    plain = {key: value for key, value in database["OPTIONS"].items() if isinstance(value, str)}
    named = {"host": "HOST", "port": "PORT", "dbname": "NAME", "user": "USER", "password": "PASSWORD"}
    return plain | {ours: database[theirs] for ours, theirs in named.items() if database.get(theirs)}


async def relay_events(hub: Hub) -> None:
    """Pass on every notification, for ever; after a lost connection tell everybody to look again."""
    pause = 0.1
    while True:
        try:
            async with await psycopg.AsyncConnection.connect(**parameters(), autocommit=True) as line:
                await line.execute(f"LISTEN {CHANNEL}")
                hub.resync()
                pause = 0.1
                async for notification in line.notifies():
                    _pass_on(hub, notification.payload)
        except psycopg.OperationalError:
            log.warning("The line to the database is down; trying again in %.1f seconds", pause)
        await asyncio.sleep(pause)
        pause = min(pause * 2, LONGEST_PAUSE)


def _pass_on(hub: Hub, payload: str) -> None:
    try:
        content = json.loads(payload)
        hub.publish(str(content["topic"]), str(content["kind"]))
    except (ValueError, KeyError, TypeError):
        log.warning("A notification on %s that is none of ours", CHANNEL)


class Presence:
    """Who has which case open: rows that live as long as their stream. Losing them in a crash does no harm."""

    def __init__(self) -> None:
        self._line: psycopg.AsyncConnection | None = None
        self._one_at_a_time = asyncio.Lock()
        self._present: dict[UUID, str] = {}

    async def arrive(self, connection: UUID, *, case: str, staff: str) -> None:
        self._present[connection] = case
        await self._run(
            "INSERT INTO cases_viewer (connection, case_id, staff_id, seen_at) VALUES (%s, %s, %s, now())",
            (connection, case, staff),
        )
        await self._tell(case)

    async def leave(self, connection: UUID) -> None:
        case = self._present.pop(connection)
        await self._run("DELETE FROM cases_viewer WHERE connection = %s", (connection,))
        await self._tell(case)

    async def refresh(self) -> None:
        """Say that those who are here still are, and forget those who have not said so."""
        if self._present:
            present = list(self._present)
            await self._run("UPDATE cases_viewer SET seen_at = now() WHERE connection = ANY(%s)", (present,))
        await self._run(f"DELETE FROM cases_viewer WHERE seen_at < now() - interval '{FORGET_AFTER}'", ())  # noqa: S608

    async def _tell(self, case: str) -> None:
        news = json.dumps({"topic": f"case:{case}", "kind": "presence"})
        await self._run("SELECT pg_notify(%s, %s)", (CHANNEL, news))

    async def _run(self, statement: str, values: tuple[object, ...]) -> None:
        """Presence is a courtesy: without a database it is left out, and the stream goes on."""
        async with self._one_at_a_time:
            try:
                if self._line is None or self._line.closed:
                    self._line = await psycopg.AsyncConnection.connect(**parameters(), autocommit=True)
                await self._line.execute(statement, values)  # type: ignore[arg-type] # fixed text, all of it above
            except psycopg.OperationalError:
                log.warning("Who is looking at a case could not be noted: the database is away")
                self._line = None
