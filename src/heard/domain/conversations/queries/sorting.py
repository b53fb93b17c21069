"""Reading "sort me": conversations that wait for somebody to say what they are about, and mails that cannot be read."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.db.models import OuterRef, Q, Subquery
from django.db.models.functions import Length

from heard.domain.cases.queries.pages import mark_of, read_mark
from heard.domain.catalogue.queries import active_services
from heard.domain.conversations.models import Conversation, Envelope, EnvelopeState, Message

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from django.db.models import QuerySet

    from heard.domain.catalogue.models import Service

PAGE_SIZE = 50
SUMMARY_LENGTH = 160


class TrayPage(NamedTuple):
    """Some of the tray, and the mark the next page is asked by; empty at the end."""

    conversations: Sequence[Conversation]
    next: str


def sorting_tray(after: str | None = None, *, size: int = PAGE_SIZE) -> TrayPage:
    """What waits, oldest first, each with its person and the `summary` of what they wrote: one query."""
    waiting = _waiting().select_related("person").annotate(first_words=_first_words())
    if (key := read_mark(after)) and key[0]:
        moment, row_id = key
        waiting = waiting.filter(Q(created_at__gt=moment) | Q(created_at=moment, id__gt=row_id))
    found = list(waiting.order_by("created_at", "id")[: size + 1])
    shown = found[:size]
    for conversation in shown:
        conversation.summary = (conversation.first_words or "")[:SUMMARY_LENGTH]
    return TrayPage(shown, mark_of((shown[-1].created_at, shown[-1].id)) if len(found) > size else "")


def oldest_to_sort() -> Conversation | None:
    """What should be sorted next."""
    return _waiting().order_by("created_at", "id").first()


def conversation_to_sort(conversation_id: UUID) -> Conversation:
    """One that waits, with its person; Conversation.DoesNotExist once it is sorted."""
    return _waiting().select_related("person").prefetch_related("person__identities").get(pk=conversation_id)


def messages_to_sort(conversation_id: UUID) -> QuerySet[Message]:
    """What was said in it, as it was read, with its files; the formatted version is fetched on its own."""
    return (
        Message.objects.filter(conversation_id=conversation_id)
        .select_related("person", "staff", "conversation__person")
        .prefetch_related("attachments", "deliveries")
        .annotate(formatted=Length("html"))
        .defer("html")
        .order_by("sent_at", "id")
    )


def message_to_sort(message_id: UUID) -> Message:
    """A message of a conversation that waits; Message.DoesNotExist for any other."""
    return Message.objects.get(pk=message_id, conversation__to_sort=True, conversation__case=None)


def suggested_services(conversation: Conversation) -> list[Service]:
    """What it may be about, best first, as far as the council still offers it."""
    codes = conversation.suggested_services
    found = {service.code: service for service in active_services().filter(code__in=codes)} if codes else {}
    return [found[code] for code in codes if code in found]


def quarantined_envelopes(*, limit: int = 100) -> list[Envelope]:
    """What could not be read, newest first: without the raw source, which may be large, but with its `size`."""
    found = Envelope.objects.filter(state=EnvelopeState.QUARANTINED).annotate(size=Length("raw")).defer("raw")
    return list(found.order_by("-id")[:limit])


def quarantined_count(*, most: int = 100) -> int:
    """How many of them there are, counted no further than people read."""
    return Envelope.objects.filter(state=EnvelopeState.QUARANTINED)[:most].count()


def quarantined_envelope(envelope_id: UUID) -> Envelope:
    """One of them with its source; Envelope.DoesNotExist once it has been read."""
    return Envelope.objects.get(pk=envelope_id, state=EnvelopeState.QUARANTINED)


def _waiting() -> QuerySet[Conversation]:
    return Conversation.objects.filter(to_sort=True)


def _first_words() -> Subquery:
    first = Message.objects.filter(conversation=OuterRef("pk")).order_by("sent_at", "id")
    return Subquery(first.values("text")[:1])
