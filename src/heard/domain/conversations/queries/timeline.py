"""What happened to a case as its staff read it: the journal and everything said, merged. Residents': public_story."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from heard.domain.cases.queries.merged import same_thing
from heard.domain.conversations.models import Message
from heard.domain.conversations.queries.steps import Names, names_in, words_of
from heard.domain.journal.queries import history_of_case
from heard.kernel.actor import ActorKind

if TYPE_CHECKING:
    from datetime import datetime

    from heard.domain.cases.models import Case
    from heard.domain.journal.models import Entry


@dataclass(frozen=True, slots=True)
class TimelineItem:
    """One line: an event in words, or a message with its files and deliveries."""

    at: datetime
    kind: str
    words: str = ""
    actor: str = ""
    public: bool = False
    message: Message | None = None


def timeline_of(case: Case) -> list[TimelineItem]:
    """Oldest first, with what is said in the cases merged into this one.

    A fixed number of queries: journal, names, messages with files, deliveries and people.
    """
    entries = [entry for entry in history_of_case(case.id) if entry.kind.startswith("case.")]
    names = names_in(entries)
    events = [_event(entry, names) for entry in entries if words_of(entry, names)]
    said = [TimelineItem(message.sent_at, message.direction, message=message) for message in _messages(case)]
    return sorted([*events, *said], key=lambda item: item.at)


def _messages(case: Case) -> list[Message]:
    return list(
        Message.objects.filter(conversation__case__in=same_thing(case))
        .select_related("person", "staff", "conversation__person")
        .prefetch_related("attachments", "deliveries", "mentions__staff")
        .defer("html")
        .order_by("sent_at", "id")
    )


def _event(entry: Entry, names: Names) -> TimelineItem:
    return TimelineItem(entry.at, entry.kind, words_of(entry, names), _actor(entry, names), entry.public)


def _actor(entry: Entry, names: Names) -> str:
    match entry.actor_kind:
        case ActorKind.STAFF:
            return names.staff.get(str(entry.actor_id), _("Somebody who has left"))
        case ActorKind.RESIDENT:
            return _("Resident")
    return ""
