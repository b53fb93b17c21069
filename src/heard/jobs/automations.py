"""Automations get their turn: what happens is read along, the clock is looked at, and each case is a job of its own."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from heard.flows.automations import by_the_clock, reacting, send_call
from heard.flows.automations import mail_colleague as mail

TRIES = RetryStrategy(max_attempts=5, exponential_wait=3)


@app.periodic(cron="* * * * *")
@app.task(name="heard.look_after_automations", queueing_lock="look_after_automations")
def each_minute(timestamp: int) -> None:  # noqa: ARG001 -- procrastinate says when it should have run
    """What the worker that listens has missed, and what time brings."""
    reacting.react()
    by_the_clock.look_at_the_clock()
    send_call.send_waiting_calls()


@app.task(name="heard.run_automations", retry=TRIES)
def run_automations(entry_id: int) -> None:
    """The turns that one entry of the journal brings."""
    reacting.run_automations(entry_id)


@app.task(name="heard.run_at_moment", retry=TRIES)
def run_at_moment(automation_id: str, case_id: str, date: str) -> None:
    """The turn that a moment brings."""
    by_the_clock.run_at_moment(UUID(automation_id), UUID(case_id), datetime.fromisoformat(date))


@app.task(name="heard.mail_colleague", retry=TRIES)
def mail_colleague(message_id: str, staff_id: str) -> None:
    """A colleague hears of a note that calls them."""
    mail.mail_colleague(UUID(message_id), UUID(staff_id))


@app.task(name="heard.send_call")
def send_waiting_call(call_id: str) -> None:
    """Another system is told. The flow keeps its own tries."""
    send_call.send_call(UUID(call_id))
