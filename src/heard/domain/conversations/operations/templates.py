"""Prepared answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction

from heard.domain.conversations.models import ReplyTemplate
from heard.domain.conversations.rules.templates import unknown_gap
from heard.domain.journal.operations import record
from heard.kernel.checked import added, changed, renumbered
from heard.kernel.errors import InvalidInput

if TYPE_CHECKING:
    from heard.domain.catalogue.models import Service
    from heard.kernel.actor import Actor


@transaction.atomic
def add_template(
    *, name: str, text: str, actor: Actor, service: Service | None = None, outcome: str = ""
) -> ReplyTemplate:
    """A new prepared answer, for one service or (None) for all, behind those that are there."""
    position = ReplyTemplate.objects.filter(service=service).count()
    _refuse_unknown_gaps(text)
    template = added(ReplyTemplate(name=name, text=text.strip(), service=service, outcome=outcome, position=position))
    record("template.added", actor=actor, subject=template.id)
    return template


@transaction.atomic
def change_template(template: ReplyTemplate, *, actor: Actor, **columns: Any) -> None:
    """Another wording, service or outcome, or out of use."""
    _refuse_unknown_gaps(columns.get("text", ""))
    if names := changed(template, columns):
        record("template.changed", actor=actor, subject=template.id, fields=names)


@transaction.atomic
def move_template(template: ReplyTemplate, *, step: int, actor: Actor) -> None:
    """Offered one place earlier (-1) or later (+1)."""
    beside = ReplyTemplate.objects.filter(service=template.service_id)
    ReplyTemplate.objects.bulk_update(renumbered(beside, template, step=step), ["position"])
    record("template.moved", actor=actor, subject=template.id, step=step)


def _refuse_unknown_gaps(text: str) -> None:
    """A gap that nothing fills would stand in a resident's letter as it is."""
    if sentence := unknown_gap(text):
        raise InvalidInput({"text": sentence})
