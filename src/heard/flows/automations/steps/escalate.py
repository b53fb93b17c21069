"""The case presses one step more, and the managers of its department are told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from heard.domain.automation.rules.steps import Doing, Kind, Option, Step
from heard.domain.catalogue.models import Priority
from heard.flows.automations.calling import call_colleagues, named_group
from heard.flows.automations.gaps import filled
from heard.flows.automations.steps.priority import undo
from heard.flows.change_priority import change_priority

if TYPE_CHECKING:
    from collections.abc import Mapping

UPWARDS = (Priority.LOW, Priority.NORMAL, Priority.HIGH, Priority.URGENT)


def do(turn: Doing) -> dict[str, Any]:
    """Urgent stays urgent; the managers hear of it all the same."""
    before = turn.case.priority
    after = UPWARDS[min(UPWARDS.index(Priority(before)) + 1, len(UPWARDS) - 1)]
    if after != before:
        change_priority(turn.case, priority=after, actor=turn.actor)
    text = filled(turn.options.get("text") or _("{reference} needs you: {service}, {place}."), turn.case)
    managers = named_group("managers", turn.case)
    note = call_colleagues(turn.case, managers, text=text, actor=turn.actor)
    told = {"managers": len(managers), "message": str(note.id) if note else None}
    return {"before": before, "after": str(after), **told}


def _remark(done: Mapping[str, Any]) -> str:
    """Runs from before the managers were counted say nothing."""
    if done.get("message") or "managers" not in done:
        return ""
    if done["managers"]:
        return _("nobody to tell: no manager of the department may read the case")
    return _("nobody to tell: the department has no manager")


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
    remark=_remark,
    position=21,
)
