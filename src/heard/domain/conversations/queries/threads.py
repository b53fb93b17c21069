"""Which conversation an incoming message may belong to: looked up here, decided in rules/threading.py."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from heard.domain.conversations.models import Conversation, Delivery, Message
from heard.domain.conversations.rules.links import conversation_of_reply, delivery_of_message_id
from heard.domain.conversations.rules.recognition import external_digests, subject_digests
from heard.domain.conversations.rules.threading import AUTOMATIC_ANSWERS_WITHIN, Known
from heard.domain.people.models import Identity, IdentityKind
from heard.domain.people.rules.contact_points import identity_digests
from heard.kernel import clock

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

    from django.db.models import QuerySet

DELIVERIES_READ = 20


def known_by_reply_address(reply_tokens: Iterable[str]) -> Known | None:
    """By the secret address our own mail was sent with."""
    wanted = (conversation_of_reply(token) for token in reply_tokens)
    return _first_known(identifier for identifier in wanted if identifier)


def known_by_own_id(message_ids: Iterable[str]) -> Known | None:
    """By a Message-ID that we made: its keyed hash is right and the delivery exists."""
    deliveries = (delivery_of_message_id(message_id) for message_id in message_ids)
    return _first_known(
        Delivery.objects.filter(pk__in=[pk for pk in deliveries if pk]).values_list(
            "message__conversation_id", flat=True
        )
    )


def known_by_stored_id(message_ids: list[str], *, sender: str) -> Known | None:
    """By the Message-ID of a mail that this same person wrote, or that we answered: never across strangers.

    Replies to a mass mailing all name the same mail; only the conversation of this very sender counts.
    """
    found = Message.objects.filter(~Q(external_key=""), external_key__in=external_digests(message_ids)).filter(
        conversation__person__whole_id__in=_holders_of(sender)
    )
    return _first_known(found.order_by("-sent_at").values_list("conversation_id", flat=True)[:1])


def known_by_references(references: list[str], *, sender: str) -> Known | None:
    """By case references in the subject: the sender's own conversation about that case."""
    found = Conversation.objects.filter(case__reference__in=references, person__whole_id__in=_holders_of(sender))
    return _first_known(found.order_by("-created_at").values_list("id", flat=True)[:1])


def delivery_with_message_id(message_id: str) -> Delivery | None:
    """The delivery a bounce is about."""
    delivery_id = delivery_of_message_id(message_id)
    deliveries = Delivery.objects.select_related("message__conversation")
    return deliveries.filter(pk=delivery_id).first() if delivery_id else None


def thread_ids(conversation_id: UUID, *, before: Message, limit: int = 50) -> list[str]:
    """The Message-IDs of a conversation up to a message, oldest first, theirs and ours: what References is made of."""
    received = Message.objects.filter(conversation_id=conversation_id, sent_at__lt=before.sent_at).exclude(
        external_key=""
    )
    sent = Delivery.objects.filter(message__conversation_id=conversation_id, message__sent_at__lt=before.sent_at)
    rows = [
        *received.values_list("sent_at", "external_id").order_by("-sent_at")[:limit],
        *sent.values_list("message__sent_at", "external_id").order_by("-message__sent_at")[:limit],
    ]
    return [external_id for _at, external_id in sorted(rows) if external_id][-limit:]


def newest_thread_index(conversation_id: UUID) -> str:
    """What Outlook called the thread when the resident last wrote from it."""
    received = Message.objects.filter(conversation_id=conversation_id).exclude(thread_index="")
    return received.order_by("-sent_at").values_list("thread_index", flat=True).first() or ""


def automatic_answers_lately(address: str) -> int:
    """How many acknowledgements went to this address (in the form that is compared) within the limit's period."""
    return _acknowledged_lately(address).count()


def same_subject_acknowledged(address: str, subject: str, *, besides: UUID) -> bool:
    """Whether this address was already acknowledged for this very subject lately."""
    same = _acknowledged_lately(address).filter(conversation__subject_key__in=subject_digests(subject[:300]))
    return same.exclude(conversation_id=besides).exists()


def _acknowledged_lately(address: str) -> QuerySet[Message]:
    """By everybody who has the address, however they write it: small letters or large ones are one mailbox."""
    since = clock.now() - AUTOMATIC_ANSWERS_WITHIN
    holders = _holders_of(address)
    return Message.objects.filter(conversation__person__whole_id__in=holders, acknowledgement=True, sent_at__gte=since)


def sender_keys(address: str) -> frozenset[str]:
    """An address as the identities' digests name it."""
    return frozenset(_as_stored(address))


def addresses_written_to(conversation_id: UUID) -> set[str]:
    """Where messages of this conversation went, in small letters."""
    sent = Delivery.objects.filter(message__conversation=conversation_id).order_by("-id")[:DELIVERIES_READ]
    return {address.lower() for address in sent.values_list("address", flat=True)}


def _holders_of(address: str) -> QuerySet[Identity, UUID]:
    """The wholes of everybody who has this email address, on whichever of their records."""
    held = Identity.objects.filter(kind=IdentityKind.EMAIL, key__in=_as_stored(address))
    return held.values_list("person__whole_id", flat=True)


def _as_stored(address: str) -> list[str]:
    return identity_digests(IdentityKind.EMAIL, address)


def _first_known(conversation_ids: Iterable[UUID]) -> Known | None:
    for identifier in conversation_ids:
        conversation = Conversation.objects.filter(pk=identifier).select_related("person").first()
        if conversation:
            person = conversation.person
            keys = Identity.objects.filter(person__whole_id=person.whole_id) if person else Identity.objects.none()
            return Known(conversation.id, frozenset(keys.values_list("key", flat=True)))
    return None
