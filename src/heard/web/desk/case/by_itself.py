"""Who did a step of the timeline, where it was an automation: its name stands in a domain above the timeline's."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from heard.domain.automation.queries.runs import names_of_runs

if TYPE_CHECKING:
    from heard.domain.conversations.queries.timeline import TimelineItem


def with_automations_named(timeline: list[TimelineItem]) -> list[TimelineItem]:
    """The same items; one query where an automation had a hand in it, none otherwise."""
    names = names_of_runs({item.run for item in timeline if item.run})
    return [
        replace(item, actor=_("Automation: %(name)s") % {"name": names[item.run]}) if item.run in names else item
        for item in timeline
    ]
