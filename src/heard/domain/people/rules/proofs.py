"""While a code that was sent may still be answered. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from heard.domain.people.models import Proof

MOST_TRIES = 5


def is_open(proof: Proof, *, now: datetime) -> bool:
    """Not used, not tried too often, not too old."""
    return proof.used_at is None and proof.tries < MOST_TRIES and now < proof.expires_at
