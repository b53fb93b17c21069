"""What happened to a case as its staff read it: the journal and everything said, merged. Residents': public_story."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from heard.domain.cases.queries.merged import same_thing
from heard.domain.cases.rules.public_words import public_words
from heard.domain.conversations.models import Direction, Message
from heard.domain.conversations.queries.steps import Names, names_in, words_of
from heard.domain.journal.queries import history_of_case
from heard.kernel.actor import ActorKind

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

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
    text: str = ""  # what somebody wrote then, where no message has it
    run: UUID | None = None  # of an automation, whose name is known above this domain


def timeline_of(case: Case) -> list[TimelineItem]:
    """Oldest first, with what is said in the cases merged into this one.

    A fixed number of queries: journal, names, messages with files, deliveries and people.
    """
    entries = [entry for entry in history_of_case(case.id) if entry.kind.startswith("case.")]
    names = names_in(entries, case)
    messages = _messages(case)
    texts = _texts_without_message(case, entries, messages)
    events = [_event(entry, names, texts.get(entry.id, "")) for entry in entries if words_of(entry, names)]
    said = [TimelineItem(message.sent_at, message.direction, message=message) for message in messages]
    return sorted([*events, *said], key=lambda item: item.at)


def _messages(case: Case) -> list[Message]:
    return list(
        Message.objects.filter(conversation__case__in=same_thing(case))
        .select_related("person", "staff", "conversation__person")
        .prefetch_related("attachments", "deliveries", "mentions__staff")
        .defer("html")
        .order_by("sent_at", "id")
    )


def _texts_without_message(case: Case, entries: list[Entry], messages: list[Message]) -> dict[int, str]:
    """By entry: what was reported, and how it ended. An imported case has these words and no conversation; where the
    words of a conversation were removed, the case's own are what is left.
    """
    texts = {}
    reported = any(
        m.direction == Direction.IN and m.conversation.case_id == case.id and not m.is_erased for m in messages
    )
    if opened := next((entry for entry in entries if entry.kind == "case.opened" and not reported), None):
        texts[opened.id] = case.description
    told = any(public_words(m.text, person=case.person) == case.outcome_note for m in messages)
    if closed := next((entry for entry in reversed(entries) if entry.kind == "case.closed" and not told), None):
        texts[closed.id] = case.outcome_note
    return texts


def _event(entry: Entry, names: Names, text: str) -> TimelineItem:
    words, actor = words_of(entry, names), _actor(entry, names)
    run = entry.actor_id if entry.actor_kind == ActorKind.AUTOMATION else None
    return TimelineItem(entry.at, entry.kind, words, actor, entry.public, text=text, run=run)


def _actor(entry: Entry, names: Names) -> str:
    match entry.actor_kind:
        case ActorKind.STAFF:
            return names.staff.get(str(entry.actor_id), _("Somebody who has left"))
        case ActorKind.RESIDENT:
            return _("Resident")
    return ""
