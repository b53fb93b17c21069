"""Links and addresses that only the council can make: tracking links, reply addresses, our own Message-IDs.

Everything is lower-case letters and digits, because mail systems fold case; a reply address stays below the 64 octets
that a local part may have (RFC 5321, 4.5.3.1.1).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from heard.kernel import tokens

if TYPE_CHECKING:
    from uuid import UUID

TRACKING = "track"
_OWN_ID = re.compile(r"([a-z2-7]{26})\.([a-z2-7]{16})@", re.IGNORECASE)


def tracking_path(conversation_id: UUID) -> str:
    """The page that shows one person their case. Whoever holds the link may read and answer there."""
    return f"/t/{tokens.sign_ids(TRACKING, conversation_id)}/"


def asking_path(conversation_id: UUID, code: str) -> str:
    """Where one person answers a questionnaire that they were asked about their case."""
    return f"{tracking_path(conversation_id)}ask/{code}/"


def conversation_of_link(token: str) -> UUID | None:
    """The conversation a tracking link opens; None for a forged or mangled one."""
    return _read(TRACKING, token)


def reply_address(conversation_id: UUID, domain: str) -> str:
    """Where an answer to our mail goes. A conversation has one person, so the token names both."""
    return f"reply+{tokens.sign_ids('reply', conversation_id)}@{domain}"


def conversation_of_reply(token: str) -> UUID | None:
    """The conversation a reply address belongs to; None for a forged or mangled one."""
    return _read("reply", token)


def own_message_id(delivery_id: UUID, domain: str) -> str:
    """The Message-ID, without brackets, of one of our own mails."""
    plain = tokens.short_id(delivery_id)
    return f"{plain}.{tokens.keyed_hash('message-id', plain)}@{domain}"


def delivery_of_message_id(message_id: str) -> UUID | None:
    """The delivery a Message-ID of ours belongs to; a forged one matches nothing."""
    found = _OWN_ID.search(message_id)
    if not found:
        return None
    plain, given = found[1].lower(), found[2].lower()
    return tokens.long_id(plain) if tokens.is_keyed_hash(given, "message-id", plain) else None


def _read(purpose: str, token: str) -> UUID | None:
    """A longer token has another purpose."""
    found = tokens.read_ids(purpose, token)
    return found[0] if found else None
