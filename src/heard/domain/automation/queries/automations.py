"""The automations there are, and those that listen."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from heard.domain.automation.models import Automation
from heard.domain.automation.rules.triggers import AtMoment, InvalidTrigger, OnEvent, read_trigger

if TYPE_CHECKING:
    from collections.abc import Iterator

    from heard.domain.journal.models import Entry

# What is written down later than this after it happened tells of the past: an import, a history.
LONGEST_UNDER_WAY = timedelta(days=1)


def listening() -> list[tuple[Automation, OnEvent]]:
    """Those switched on that wait for something to happen, in order."""
    return [(automation, trigger) for automation, trigger in _switched_on() if isinstance(trigger, OnEvent)]


def waiting_for_time() -> list[tuple[Automation, AtMoment]]:
    """Those switched on that wait for a moment, in order."""
    return [(automation, trigger) for automation, trigger in _switched_on() if isinstance(trigger, AtMoment)]


def in_trouble() -> list[Automation]:
    """Those that Heard switched off by itself, until somebody switches them on again or changes their mind."""
    return list(Automation.objects.exclude(trouble="").filter(active=False))


def heard_of(automation: Automation, entry: Entry) -> bool:
    """Whether this happened while the automation was on. What is written down later about the past (an import, a
    history) did not; a mail's own date may lie a day back, for so long it was under way.
    """
    since = automation.active_since
    if since is None or entry.written_at < since:
        return False
    return entry.at >= (since - LONGEST_UNDER_WAY if entry.kind.startswith("message.") else since)


def _switched_on() -> Iterator[tuple[Automation, OnEvent | AtMoment]]:
    for automation in Automation.objects.filter(active=True):
        try:
            yield automation, read_trigger(automation.trigger)
        except InvalidTrigger:  # a name that a later version no longer knows: the others still count
            continue
