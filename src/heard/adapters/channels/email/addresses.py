"""Our own addresses: reply addresses and Message-IDs that nobody else can make. Whom they belong to is in the domain."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from heard.kernel import tokens

if TYPE_CHECKING:
    from collections.abc import Iterable

_HASH_LENGTH = 16
_ID = re.compile(r"[0-9a-f]{32}")
_REPLY = re.compile(r"\breply\+([a-z0-9.]{40,120})@", re.IGNORECASE)


def reply_token(conversation_id: object, person_id: object) -> str:
    """What a reply address carries: who is answering in which conversation, under a keyed hash.

    Lower-case letters and digits only, because mail systems fold the case of what is left of the @.
    """
    conversation, person = _plain(conversation_id), _plain(person_id)
    return f"{conversation}.{person}.{_reply_hash(conversation, person)}"


def read_reply_token(token: str) -> tuple[str, str] | None:
    """(conversation id, person id) as 32 hexadecimal digits each; None for a forged or mangled token."""
    conversation, _, rest = token.strip().lower().partition(".")
    person, _, given = rest.partition(".")
    genuine = _ID.fullmatch(conversation) and _ID.fullmatch(person)
    if not genuine or not tokens.same(given, _reply_hash(conversation, person)):
        return None
    return conversation, person


def reply_address(conversation_id: object, person_id: object, domain: str) -> str:
    """Where an answer to our mail goes."""
    return f"reply+{reply_token(conversation_id, person_id)}@{domain}"


def reply_tokens(addresses: Iterable[str]) -> tuple[str, ...]:
    """Candidates found in recipient addresses, in order, each once; none of them verified."""
    found = (match.lower() for address in addresses for match in _REPLY.findall(address))
    return tuple(dict.fromkeys(found))


def own_message_id(conversation_id: object, message_id: object, domain: str) -> str:
    """The Message-ID, without brackets, of one of our own mails."""
    conversation, message = _plain(conversation_id), _plain(message_id)
    return f"{conversation}.{message}.{_message_hash(conversation, message)}@{domain}"


def read_own_message_id(message_id: str) -> tuple[str, str] | None:
    """(conversation id, message id) of a mail that we made ourselves; None for every other."""
    conversation, _, rest = message_id.strip("<> ").lower().partition("@")[0].partition(".")
    message, _, given = rest.partition(".")
    genuine = _ID.fullmatch(conversation) and _ID.fullmatch(message)
    if not genuine or not tokens.same(given, _message_hash(conversation, message)):
        return None
    return conversation, message


def _plain(identifier: object) -> str:
    """An id as 32 hexadecimal digits, whether it comes as a UUID or as text."""
    return str(identifier).replace("-", "").lower()


def _reply_hash(conversation: str, person: str) -> str:
    return tokens.keyed_hash("mail.reply", conversation, person, length=_HASH_LENGTH)


def _message_hash(conversation: str, message: str) -> str:
    return tokens.keyed_hash("mail.message", conversation, message, length=_HASH_LENGTH)
