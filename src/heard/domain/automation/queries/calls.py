"""Calls to other systems that wait for their time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from heard.domain.automation.models import Call, CallState
from heard.kernel import clock

if TYPE_CHECKING:
    from uuid import UUID


def calls_to_send(*, limit: int = 500) -> list[UUID]:
    """Those whose next try has come: after a failure, or a crash."""
    waiting = Call.objects.filter(state=CallState.QUEUED, next_try_at__lte=clock.now())
    return list(waiting.order_by("next_try_at").values_list("id", flat=True)[:limit])
