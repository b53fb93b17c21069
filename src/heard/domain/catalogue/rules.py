"""Whether words name one service clearly enough to act on. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from heard.domain.catalogue.models import Service


@dataclass(frozen=True, slots=True)
class Match:
    """A service and how much it is like some words, from 0 to 1."""

    service: Service
    likeness: float


CLEAR = 0.6  # how alike the best must be …
AHEAD = 0.1  # … and how far ahead of the second


def clear_choice(ranked: list[Match]) -> Service | None:
    """The first of `ranked` (best first) where nothing else comes near."""
    if not ranked or ranked[0].likeness < CLEAR:
        return None
    if len(ranked) > 1 and ranked[0].likeness - ranked[1].likeness < AHEAD:
        return None
    return ranked[0].service
