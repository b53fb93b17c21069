"""How often something may happen: a counter per key and window, kept in PostgreSQL so that all processes share it."""

from __future__ import annotations

from django.db import connection

from heard.kernel import clock
from heard.kernel.tokens import keyed_hash


def allow(what: str, who: str, *, limit: int, seconds: int) -> bool:
    """Count one more `what` by `who`; False once there were more than `limit` in the present window of `seconds`.

    `who` (an address, a person) is kept as a keyed digest only: whoever has the table cannot try addresses out.
    """
    key, window = _key(what, who), _window(seconds)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO kernel_throttle AS t (key, expiry_window, hits) VALUES (%s, %s, 1) "
            "ON CONFLICT (key) DO UPDATE SET hits = CASE WHEN t.expiry_window = excluded.expiry_window "
            "THEN t.hits + 1 ELSE 1 END, expiry_window = excluded.expiry_window RETURNING hits",
            [key, window],
        )
        (hits,) = cursor.fetchone()
    return bool(hits <= limit)


def take_back(what: str, who: str, *, seconds: int) -> None:
    """It was all right after all: this time does not count."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE kernel_throttle SET hits = hits - 1 WHERE key = %s AND expiry_window = %s AND hits > 0",
            [_key(what, who), _window(seconds)],
        )


def forget() -> None:
    """Begin all counts anew; once a day, so that the table does not grow with every visitor there ever was."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM kernel_throttle")


def _key(what: str, who: str) -> str:
    return keyed_hash("throttle", what, who, length=32)


def _window(seconds: int) -> int:
    return int(clock.now().timestamp()) // seconds
