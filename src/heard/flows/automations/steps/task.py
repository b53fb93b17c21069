"""A task is added: the case team's, or another team's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from heard.domain.automation.rules.steps import Doing, Kind, Option, Step
from heard.domain.cases.models import Task
from heard.domain.cases.operations.tasks import add_task, drop
from heard.domain.cases.rules.work import STILL_TO_DO
from heard.domain.teams.models import Team
from heard.flows.automations.gaps import filled
from heard.flows.automations.steps.hand_over import teams

if TYPE_CHECKING:
    from collections.abc import Mapping


def do(turn: Doing) -> dict[str, Any]:
    """Add it, with its date on its team's calendar."""
    code = turn.options.get("team")
    team = Team.objects.select_related("calendar").filter(code=code, active=True).first() if code else None
    task = add_task(
        turn.case,
        title=filled(turn.options["title"], turn.case),
        team=team,
        target=turn.options.get("target", ""),
        checklist=turn.options.get("checklist", ()),
        required=bool(turn.options.get("required")),
        actor=turn.actor,
    )
    return {"task": str(task.id)}


def undo(turn: Doing, done: Mapping[str, Any]) -> None:
    """Drop it, if nobody has done it yet."""
    task = Task.objects.filter(pk=done["task"], state__in=STILL_TO_DO).first()
    if task and turn.case.is_open:
        drop(task, actor=turn.actor)


def _words(said: Mapping[str, str]) -> str:
    if said["team"]:
        return _("add the task “%(title)s” for %(team)s") % said
    return _("add the task “%(title)s”") % said


STEP = Step(
    code="task",
    label=gettext_lazy("Add a task"),
    words=_words,
    options=(
        Option("title", gettext_lazy("What is to be done")),
        Option("team", gettext_lazy("By (empty: the case's own team)"), Kind.CHOICE, required=False, choices=teams),
        Option("target", gettext_lazy("Within"), Kind.SPELL, required=False, help=gettext_lazy("As in 2d, 4h or 30m.")),
        Option("checklist", gettext_lazy("Check-list"), Kind.LIST, required=False),
        Option("required", gettext_lazy("The case cannot leave its stage before"), Kind.TRUTH, required=False),
    ),
    do=do,
    undo=undo,
    position=35,
)
