"""The signed links that every message carries: to the preference page, and to stop messages of one kind."""

from __future__ import annotations

from typing import NamedTuple
from uuid import UUID

from django.conf import settings

from heard.kernel import tokens

PREFERENCES = "preferences"
UNSUBSCRIBE = "unsubscribe"


class Unsubscription(NamedTuple):
    """What an unsubscribe link names: who wants no more of what, and the optional message they say it of."""

    person_id: UUID
    purpose: str
    topic: str
    message_id: UUID


def preferences_path(person_id: UUID, identity_id: UUID | None = None) -> str:
    """The page where somebody chooses what we may send. With `identity_id`: the address the link is sent to, alone."""
    return f"/preferences/{tokens.sign_ids(PREFERENCES, *filter(None, (person_id, identity_id)))}/"


def preferences_url(person_id: UUID, identity_id: UUID | None = None) -> str:
    """The same, for a message."""
    return f"{settings.HEARD_URL}{preferences_path(person_id, identity_id)}"


def person_of_preferences(token: str) -> tuple[UUID, UUID | None] | None:
    """The person whose page it is, and the identity it was sent to, if one; None for a forged or mangled token."""
    found = tokens.read_ids(PREFERENCES, token)
    return (found[0], found[1] if len(found) > 1 else None) if found else None


def unsubscribe_url(person_id: UUID, *, purpose: str, topic: str, message_id: UUID) -> str:
    """Where one POST stops messages of this purpose and topic (RFC 8058)."""
    return f"{settings.HEARD_URL}/unsubscribe/{unsubscribe_token(person_id, purpose, topic, message_id)}/"


def unsubscribe_token(person_id: UUID, purpose: str, topic: str, message_id: UUID) -> str:
    """What the link holds. It has no end: a mail may be opened years later."""
    return tokens.sign(UNSUBSCRIBE, [person_id.hex, purpose, topic, message_id.hex])


def unsubscription_of(token: str) -> Unsubscription | None:
    """What the link is about; None for a forged or mangled one."""
    payload = tokens.read(UNSUBSCRIBE, token)
    if payload is None:
        return None
    person, purpose, topic, message = payload
    return Unsubscription(UUID(person), purpose, topic, UUID(message))
