"""The case waits for the resident, or goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from heard.domain.automation.rules.steps import Doing, Kind, Option, Step
from heard.domain.cases.models import Status
from heard.flows.resume_case import resume_case
from heard.flows.wait_for_resident import wait_for_resident

if TYPE_CHECKING:
    from collections.abc import Mapping

TO = {
    Status.WAITING.value: gettext_lazy("it waits for the resident, and its clocks stand still"),
    Status.IN_PROGRESS.value: gettext_lazy("it goes on after waiting"),
}


def do(turn: Doing) -> dict[str, Any] | None:
    """Wait, or go on; what stands so already stays."""
    before, wanted = turn.case.status, turn.options["to"]
    if before == wanted or (wanted == Status.IN_PROGRESS and before != Status.WAITING):
        return None
    _move(turn, wanted)
    return {"before": before, "after": wanted}


def undo(turn: Doing, done: Mapping[str, Any]) -> None:
    """The other way round, unless it has moved on."""
    if turn.case.status == done["after"]:
        _move(turn, Status.IN_PROGRESS if done["after"] == Status.WAITING else Status.WAITING)


def _move(turn: Doing, to: str) -> None:
    if to == Status.WAITING:
        wait_for_resident(turn.case, actor=turn.actor)
    else:
        resume_case(turn.case, actor=turn.actor)


STEP = Step(
    code="status",
    label=gettext_lazy("Let it wait, or go on"),
    words=lambda said: _("set that %(to)s") % {"to": said["to"]},
    options=(Option("to", gettext_lazy("Then"), Kind.CHOICE, choices=lambda: TO),),
    do=do,
    undo=undo,
    position=41,
)
