"""Prepared answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import F

from heard.domain.catalogue.models import Service
from heard.domain.configuration.rules.shapes import TEMPLATES
from heard.domain.conversations.models import ReplyTemplate
from heard.domain.conversations.operations.templates import add_template, change_template
from heard.flows.configuration.section import Section, columns_of, part

if TYPE_CHECKING:
    from collections.abc import Iterable

    from heard.domain.configuration.rules.keys import Item
    from heard.kernel.actor import Actor


class Templates(Section):
    """Those of all services first, then service by service."""

    shape = TEMPLATES

    def rows(self) -> Iterable[ReplyTemplate]:
        """In the order an agent sees."""
        by_service = F("service__code").asc(nulls_first=True)
        return ReplyTemplate.objects.select_related("service").order_by(by_service, "position", "name", "id")

    def said(self, row: ReplyTemplate) -> Item:
        """Its columns; the service by code."""
        return columns_of(row, ("name", "outcome", "active", "text")) | {
            "service": row.service.code if row.service else ""
        }

    def canonical(self, item: Item) -> Item:
        """As the operation keeps it."""
        return item | {"text": item["text"].strip()}

    def add(self, item: Item, actor: Actor) -> None:
        """A new answer."""
        row = add_template(**_columns(part(item, "active")), actor=actor)
        change_template(row, active=item["active"], actor=actor)

    def change(self, row: ReplyTemplate, item: Item, actor: Actor) -> None:
        """Another wording."""
        change_template(row, actor=actor, **_columns(item))

    def place(self, row: ReplyTemplate, position: int, actor: Actor) -> None:
        """Offered earlier or later."""
        change_template(row, position=position, actor=actor)


def _columns(item: Item) -> Item:
    return item | {"service": Service.objects.get(code=item["service"]) if item["service"] else None}
