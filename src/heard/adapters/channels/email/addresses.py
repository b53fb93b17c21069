"""Our own addresses: reply and bounce addresses and Message-IDs that nobody else can make. Whose they are: the domain.

What stands left of an @ may be 64 characters long and loses its case on the way, so ids are packed in base 36 there.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from uuid import UUID

from heard.kernel import tokens

if TYPE_CHECKING:
    from collections.abc import Iterable

_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_PACKED = 25  # digits in base 36 for the 128 bits of an id
# Short, for the local part's sake; guessing would take a million million mails.
_ADDRESS_HASH = 8
_MESSAGE_HASH = 16
_REPLY, _BOUNCE, _MESSAGE = "mail.reply", "mail.bounce", "mail.message"
_TOKEN = re.compile(r"\b(reply|verp)\+([a-z0-9]{40,64})@", re.IGNORECASE)


def reply_token(conversation_id: UUID, person_id: UUID) -> str:
    """What a reply address carries: who is answering in which conversation, under a keyed hash."""
    return _token(_REPLY, conversation_id, person_id, _ADDRESS_HASH)


def read_reply_token(token: str) -> tuple[UUID, UUID] | None:
    """(conversation id, person id) of a genuine token, None for any other."""
    return _read(_REPLY, token, _ADDRESS_HASH)


def reply_address(conversation_id: UUID, person_id: UUID, domain: str) -> str:
    """Where an answer to our mail goes."""
    return f"reply+{reply_token(conversation_id, person_id)}@{domain}"


def reply_tokens(found_in: Iterable[str]) -> tuple[str, ...]:
    """Candidates found in recipient addresses, in order, each once; none of them verified."""
    return _candidates("reply", found_in)


def own_message_id(conversation_id: UUID, message_id: UUID, domain: str) -> str:
    """The Message-ID, without brackets, of one of our own mails."""
    return f"{_token(_MESSAGE, conversation_id, message_id, _MESSAGE_HASH)}@{domain}"


def read_own_message_id(message_id: str) -> tuple[UUID, UUID] | None:
    """(conversation id, message id) of a mail that we made ourselves; None for every other."""
    return _read(_MESSAGE, message_id.strip("<> ").partition("@")[0], _MESSAGE_HASH)


def bounce_address(message_id: str, domain: str) -> str:
    """Where the bounce of one of our own mails comes back to; "" for a Message-ID that is not ours."""
    ids = read_own_message_id(message_id)
    return f"verp+{_token(_BOUNCE, *ids, _ADDRESS_HASH)}@{domain}" if ids else ""


def bounced_message_id(found_in: Iterable[str]) -> str:
    """The Message-ID of our mail whose bounce address stands among these addresses; "" if none does."""
    for address in found_in:
        for token in _candidates("verp", [address]):
            ids = _read(_BOUNCE, token, _ADDRESS_HASH)
            if ids:
                return own_message_id(*ids, address.rpartition("@")[2].strip("<> "))
    return ""


def _candidates(prefix: str, found_in: Iterable[str]) -> tuple[str, ...]:
    pairs = (pair for address in found_in for pair in _TOKEN.findall(address))
    return tuple(dict.fromkeys(token.lower() for kind, token in pairs if kind.lower() == prefix))


def _token(purpose: str, first: UUID, second: UUID, length: int) -> str:
    packed = _pack(first) + _pack(second)
    return packed + tokens.keyed_hash(purpose, packed, length=length)


def _read(purpose: str, token: str, length: int) -> tuple[UUID, UUID] | None:
    token = token.strip().lower()
    packed, given = token[: 2 * _PACKED], token[2 * _PACKED :]
    if not tokens.same(given, tokens.keyed_hash(purpose, packed, length=length)):
        return None
    return _unpack(packed[:_PACKED]), _unpack(packed[_PACKED:])


def _pack(identifier: UUID) -> str:
    number, digits = identifier.int, ""
    while number:
        number, digit = divmod(number, 36)
        digits = _DIGITS[digit] + digits
    return digits.rjust(_PACKED, "0")


def _unpack(digits: str) -> UUID:
    return UUID(int=int(digits, 36))
