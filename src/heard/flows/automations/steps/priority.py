"""The case presses more, or less."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from heard.domain.automation.rules.steps import Doing, Kind, Option, Step
from heard.domain.catalogue.models import Priority
from heard.flows.change_priority import change_priority

if TYPE_CHECKING:
    from collections.abc import Mapping


def do(turn: Doing) -> dict[str, Any] | None:
    """Set it, unless it is so already."""
    before, wanted = turn.case.priority, turn.options["priority"]
    if before == wanted:
        return None
    change_priority(turn.case, priority=wanted, actor=turn.actor)
    return {"before": before, "after": wanted}


def undo(turn: Doing, done: Mapping[str, Any]) -> None:
    """Back to what it was, unless somebody has changed it since."""
    if turn.case.priority == done["after"]:
        change_priority(turn.case, priority=done["before"], actor=turn.actor)


STEP = Step(
    code="priority",
    label=gettext_lazy("Set the priority"),
    words=lambda said: _("set the priority to %(priority)s") % {"priority": said["priority"].lower()},
    options=(Option("priority", gettext_lazy("Priority"), Kind.CHOICE, choices=lambda: dict(Priority.choices)),),
    do=do,
    undo=undo,
    position=20,
)
