"""After a crash: whatever was stored and never finished is queued again. Each job finds out if it is still needed."""

from __future__ import annotations

from heard.domain.conversations.queries.envelopes import deliveries_left_behind, envelopes_left_behind
from heard.kernel import queue


def pick_up_left_behind() -> int:
    """Queue the jobs anew; how many."""
    envelopes = [{"envelope_id": identifier} for identifier in envelopes_left_behind()]
    deliveries = [{"delivery_id": identifier} for identifier in deliveries_left_behind()]
    queue.defer_many("receive_message", envelopes)
    queue.defer_many("deliver_message", deliveries)
    return len(envelopes) + len(deliveries)
