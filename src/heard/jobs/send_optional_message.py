"""One person's turn in a mailing."""

from __future__ import annotations

from uuid import UUID

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from heard.flows.send_optional_message import send_optional_message as send


@app.task(name="heard.send_optional_message", retry=RetryStrategy(max_attempts=5, exponential_wait=3))
def send_optional_message(optional_id: str) -> None:
    """Send it, unless something is against it."""
    send(UUID(optional_id))
