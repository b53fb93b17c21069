"""The automations there are, and those that listen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from heard.domain.automation.models import Automation
from heard.domain.automation.rules.triggers import AtMoment, InvalidTrigger, OnEvent, read_trigger

if TYPE_CHECKING:
    from collections.abc import Iterator

    from heard.domain.journal.models import Entry


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
    """Whether this happened while the automation was on."""
    return automation.active_since is not None and entry.written_at >= automation.active_since


def _switched_on() -> Iterator[tuple[Automation, OnEvent | AtMoment]]:
    for automation in Automation.objects.filter(active=True):
        try:
            yield automation, read_trigger(automation.trigger)
        except InvalidTrigger:  # a name that a later version no longer knows: the others still count
            continue
