"""Who has which case open: rows that live as long as their stream. Losing them in a crash does no harm."""

import asyncio
import json
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from uuid import UUID, uuid4

import psycopg

from heard.kernel.live import CHANNEL
from heard.kernel.postgres import connection_parameters
from heard.web.live.ticket import Ticket

ARRIVE = "INSERT INTO cases_viewer (connection, case_id, staff_id, seen_at) VALUES (%s, %s, %s, now())"
LEAVE = "DELETE FROM cases_viewer WHERE connection = %s"
STAY = "UPDATE cases_viewer SET seen_at = now() WHERE connection = ANY(%s)"
# Three pings: a viewer whose live process died is forgotten by the next one.
FORGET = "DELETE FROM cases_viewer WHERE seen_at < now() - interval '60 seconds'"
TELL = "SELECT pg_notify(%s, %s)"

log = logging.getLogger(__name__)


class Presence:
    """The viewers whose streams end in this process."""

    def __init__(self) -> None:
        self._line: psycopg.AsyncConnection | None = None
        self._one_at_a_time = asyncio.Lock()
        self._present: set[UUID] = set()

    @asynccontextmanager
    async def of(self, ticket: Ticket) -> AsyncIterator[None]:
        """Be seen at the case this ticket watches, if it watches one, for as long as this lasts."""
        case = ticket.watched_case
        if case is None:
            yield
            return
        connection = uuid4()
        self._present.add(connection)
        try:
            await self._run(ARRIVE, connection, case, ticket.staff)
            await self._tell(case)
            yield
        finally:
            self._present.discard(connection)
            await self._run(LEAVE, connection)
            await self._tell(case)

    async def refresh(self) -> None:
        """Say that those who are here still are, and forget those of whom nobody says so."""
        if self._present:
            await self._run(STAY, list(self._present))
        await self._run(FORGET)

    async def _tell(self, case: str) -> None:
        await self._run(TELL, CHANNEL, json.dumps({"topic": f"case:{case}", "kind": "presence"}))

    async def _run(self, statement: str, *values: object) -> None:
        """Presence is a courtesy: without a database it is left out, and the stream goes on."""
        async with self._one_at_a_time:
            try:
                if self._line is None or self._line.closed:
                    self._line = await psycopg.AsyncConnection.connect(**connection_parameters(), autocommit=True)
                await self._line.execute(statement, values)
            except psycopg.OperationalError:
                log.warning("Who is looking at a case could not be noted: the database is away")
                self._line = None
