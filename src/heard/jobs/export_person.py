"""A copy of everything about a person is made. Made twice, it is made once."""

from __future__ import annotations

from uuid import UUID

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from heard.flows.export_person import export_person as export


@app.task(name="heard.export_person", retry=RetryStrategy(max_attempts=5, exponential_wait=5))
def export_person(copy_id: str) -> None:
    """Make one copy."""
    export(UUID(copy_id))
