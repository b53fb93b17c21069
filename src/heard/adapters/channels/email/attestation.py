"""Whether our own mail exchanger vouches for the address in From. Nobody else's word counts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

    from heard.adapters.channels.email.headers import Headers

_COMMENT = re.compile(r"\([^()]*\)")
_DOMAIN = re.compile(r"header\.(?:d|i|from)\s*=\s*\"?(?:[^@\s;\"]*@)?([a-z0-9.-]+)", re.IGNORECASE)


def attestation(headers: Headers, from_address: str, trusted: Collection[str]) -> str:
    """Return "dkim" if a trusted exchanger found a signature or policy aligned with From; "" otherwise.

    Only the topmost result of the exchanger counts: it stands above everything the sender could have written.
    """
    domain = from_address.rpartition("@")[2]
    if not domain or len(headers.addresses("from")) != 1:
        return ""
    for value in headers.raws("authentication-results"):
        server, _, results = _COMMENT.sub(" ", value).partition(";")
        if server.strip().split(" ")[0].lower() in trusted:
            return "dkim" if any(_vouches(result, domain) for result in results.split(";")) else ""
    return ""


def _vouches(result: str, domain: str) -> bool:
    method, _, verdict = result.strip().partition("=")
    if method.strip().lower() not in {"dkim", "dmarc"} or verdict.strip().lower().split(" ")[0] != "pass":
        return False
    return any(_aligned(found.lower(), domain) for found in _DOMAIN.findall(result))


def _aligned(signer: str, domain: str) -> bool:
    """The same domain, or one above it; a bare top-level domain signs nothing."""
    return signer == domain or ("." in signer and domain.endswith("." + signer))
