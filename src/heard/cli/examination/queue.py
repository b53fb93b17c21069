"""The queue: whether somebody works on it, and whether the work gets done."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import psycopg

from heard.cli.examination import Finding

# Workers report every five seconds; a job that waits for minutes while one is free is not being taken.
SILENT_AFTER = timedelta(seconds=30)
LATE_AFTER = timedelta(minutes=5)

WORKERS = "SELECT count(*) FROM procrastinate_workers WHERE last_heartbeat > now() - %s"
WAITING = """
SELECT count(*), count(*) FILTER (WHERE coalesce(scheduled_at, since) < now() - %s)
FROM procrastinate_jobs
CROSS JOIN LATERAL (
    SELECT min(at) AS since FROM procrastinate_events WHERE job_id = procrastinate_jobs.id AND type = 'deferred'
) AS first
WHERE status = 'todo' AND (scheduled_at IS NULL OR scheduled_at <= now())
"""
FAILED = """
SELECT count(DISTINCT job_id) FROM procrastinate_events
WHERE type = 'failed' AND at > now() - interval '1 day'
"""


def look(connection: psycopg.Connection[Any]) -> Iterator[Finding]:
    try:
        workers, (waiting, late), failed = (
            _number(connection, WORKERS, SILENT_AFTER),
            _row(connection, WAITING, LATE_AFTER),
            _number(connection, FAILED),
        )
    except psycopg.errors.UndefinedTable:
        return  # the migrations' finding says it already
    yield Finding(
        well=workers > 0 or not waiting,
        what=f"{workers} workers are at work; {waiting} jobs wait for them.",
        what_to_do="" if workers or not waiting else "Nobody does the work: start `heard worker`.",
    )
    if workers and late:
        yield Finding(
            well=False,
            what=f"{late} jobs have waited for more than {LATE_AFTER.seconds // 60} minutes.",
            what_to_do="Start another `heard worker`, or look into its log for what keeps it busy.",
        )
    if failed:
        yield Finding(
            well=False,
            what=f"{failed} jobs failed for good in the last day.",
            what_to_do="The worker's log says why. Nothing is lost: the cases concerned say what was not done.",
        )


def _number(connection: psycopg.Connection[Any], question: str, *values: object) -> int:
    return int(_row(connection, question, *values)[0])


def _row(connection: psycopg.Connection[Any], question: str, *values: object) -> tuple[Any, ...]:
    row = connection.execute(question, values).fetchone()
    return row or (0, 0)
