"""Links and addresses that only the council can make: tracking links, reply addresses, our own Message-IDs.

Everything is lower-case letters and digits, because mail systems fold case; a reply address stays below the 64 octets
that a local part may have (RFC 5321, 4.5.3.1.1).
"""

from __future__ import annotations

import base64
import re
from uuid import UUID

from heard.kernel import tokens

TRACKING = "track"
_HASH_LENGTH = 16
_OWN_ID = re.compile(r"([a-z2-7]{26})\.([a-z2-7]{16})@", re.IGNORECASE)


def tracking_path(conversation_id: UUID) -> str:
    """The page that shows one person their case. Whoever holds the link may read and answer there."""
    return f"/t/{_signed(TRACKING, conversation_id)}/"


def conversation_of_link(token: str) -> UUID | None:
    """The conversation a tracking link opens; None for a forged or mangled one."""
    return _read(TRACKING, token)


def reply_address(conversation_id: UUID, domain: str) -> str:
    """Where an answer to our mail goes. A conversation has one person, so the token names both."""
    return f"reply+{_signed('reply', conversation_id)}@{domain}"


def conversation_of_reply(token: str) -> UUID | None:
    """The conversation a reply address belongs to; None for a forged or mangled one."""
    return _read("reply", token)


def own_message_id(delivery_id: UUID, domain: str) -> str:
    """The Message-ID, without brackets, of one of our own mails."""
    plain = _short(delivery_id)
    return f"{plain}.{tokens.keyed_hash('message-id', plain, length=_HASH_LENGTH)}@{domain}"


def delivery_of_message_id(message_id: str) -> UUID | None:
    """The delivery a Message-ID of ours belongs to; a forged one matches nothing."""
    found = _OWN_ID.search(message_id)
    if not found:
        return None
    plain, given = found[1].lower(), found[2].lower()
    return _long(plain) if tokens.is_keyed_hash(given, "message-id", plain, length=_HASH_LENGTH) else None


def _signed(purpose: str, identifier: UUID) -> str:
    plain = _short(identifier)
    return plain + tokens.keyed_hash(purpose, plain, length=_HASH_LENGTH)


def _read(purpose: str, token: str) -> UUID | None:
    plain, given = token.lower()[:26], token.lower()[26:]
    if not tokens.is_keyed_hash(given, purpose, plain, length=_HASH_LENGTH):
        return None
    return _long(plain)


def _short(identifier: UUID) -> str:
    return base64.b32encode(identifier.bytes).decode().rstrip("=").lower()


def _long(plain: str) -> UUID | None:
    try:
        return UUID(bytes=base64.b32decode(plain.upper() + "======"))
    except ValueError:
        return None
