"""An envelope is read. One that breaks the reading keeps breaking it: after a few tries it is quarantined."""

from __future__ import annotations

from uuid import UUID

from procrastinate import JobContext, RetryStrategy
from procrastinate.contrib.django import app

from heard.flows.quarantine_envelope import quarantine_envelope
from heard.flows.receive_message import receive_message as receive

TRIES = 4


@app.task(name="heard.receive_message", retry=RetryStrategy(max_attempts=TRIES, exponential_wait=3), pass_context=True)
def receive_message(context: JobContext, envelope_id: str) -> None:
    """Read one envelope."""
    try:
        receive(UUID(envelope_id))
    except Exception as error:
        if context.job.attempts + 1 >= TRIES:
            quarantine_envelope(UUID(envelope_id), reason=type(error).__name__)
        raise
