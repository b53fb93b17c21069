"""Reading what leaves: deliveries, newest first. Shown in demonstrations alone, where nothing leaves the house."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID

from heard.domain.conversations.models import Delivery

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db.models import QuerySet

PAGE_SIZE = 50


class OutboxPage(NamedTuple):
    """Some deliveries, and the mark the next page is asked by; empty at the end."""

    deliveries: Sequence[Delivery]
    next: str


def outbox_page(after: str | None = None, *, size: int = PAGE_SIZE) -> OutboxPage:
    """One page in one query: ids grow with time, so they are the order."""
    found = _whole().order_by("-id")
    if mark := _mark(after):
        found = found.filter(id__lt=mark)
    shown = list(found[: size + 1])
    return OutboxPage(shown[:size], shown[size - 1].id.hex if len(shown) > size else "")


def delivery_to_read(delivery_id: UUID) -> Delivery:
    """One delivery with all its mail is made of; Delivery.DoesNotExist where there is none."""
    return _whole().prefetch_related("message__attachments").get(pk=delivery_id)


def _whole() -> QuerySet[Delivery]:
    return Delivery.objects.select_related(
        "message__conversation__person", "message__conversation__case__service", "message__conversation__case__team"
    )


def _mark(text: str | None) -> UUID | None:
    """What cannot be read is no mark: an old or broken link shows the first page."""
    try:
        return UUID(hex=text) if text else None
    except ValueError:
        return None
