"""Dates are counted anew, one batch a job: a stopped worker goes on where it was."""

from __future__ import annotations

from uuid import UUID

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from heard.flows.recompute_deadlines import recompute_deadlines as recompute


@app.task(name="heard.recompute_deadlines", retry=RetryStrategy(max_attempts=5, exponential_wait=3))
def recompute_deadlines(what: str, row_id: str, after: str | None = None) -> None:
    """Move one batch."""
    recompute(what, UUID(row_id), after=UUID(after) if after else None)
