"""The case presses one step more, and the managers of its department are told."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from heard.domain.automation.rules.steps import Doing, Kind, Option, Step
from heard.domain.catalogue.models import Priority
from heard.flows.automations.calling import call_colleagues, named_group
from heard.flows.automations.gaps import filled
from heard.flows.automations.steps.priority import undo
from heard.flows.change_priority import change_priority

UPWARDS = (Priority.LOW, Priority.NORMAL, Priority.HIGH, Priority.URGENT)


def do(turn: Doing) -> dict[str, Any]:
    """Urgent stays urgent; the managers hear of it all the same."""
    before = turn.case.priority
    after = UPWARDS[min(UPWARDS.index(Priority(before)) + 1, len(UPWARDS) - 1)]
    if after != before:
        change_priority(turn.case, priority=after, actor=turn.actor)
    text = filled(turn.options.get("text") or _("{reference} needs you: {service}, {place}."), turn.case)
    note = call_colleagues(turn.case, named_group("managers", turn.case), text=text, actor=turn.actor)
    return {"before": before, "after": str(after), "message": str(note.id) if note else None}


STEP = Step(
    code="escalate",
    label=gettext_lazy("Escalate"),
    words=lambda _said: _("raise the priority by one step and tell the managers of its department"),
    options=(
        Option(
            "text",
            gettext_lazy("What they are told"),
            Kind.TEXT,
            required=False,
            help=gettext_lazy("These fill themselves in: {reference}, {service}, {place}, {date}, {team}."),
        ),
    ),
    do=do,
    undo=undo,
    position=21,
)
