"""Addresses of ours that carry something: seen on the way in, made on the way out. Verifying them is the domain's."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_REPLY = re.compile(r"\breply\+([a-z0-9]{20,64})@", re.IGNORECASE)
_BOUNCE = re.compile(r"\bverp\+([a-z0-9.]{10,59}@[a-z0-9.-]+)", re.IGNORECASE)
# What stands left of an @ may be 64 characters long, this prefix included (RFC 5321, 4.5.3.1.1).
_CARRIED = re.compile(r"[a-z0-9.]{10,59}")


def reply_tokens(found_in: Iterable[str]) -> tuple[str, ...]:
    """Candidates found in recipient addresses, in order, each once; none of them verified."""
    found = (token.lower() for address in found_in for token in _REPLY.findall(address))
    return tuple(dict.fromkeys(found))


def bounce_address(message_id: str, domain: str) -> str:
    """Where the bounce of one of our own mails comes back to; "" where its Message-ID does not fit into an address.

    Our Message-IDs carry a keyed hash, so the address that repeats one needs none of its own.
    """
    local, _, host = message_id.rpartition("@")
    return f"verp+{local}@{domain}" if host == domain and _CARRIED.fullmatch(local) else ""


def bounced_message_id(found_in: Iterable[str]) -> str:
    """The Message-ID that a bounce address among these repeats; "" if none does."""
    found = (message_id.lower() for address in found_in for message_id in _BOUNCE.findall(address))
    return next(found, "")
