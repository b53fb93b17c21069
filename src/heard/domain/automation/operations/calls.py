"""Calls to other systems: queued, claimed, answered, given up."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction

from heard.domain.automation.models import Call, CallState
from heard.kernel import clock

if TYPE_CHECKING:
    from uuid import UUID

# After each try that failed: a system that is being serviced for a night hears of it in the morning.
WAITS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 480, 1440))
CLAIM_LASTS = timedelta(minutes=2)


def queue_call(*, url: str, payload: dict[str, Any], run_id: UUID) -> Call:
    """One that waits to be sent; its run is written at the end of the same transaction."""
    return Call.objects.create(run_id=run_id, url=url, payload=payload, next_try_at=clock.now())


@transaction.atomic
def claim_call(call_id: UUID) -> Call | None:
    """Take it to send it; None where it is done, or another process has it."""
    call = Call.objects.select_for_update(of=("self",)).select_related("run").filter(pk=call_id).first()
    if call is None or call.state != CallState.QUEUED or call.next_try_at is None or call.next_try_at > clock.now():
        return None
    call.attempts, call.next_try_at = call.attempts + 1, clock.now() + CLAIM_LASTS
    call.save(update_fields=["attempts", "next_try_at"])
    return call


def note_answer(call: Call, answer: str) -> None:
    """The other side took it."""
    call.state, call.answer, call.next_try_at = CallState.SENT, answer[:60], None
    call.save(update_fields=["state", "answer", "next_try_at"])


def note_failure(call: Call, code: str, *, permanent: bool) -> None:
    """It did not: try again later, or never."""
    wait = None if permanent or call.attempts > len(WAITS) else WAITS[call.attempts - 1]
    call.state = CallState.QUEUED if wait else CallState.FAILED
    call.answer, call.next_try_at = code[:60], clock.now() + wait if wait else None
    call.save(update_fields=["state", "answer", "next_try_at"])
