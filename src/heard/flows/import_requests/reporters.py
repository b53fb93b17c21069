"""Who made the imported requests, and what was said about them. Nobody is written to by this."""

from __future__ import annotations

from typing import TYPE_CHECKING

from heard.domain.cases.models import Case
from heard.domain.conversations.models import Direction, Message
from heard.domain.conversations.operations.history import ConversationHistory, write_conversations
from heard.domain.journal.operations import record_past
from heard.domain.people.operations.past import add_missing_people
from heard.kernel.ids import id_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from heard.domain.cases.operations.importing import PastCase

DIRECTIONS = {"customer": Direction.IN, "note": Direction.NOTE}


def know_reporters(cases: Sequence[PastCase]) -> None:
    """Give each of these cases the person who made it: known from an earlier run, or new."""
    reported = [case for case in cases if case.reporter]
    people, _new = add_missing_people(case.reporter for case in reported if case.reporter)
    for case in reported:
        case.person = people[case.reporter.account] if case.reporter else None


def tell_conversations(cases: Sequence[PastCase], *, source: str) -> None:
    """What was said about these cases, which were just written."""
    told = {past.source_id: past for past in cases if past.said}
    rows = Case.objects.filter(source=source, source_id__in=list(told)).select_related("person")
    record_past(write_conversations([_history(case, told[case.source_id]) for case in rows], []))


def _history(case: Case, past: PastCase) -> ConversationHistory:
    history = ConversationHistory(case=case, person=case.person, channel="email", at=past.reported_at)
    for at, by, text in past.said:
        history.messages.append(_message(history, at=max(at, past.reported_at), by=by, text=text))
    return history


def _message(history: ConversationHistory, *, at: datetime, by: str, text: str) -> Message:
    direction, conversation = DIRECTIONS.get(by, Direction.OUT), history.conversation
    return Message(
        id=id_of(at), created_at=at, sent_at=at, conversation=conversation, direction=direction, channel="email",
        text=text, person=conversation.person if direction == Direction.IN else None,
    )  # fmt: skip
