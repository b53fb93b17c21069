"""The database: whether it answers, its version, and whether its tables are those of this Heard."""

from collections.abc import Iterator
from typing import Any

import psycopg
from django.core.exceptions import ImproperlyConfigured
from django.db import connections
from django.db.migrations.executor import MigrationExecutor

from heard.cli.examination import Finding
from heard.cli.ground import hold_engine, set_up_django, uses_own_engine
from heard.kernel.engine import EngineTrouble
from heard.kernel.postgres import connection_parameters

OLDEST = 160000


def connect() -> psycopg.Connection[Any]:
    """Starts the engine where the data folder has one; raises EngineTrouble where nothing answers."""
    hold_engine()
    try:
        return psycopg.connect(**connection_parameters(), autocommit=True, connect_timeout=5)
    except psycopg.OperationalError as error:
        reason = str(error).strip().splitlines()[-1]
        raise EngineTrouble(
            f"The database cannot be reached: {reason}.",
            "Look whether it runs, and whether HEARD_DATABASE_URL is right (postgresql://user:password@host/name).",
        ) from error


def look(connection: psycopg.Connection[Any]) -> Iterator[Finding]:
    yield _version(connection)
    yield _migrations()


def _version(connection: psycopg.Connection[Any]) -> Finding:
    number = connection.info.server_version
    whose = "The embedded" if uses_own_engine() else "Your"
    return Finding(
        well=number >= OLDEST,
        what=f"{whose} PostgreSQL {number // 10000}.{number % 10000} answers.",
        what_to_do="" if number >= OLDEST else "Heard needs PostgreSQL 16 or newer: upgrade it.",
    )


def _migrations() -> Finding:
    try:
        set_up_django()
    except (ImportError, ImproperlyConfigured) as error:
        return Finding(
            well=False,
            what=f"Heard's own code does not load: {error}.",
            what_to_do="The installation is incomplete: run bin/setup.",
        )
    executor = MigrationExecutor(connections["default"])
    pending = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    return Finding(
        well=not pending,
        what=f"{pending} changes to the tables are still to be made." if pending else "The tables are up to date.",
        what_to_do="Run: heard migrate" if pending else "",
    )
