"""Going back to the set-up before files were applied. What they added goes out of use: cases may point to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from heard.domain.configuration.rules.folder import Documents
from heard.domain.configuration.rules.keys import spare
from heard.flows.configuration.applying import apply
from heard.flows.configuration.planning import plan
from heard.flows.configuration.sections import SECTIONS

if TYPE_CHECKING:
    from heard.domain.configuration.models import Applied
    from heard.flows.configuration.plans import Plan
    from heard.kernel.actor import Actor


def plan_back(applied: Applied, *, actor: Actor) -> Plan:
    """What going back would change now: also what was changed in these sections since."""
    return plan(_before(applied), actor=actor)


def roll_back(applied: Applied, *, planned: Plan, actor: Actor) -> Applied | None:
    """Go back as planned; None where all is as it was."""
    return apply(_before(applied), planned=planned, undoes=applied, actor=actor)


def _before(applied: Applied) -> Documents:
    """The set-up before, its keys in their order again, which the database does not keep."""
    kept = {name: applied.before[name] for name in SECTIONS if name in applied.before}
    return Documents({
        name: [spare(SECTIONS[name].canonical(item), SECTIONS[name].shape.keys) for item in items]
        for name, items in kept.items()
    })  # fmt: skip
