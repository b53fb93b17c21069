"""What is kept no longer goes at night; the keys and files of who was erased go at once, or within a minute."""

from __future__ import annotations

from procrastinate.contrib.django import app

from heard.flows.apply_retention import apply_retention
from heard.flows.finish_erasure import finish_erasures


@app.periodic(cron="* * * * *")
@app.task(name="heard.finish_erasures", queueing_lock="finish_erasures")
def each_minute(timestamp: int) -> None:  # noqa: ARG001 -- procrastinate says when it should have run
    """Destroy the keys that a crash left behind."""
    finish_erasures()


@app.periodic(cron="41 2 * * *")
@app.task(name="heard.apply_retention", queueing_lock="apply_retention", lock="apply_retention")
def each_night(timestamp: int) -> None:  # noqa: ARG001
    """Apply the rules of retention."""
    apply_retention()
