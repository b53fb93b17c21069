"""Writing rules of retention, and what they removed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from heard.domain.journal.operations import record
from heard.domain.privacy.models import RetentionRule, RetentionRun
from heard.domain.privacy.rules.retention import may_name_service
from heard.kernel import clock
from heard.kernel.checked import added, changed
from heard.kernel.errors import InvalidInput

if TYPE_CHECKING:
    from heard.domain.catalogue.models import Service
    from heard.kernel.actor import Actor


@transaction.atomic
def add_rule(*, kind: str, keep_days: int, service: Service | None = None, actor: Actor) -> RetentionRule:
    """A new rule. It removes nothing until it is switched on."""
    _refuse_service(kind, service)
    rule = added(RetentionRule(kind=kind, service=service, keep_days=keep_days))
    record("retention.rule_added", actor=actor, subject=rule.id, of=kind, keep_days=keep_days)
    return rule


@transaction.atomic
def change_rule(
    rule: RetentionRule, *, kind: str, keep_days: int, service: Service | None = None, actor: Actor
) -> None:
    """Another rule: switched off, until somebody has seen what it would remove."""
    _refuse_service(kind, service)
    columns = {"kind": kind, "keep_days": keep_days, "service_id": service.id if service else None}
    if changed(rule, columns):
        rule.active = False
        rule.save(update_fields=["active"])
        record("retention.rule_changed", actor=actor, subject=rule.id, of=kind, keep_days=keep_days)


@transaction.atomic
def switch_rule(rule: RetentionRule, *, on: bool, actor: Actor) -> None:
    """From tonight on it removes; or no longer."""
    if changed(rule, {"active": on}):
        kind = "retention.rule_switched_on" if on else "retention.rule_switched_off"
        record(kind, actor=actor, subject=rule.id, of=rule.kind, keep_days=rule.keep_days)


def start_run(*, preview: bool = False, actor: Actor) -> RetentionRun:
    """Tonight's report begins."""
    return RetentionRun.objects.create(preview=preview, by_id=actor.id if actor.is_staff else None)


def note_removed(run: RetentionRun, rule: RetentionRule, count: int) -> None:
    """So much more was removed by this rule; in the transaction that removed it."""
    run.counts[str(rule.id)] = run.counts.get(str(rule.id), 0) + count
    run.save(update_fields=["counts"])


@transaction.atomic
def end_run(run: RetentionRun, *, actor: Actor) -> None:
    """The report is complete."""
    run.ended_at = clock.now()
    run.save(update_fields=["ended_at"])
    kind = "retention.previewed" if run.preview else "retention.run"
    record(kind, actor=actor, subject=run.id, counts=run.counts)


def _refuse_service(kind: str, service: Service | None) -> None:
    if service and not may_name_service(kind):
        raise InvalidInput({"service": _("Mails and people belong to no single service: choose all services.")})
