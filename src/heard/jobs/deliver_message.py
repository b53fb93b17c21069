"""A message is sent. The flow keeps its own tries; a job that breaks otherwise is picked up by `upkeep`."""

from __future__ import annotations

from uuid import UUID

from procrastinate.contrib.django import app

from heard.flows.deliver_message import deliver_message as deliver


@app.task(name="heard.deliver_message")
def deliver_message(delivery_id: str) -> None:
    """Send one delivery."""
    deliver(UUID(delivery_id))
