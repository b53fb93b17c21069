"""A workflow in words: what stands in its picture, in its editor, and beside what another version changes. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from heard.domain.teams.rules.targets import InvalidTarget, Target
from heard.domain.workflows.rules.definition import ANYONE, ITSELF, MANAGER, RESIDENT, TEAM

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from heard.domain.workflows.rules.definition import Condition, Definition, FurtherCase, Move, Outcome, Stage, Task

WHO_WORDS = {
    ANYONE: gettext_lazy("whoever works on it"),
    TEAM: gettext_lazy("its team"),
    MANAGER: gettext_lazy("a manager"),
    ITSELF: gettext_lazy("by itself"),
    RESIDENT: gettext_lazy("when the resident writes"),
}
STATUS_WORDS = {
    "received": gettext_lazy("New"),
    "in_progress": gettext_lazy("In work"),
    "waiting": gettext_lazy("Waiting"),
}
ENDS_WORDS = {
    "fixed": gettext_lazy("Fixed"),
    "answered": gettext_lazy("Answered"),
    "no_action": gettext_lazy("No action needed"),
    "not_ours": gettext_lazy("Not the council's responsibility"),
    "cancelled": gettext_lazy("Cancelled"),
}


def _plainly(_condition: Condition) -> str:
    return _("a condition is fulfilled")


@dataclass(frozen=True)
class Names:
    """What codes are called: of teams, of services; and a condition in words."""

    teams: Mapping[str, str] = field(default_factory=dict)
    services: Mapping[str, str] = field(default_factory=dict)
    condition: Callable[[Condition], str] = _plainly


def stage_in_words(stage: Stage) -> str:
    """As in “Ordered: waiting for the contractor”."""
    if stage.status == "waiting":
        whom = stage.waits_for or _("the resident")
        return _("%(stage)s: waiting for %(whom)s") % {"stage": stage.name, "whom": whom}
    return f"{stage.name}: {str(STATUS_WORDS.get(stage.status, stage.status)).lower()}"


def move_in_words(move: Move, definition: Definition, names: Names) -> str:
    """As in “Order the repair → Ordered (its team, if the priority is High)”."""
    goal = definition.stage(move.to)
    called = goal.name if goal else move.to
    words = f"{move.name} → {called}" if move.name and move.name != called else called
    terms = [who_in_words(move, names)]
    if move.condition:
        terms.append(_("if %(condition)s") % {"condition": names.condition(move.condition)})
    if move.regardless:
        terms.append(_("also before all is done"))
    return f"{words} ({', '.join(terms)})"


def who_in_words(move: Move, names: Names) -> str:
    """Who makes a move."""
    return names.teams.get(move.team, move.team) if move.team else str(WHO_WORDS.get(move.who, move.who))


def task_in_words(task: Task, definition: Definition, names: Names) -> str:
    """As in “Measure the damage (within 2 working days; Roads; must be done)”."""
    earlier = [one.title for code in task.after if (one := definition.task(code))]
    terms = [
        _("decided by %(team)s") % {"team": _team(task, names)} if task.approval else _team(task, names),
        _target(task.target),
        _("after: %(tasks)s") % {"tasks": ", ".join(earlier)} if earlier else "",
        _("must be done") if task.required else "",
    ]
    return f"{task.title} ({'; '.join(filter(None, terms))})"


def case_in_words(case: FurtherCase, names: Names) -> str:
    """As in “Opens a case: Road marking (must be closed)”."""
    called = names.services.get(case.service, case.service)
    words = _("Opens a case: %(service)s") % {"service": called}
    return f"{words} ({_('must be closed')})" if case.required else words


def outcome_in_words(outcome: Outcome, definition: Definition) -> str:
    """As in “Repaired (counts as: fixed; from: Check)”."""
    from_where = [one.name for code in outcome.stages if (one := definition.stage(code))]
    means = str(ENDS_WORDS.get(outcome.means, outcome.means)).lower()
    terms = [_("counts as: %(means)s") % {"means": means}]
    if from_where:
        terms.append(_("from: %(stages)s") % {"stages": ", ".join(from_where)})
    return f"{outcome.label} ({'; '.join(terms)})"


def _team(task: Task, names: Names) -> str:
    return names.teams.get(task.team, task.team) if task.team else _("the team of the case")


def _target(code: str) -> str:
    try:
        return Target.parse(code).in_words() if code else ""
    except InvalidTarget:
        return code
