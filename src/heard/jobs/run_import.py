"""An import runs; its files go after a week."""

from __future__ import annotations

from uuid import UUID

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from heard.flows.bring_in.running import run_import as run
from heard.flows.forget_imports import forget_imports


@app.task(name="heard.run_import", retry=RetryStrategy(max_attempts=3, exponential_wait=5))
def run_import(import_id: str) -> None:
    """Carry out one import."""
    run(UUID(import_id))


@app.periodic(cron="23 3 * * *")
@app.task(name="heard.forget_imports", queueing_lock="forget_imports")
def each_night(timestamp: int) -> None:  # noqa: ARG001 -- procrastinate says when it should have run
    """Remove files that are no longer needed."""
    forget_imports()
