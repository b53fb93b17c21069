"""How likely two reports are about the same thing. Pure: which cases are compared is queries/nearby's choice."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from heard.kernel.location import Location, distance_m

if TYPE_CHECKING:
    from datetime import datetime

WORTH_SHOWING = 0.45

# Shares of the score; they add up to 1.
NEARNESS, RECENCY, SAME_SERVICE, SAME_WORDS = 0.4, 0.2, 0.2, 0.2
# Where nearness and recency have fallen to about a third.
NEAR_M = 60.0
RECENT_DAYS = 14.0
# Without words on both sides nothing speaks for or against.
NO_WORDS = 0.2

SECONDS_PER_DAY = 86_400
_WORD = re.compile(r"\w{4,}")
_STEM = 4  # "parking" and "parked" meet in their first letters, in any language with endings


@dataclass(frozen=True, slots=True)
class Report:
    """What a comparison looks at."""

    at: datetime
    location: Location
    service: object  # whatever tells services apart
    text: str = ""


def score(report: Report, earlier: Report) -> float:
    """How likely `report` repeats `earlier`, from 0 to 1; worth showing from WORTH_SHOWING on.

    Distance weighs most, for people mean a place; then how recent the earlier one is, whether both chose the same
    service, and the share of words that the shorter text has in common with the other. Words alone would not do: real
    repeats share few of them, and different things in one street share many. The weights are round numbers from the
    middle of a broad plateau, found on some 1,800 known pairs, mostly on one half of them; a fitted model
    put the true original first 3 in 100 times more often, and explained less.
    """
    days = abs((report.at - earlier.at).total_seconds()) / SECONDS_PER_DAY
    return (
        NEARNESS * math.exp(-distance_m(report.location, earlier.location) / NEAR_M)
        + RECENCY * math.exp(-days / RECENT_DAYS)
        + SAME_SERVICE * (report.service == earlier.service)
        + SAME_WORDS * shared_words(report.text, earlier.text)
    )


def shared_words(one: str, other: str) -> float:
    """The share of the shorter text's words that the other has too."""
    ours, theirs = _words(one), _words(other)
    if not ours or not theirs:
        return NO_WORDS
    return len(ours & theirs) / min(len(ours), len(theirs))


def _words(text: str) -> set[str]:
    return {word[:_STEM] for word in _WORD.findall(text.lower())}
