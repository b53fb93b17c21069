"""A call to another system leaves: claimed, sent outside any transaction, and what became of it written down."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from heard.domain.automation.operations.calls import claim_call, note_answer, note_failure
from heard.domain.automation.queries.calls import calls_to_send
from heard.domain.automation.rules.secrets import signing_secret
from heard.kernel import queue
from heard.ports.hook import HookCall, HookError
from heard.ports.registry import hooks

if TYPE_CHECKING:
    from uuid import UUID


def send_call(call_id: UUID) -> None:
    """Send it; a passing failure is tried again later, each time with the same id."""
    call = claim_call(call_id)
    if call is None:
        return
    body = json.dumps({"id": str(call.id), **call.payload}, sort_keys=True).encode()
    secret = signing_secret(call.run.automation_id).encode()
    try:
        answer = hooks.get("https").send(HookCall(call_id=str(call.id), url=call.url, body=body, secret=secret))
    except HookError as error:
        note_failure(call, error.code, permanent=error.permanent)
    else:
        note_answer(call, answer)


def send_waiting_calls() -> int:
    """Queue those whose time has come; how many."""
    waiting = calls_to_send()
    queue.defer_many("send_call", [{"call_id": one} for one in waiting])
    return len(waiting)
