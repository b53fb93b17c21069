"""Whether words name one service clearly enough to act on. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from heard.domain.catalogue.models import Service

CLEAR = 0.6  # how alike the best must be …
AHEAD = 0.1  # … and how far ahead of the second


def clear_choice(ranked: list[Service]) -> Service | None:
    """The first of `ranked` (services with a `likeness` from 0 to 1, best first) where nothing else comes near."""
    if not ranked or ranked[0].likeness < CLEAR:
        return None
    if len(ranked) > 1 and ranked[0].likeness - ranked[1].likeness < AHEAD:
        return None
    return ranked[0]
