"""What was said with a person who is erased, and about them in the council's own words elsewhere, is written over."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.conf import settings
from django.db.models import Q

from heard.domain.conversations.models import (
    Arrival,
    Attachment,
    Conversation,
    Delivery,
    DeliveryState,
    Direction,
    Envelope,
    EnvelopeState,
    Message,
)
from heard.domain.people.rules.masking import without_known
from heard.domain.vault.locks import new_locks
from heard.domain.vault.values import ERASED_VALUE
from heard.kernel import clock

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

    from django.db.models import QuerySet

    from heard.domain.people.models import Person
    from heard.domain.people.rules.masking import Known

_WORDS = ("subject", "text", "full_text", "html")
_UNDER_WAY = (DeliveryState.QUEUED, DeliveryState.RETRY, DeliveryState.SENDING)


@dataclass(frozen=True, slots=True)
class ForgottenWords:
    """What was written over or removed by kind, the keys it was sealed under, and files that may be nobody's now."""

    counts: dict[str, int]
    locks: list[bytes] = field(default_factory=list)
    files: set[str] = field(default_factory=set)


def forget_conversations(people: Iterable[Person], *, fresh: dict[UUID, bytes]) -> ForgottenWords:
    """Everything said with these people. What is said there from now on is sealed under the `fresh` keys."""
    records = list(people)
    theirs = Conversation.objects.filter(pk__in=_ids_of_theirs(records)).select_for_update()
    conversations = list(theirs)
    locks = [conversation.lock() for conversation in conversations]
    for conversation in conversations:
        key = fresh.get(conversation.person_id) if conversation.person_id else None
        Conversation.objects.filter(pk=conversation.pk).update(
            subject=ERASED_VALUE,
            subject_key="",
            suggested_services=[],
            to_sort=False,
            words_removed_at=clock.now(),
            key=key or new_locks(1)[0],
        )
    messages = Message.objects.filter(Q(conversation__in=conversations) | Q(person__in=records))
    envelopes = Envelope.objects.filter(message__in=messages)
    locks += [envelope.lock() for envelope in envelopes.only("key")]
    counts = {"conversations": len(conversations), "envelopes": remove_sources(envelopes)}
    said = forget_words(messages)
    return ForgottenWords(counts | said.counts, locks, said.files)


def forget_words(messages: QuerySet[Message]) -> ForgottenWords:
    """The words, the files that are not public, and where it went; that something was said, and when, stays."""
    counts, files = remove_files(Attachment.objects.filter(message__in=messages))
    Attachment.objects.filter(message__in=messages).update(name=ERASED_VALUE)
    counts["messages"] = write_over(messages)
    return ForgottenWords(counts, files=files)


def write_over(messages: QuerySet[Message]) -> int:
    """The words, who else read them, and where they went; how many messages. What is on its way stops."""
    deliveries = Delivery.objects.filter(message__in=messages)
    deliveries.filter(state__in=_UNDER_WAY).update(state=DeliveryState.FAILED, next_try_at=None)
    deliveries.update(address=ERASED_VALUE, error=ERASED_VALUE)
    Arrival.objects.filter(message__in=messages).delete()
    sealed = dict.fromkeys((*_WORDS, "private_answers", "participants", "external_id"), ERASED_VALUE)
    return messages.update(**sealed, external_key="", thread_index="")


def remove_files(attachments: QuerySet[Attachment]) -> tuple[dict[str, int], set[str]]:
    """Forget those that are not public; how many, and the keys they had in the file store."""
    private = attachments.filter(public=False)
    rows = list(private.values_list("key", "thumbnail_key"))
    private.delete()
    return {"attachments": len(rows)}, {key for row in rows for key in row if key}


def remove_sources(envelopes: QuerySet[Envelope]) -> int:
    """Write over what came byte for byte; how many. Their keys are the caller's to destroy."""
    return envelopes.update(
        **dict.fromkeys(("raw", "sender", "recipients", "reason"), ERASED_VALUE), state=EnvelopeState.REMOVED
    )


def mask_elsewhere(cases: Iterable[UUID], *, besides: Iterable[Person], known: Known) -> int:
    """Take their name out of what the council wrote to others, and noted, on the same cases; how many messages."""
    ours = (
        Message.objects.filter(conversation__case__in=list(cases), direction__in=(Direction.OUT, Direction.NOTE))
        .exclude(conversation__in=_ids_of_theirs(list(besides)))
        .select_related("conversation__person")
    )
    return sum(_masked(message, known) for message in ours)


def _masked(message: Message, known: Known) -> bool:
    changed = []
    for name in _WORDS:
        before = getattr(message, name)
        after = without_known(before, known, region=settings.HEARD_REGION)
        if after != before:
            setattr(message, name, after)
            changed.append(name)
    if changed:
        message.save(update_fields=changed)
    return bool(changed)


def _ids_of_theirs(records: list[Person]) -> list[UUID]:
    """With them, and those with nobody yet in which they wrote."""
    nobodys = Q(person__isnull=True, messages__person__in=records)
    return list(Conversation.objects.filter(Q(person__in=records) | nobodys).values_list("pk", flat=True).distinct())
