"""Where an incoming message belongs, and whether it may be answered by itself. Pure: the facts are looked up before."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from heard.kernel.ids import read_reference

if TYPE_CHECKING:
    from uuid import UUID

MOST_AUTOMATIC_ANSWERS = 10
AUTOMATIC_ANSWERS_WITHIN = timedelta(hours=3)
_REFERENCE = re.compile(r"\b[A-Z]{2,6}-[A-Z0-9]{4}-[A-Z0-9]{3}\b", re.IGNORECASE)


class How(StrEnum):
    """How a message found its conversation."""

    REPLY_ADDRESS = "reply_address"
    OWN_MESSAGE_ID = "own_message_id"
    STORED_MESSAGE_ID = "stored_message_id"
    SUBJECT = "subject"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Thread:
    """The conversation a message belongs to (None: a new one), how that is known, and whether an agent must confirm."""

    conversation_id: UUID | None
    how: How
    held: bool = False


@dataclass(frozen=True, slots=True)
class Known:
    """One conversation the message may belong to, and the keys of its person's identities, on all their records."""

    conversation_id: UUID
    keys: frozenset[str]


def choose_thread(
    sender: frozenset[str],
    *,
    by_reply_address: Known | None = None,
    by_own_id: Known | None = None,
    by_stored_id: Known | None = None,
    by_subject: Known | None = None,
) -> Thread:
    """The first of these that is known, in this order; a stranger's mail into a known thread is held.

    `sender`: the keys that the sender's address may be stored under.
    A case reference in the subject counts only when the sender is that case's own person: anybody can type one. The
    reply address itself is a secret that only its recipient was given, but mail is forwarded: who else uses it is held
    for an agent too.
    """
    candidates = (
        (How.REPLY_ADDRESS, by_reply_address),
        (How.OWN_MESSAGE_ID, by_own_id),
        (How.STORED_MESSAGE_ID, by_stored_id),
    )
    for how, known in candidates:
        if known:
            return Thread(known.conversation_id, how, held=sender.isdisjoint(known.keys))
    if by_subject and not sender.isdisjoint(by_subject.keys):
        return Thread(by_subject.conversation_id, How.SUBJECT)
    return Thread(None, How.NEW)


def references_in(subject: str, *, prefix: str) -> list[str]:
    """Case references in a subject line whose check sign is right."""
    found = (read_reference(text, prefix=prefix) for text in _REFERENCE.findall(subject))
    return [reference for reference in found if reference]


def may_answer_automatically(
    *,
    automatic: str,
    to_own_mailbox: bool,
    sent_lately: int,
    same_subject_before: bool,
    most: int = MOST_AUTOMATIC_ANSWERS,
) -> bool:
    """Whether an acknowledgement may be sent: never to a machine, to ourselves, too often, or twice for one subject."""
    return not (automatic or to_own_mailbox or same_subject_before or sent_lately >= most)
