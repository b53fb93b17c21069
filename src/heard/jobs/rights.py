"""What the rights of residents need by the clock: dates that come near, copies that have had their days."""

from __future__ import annotations

from procrastinate.contrib.django import app

from heard.domain.privacy.operations.copies import remove_old_copies
from heard.flows.warn_of_requests import warn_of_requests


@app.periodic(cron="7 5 * * *")
@app.task(name="heard.look_after_rights", queueing_lock="look_after_rights")
def each_morning(timestamp: int) -> None:  # noqa: ARG001 -- procrastinate says when it should have run
    """Warn of requests whose date comes near, and remove old copies."""
    warn_of_requests()
    remove_old_copies()
