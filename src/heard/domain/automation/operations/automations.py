"""Changing automations. A change of what one says counts its version up; one that is on goes on with the new words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction

from heard.domain.automation.models import Automation
from heard.domain.automation.rules.checking import problems_of
from heard.domain.cases.queries.vocabulary import case_vocabulary
from heard.domain.journal.operations import record
from heard.kernel import clock
from heard.kernel.checked import added, changed, renumbered
from heard.kernel.errors import InvalidInput

if TYPE_CHECKING:
    from heard.kernel.actor import Actor

SAYS = ("trigger", "condition", "steps", "stops")


@transaction.atomic
def add_automation(
    *,
    name: str,
    trigger: dict[str, Any],
    steps: list[dict[str, Any]],
    actor: Actor,
    condition: dict[str, Any] | None = None,
    code: str,
    stops: bool = False,
) -> Automation:
    """A new automation, tried after all others and switched off. InvalidInput says where it is wrong."""
    condition = condition or {}
    _check(trigger, condition, steps)
    last = Automation.objects.order_by("-position").values_list("position", flat=True).first()
    automation = added(
        Automation(
            position=(last or 0) + 1,
            name=name,
            code=code,
            trigger=trigger,
            condition=condition,
            steps=steps,
            stops=stops,
        )
    )
    record("automation.added", actor=actor, subject=automation.id, code=code)
    return automation


@transaction.atomic
def change_automation(automation: Automation, *, actor: Actor, **columns: Any) -> None:
    """Another name, trigger, condition or steps. InvalidInput says where they are wrong."""
    if columns.keys() & set(SAYS):
        _check(*(columns.get(name, getattr(automation, name)) for name in ("trigger", "condition", "steps")))
    names = changed(automation, columns)
    if set(names) & set(SAYS):
        automation.version += 1
        # Moments that went by under the old words are not made up for.
        automation.looked_until = clock.now()
        automation.save(update_fields=["version", "looked_until"])
    if names:
        record("automation.changed", actor=actor, subject=automation.id, fields=names, version=automation.version)


@transaction.atomic
def switch_on(automation: Automation, *, actor: Actor) -> None:
    """From now on: what happened before is left alone."""
    if automation.active:
        return
    _check(automation.trigger, automation.condition, automation.steps)
    automation.active, automation.active_since, automation.trouble = True, clock.now(), ""
    automation.looked_until = automation.active_since
    automation.save(update_fields=["active", "active_since", "looked_until", "trouble"])
    record("automation.switched_on", actor=actor, subject=automation.id, version=automation.version)


@transaction.atomic
def switch_off(automation: Automation, *, actor: Actor) -> None:
    """Nothing of it happens any more."""
    if not automation.active:
        return
    automation.active, automation.active_since = False, None
    automation.save(update_fields=["active", "active_since"])
    record("automation.switched_off", actor=actor, subject=automation.id)


@transaction.atomic
def move_automation(automation: Automation, *, step: int, actor: Actor) -> None:
    """Tried one place earlier (-1) or later (+1)."""
    Automation.objects.bulk_update(renumbered(Automation.objects.all(), automation, step=step), ["position"])
    record("automation.moved", actor=actor, subject=automation.id, step=step)


def _check(trigger: Any, condition: Any, steps: Any) -> None:
    if problems := problems_of(trigger, condition, steps, case_vocabulary()):
        raise InvalidInput(dict(reversed(problems)))
