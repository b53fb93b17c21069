"""What happens sets automations off: the journal is read along, and every case concerned gets a turn of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from heard.domain.automation.queries.automations import LONGEST_UNDER_WAY, heard_of, listening, waiting_for_time
from heard.domain.automation.rules.events import events_told_by
from heard.domain.cases.models import Case
from heard.domain.cases.operations.locking import locked
from heard.domain.journal.models import Entry
from heard.domain.journal.operations import consume, skip_to_now
from heard.flows.automations.by_the_clock import catch_up
from heard.flows.automations.taking_turns import take_turn
from heard.kernel import queue

if TYPE_CHECKING:
    from collections.abc import Sequence

    from heard.domain.automation.models import Automation
    from heard.domain.automation.rules.triggers import OnEvent

CONSUMER = "automations"
BATCH = 500
# A date that comes into being or moves may put a moment into the past that nobody has seen coming.
DATES_MOVE = frozenset({
    "case.routed", "case.handed", "case.service_changed", "case.priority_changed", "case.resumed", "case.responded",
    "case.reopened", "case.dates_changed", "message.received",
})  # fmt: skip


def react() -> int:
    """Read the journal on to its end; how many entries. With nothing that listens, nothing is read."""
    read = 0
    while True:
        with transaction.atomic():
            if not listening() and not waiting_for_time():
                skip_to_now(CONSUMER)
                return read
            batch = consume(CONSUMER, _queue_turns, limit=BATCH)
        read += batch
        if batch < BATCH:
            return read


def run_automations(entry_id: int) -> int:
    """The turns of everything that listens to this entry, in order, on its case; how many ran."""
    entry = Entry.objects.get(pk=entry_id)
    case = Case.objects.filter(pk=entry.case_id).first() if entry.case_id else None
    listeners = _listeners(entry)
    if case is None or _happened_elsewhere(entry, case) or not (listeners or entry.kind in DATES_MOVE):
        return 0
    with transaction.atomic():
        locked(case)
        ran = _take_turns(listeners, entry, case)
        if entry.kind in DATES_MOVE:
            ran += catch_up(case.id)
    return ran


def _take_turns(listeners: list[Automation], entry: Entry, case: Case) -> int:
    ran = 0
    for automation in listeners:
        if take_turn(automation, case.id, key=f"entry:{entry.id}", cause=entry):
            ran += 1
            if automation.stops:
                break
    return ran


def _listeners(entry: Entry) -> list[Automation]:
    return _listeners_among(listening(), entry)


def _listeners_among(listeners: list[tuple[Automation, OnEvent]], entry: Entry) -> list[Automation]:
    told = events_told_by(entry)
    return [one for one, trigger in listeners if trigger.event in told and heard_of(one, entry)]


def _queue_turns(entries: Sequence[Entry]) -> None:
    """One job an entry that concerns anybody; those of one case wait for one another."""
    listeners = listening()
    dates = any(trigger.before for _automation, trigger in waiting_for_time())
    for entry in entries:
        if entry.case_id is None or entry.written_at - entry.at > LONGEST_UNDER_WAY:
            continue
        if _listeners_among(listeners, entry) or (dates and entry.kind in DATES_MOVE):
            queue.defer("run_automations", lock=f"case:{entry.case_id}", entry_id=entry.id)


def _happened_elsewhere(entry: Entry, case: Case) -> bool:
    """An import tells what happened before the case came here: nobody is written to about that."""
    return bool(case.source) and entry.at < case.created_at
