"""How long to wait before sending again, and when to give up. Pure."""

from __future__ import annotations

from datetime import timedelta

# Half a minute after the first failure, then ever longer; after the last (some 19 hours in all) it failed for good.
WAITS = tuple(timedelta(minutes=minutes) for minutes in (0.5, 2, 8, 30, 120, 360, 600))


def wait_before(attempt: int) -> timedelta | None:
    """The pause before this attempt (the second is attempt 2); None when there is to be no further one."""
    index = attempt - 2
    return WAITS[index] if 0 <= index < len(WAITS) else None
