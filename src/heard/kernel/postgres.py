"""How to reach PostgreSQL without Django's handling of connections: for processes that listen, and for the doctor."""

from typing import Any

from django.conf import settings

NAMES = {"host": "HOST", "port": "PORT", "dbname": "NAME", "user": "USER", "password": "PASSWORD"}


def connection_parameters() -> dict[str, Any]:
    """What psycopg needs to connect, from the same settings as everything else."""
    database: dict[str, Any] = settings.DATABASES["default"]
    options = {key: value for key, value in database["OPTIONS"].items() if isinstance(value, str)}
    return options | {ours: database[theirs] for ours, theirs in NAMES.items() if database.get(theirs)}
