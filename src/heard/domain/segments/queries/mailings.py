"""What was written to the people of a segment, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Count, Exists, OuterRef

from heard.domain.consent.models import Mailing, OptionalMessage
from heard.domain.consent.models.sending import SendingState
from heard.domain.conversations.models import Delivery, DeliveryState
from heard.domain.journal.models import Entry

if TYPE_CHECKING:
    from heard.domain.segments.models import Segment

SHOWN = 10
LOST = (DeliveryState.FAILED, DeliveryState.BOUNCED)


@dataclass(slots=True)
class Written:
    """One mailing in numbers: `sent` are those that did not fail; `left_out` counts by the code of the reason."""

    mailing: Mailing
    sent: int = 0
    failed: int = 0
    waiting: int = 0
    left_out: dict[str, int] = field(default_factory=dict)


def mailings_of(segment: Segment) -> list[Written]:
    """The last of them, newest first: five queries, however many there are."""
    ids = _mailing_ids(segment)
    found = {one.id: Written(one) for one in Mailing.objects.filter(id__in=ids).select_related("staff")}
    for entry in Entry.objects.filter(subject_id__in=list(found), kind="mailing.begun"):
        if written := found.get(entry.subject_id):  # type: ignore[arg-type]  # asked for by it: never None
            written.left_out |= entry.data["left_out"]
    messages = OptionalMessage.objects.filter(mailing__in=list(found)).order_by()
    for mailing_id, state, why, number in messages.values_list("mailing", "state", "why").annotate(Count("id")):
        _count(found[mailing_id], state, why, number)
    lost = Delivery.objects.filter(message_id=OuterRef("message_id"), state__in=LOST)
    for mailing_id, number in messages.filter(Exists(lost)).values_list("mailing").annotate(Count("id")):
        found[mailing_id].failed = number
        found[mailing_id].sent -= number
    return [found[one] for one in ids if one in found]


def mailing_to(segment: Segment, mailing_id: UUID) -> Mailing:
    """One that went to this segment. Raises Mailing.DoesNotExist."""
    written_to = Entry.objects.filter(subject_id=segment.id, kind="segment.written_to", data__mailing=str(mailing_id))
    return Mailing.objects.filter(Exists(written_to)).get(pk=mailing_id)


def _mailing_ids(segment: Segment) -> list[UUID]:
    entries = Entry.objects.filter(subject_id=segment.id, kind="segment.written_to").order_by("-at", "-id")
    return [UUID(entry.data["mailing"]) for entry in entries[:SHOWN]]


def _count(written: Written, state: str, why: str, number: int) -> None:
    match state:
        case SendingState.SENT:
            written.sent = number
        case SendingState.WAITING:
            written.waiting = number
        case _:
            written.left_out[why] = written.left_out.get(why, 0) + number
