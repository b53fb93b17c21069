"""What of a case goes into a copy for training: its shape. No words, no names, no references, and another place.

Only what is named here leaves: codes that the council itself gave out, dates, and the answers that were chosen from a
list. Numbers and dates among the answers stay behind, for a meter or a birthday may be among them.
"""

from __future__ import annotations

import math
from datetime import timedelta
from random import SystemRandom
from typing import TYPE_CHECKING, Any

from heard.domain.conversations.models import Direction
from heard.domain.questions.models import QuestionKind

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from heard.domain.cases.models import Case
    from heard.domain.questions.rules.definition import Definition
    from heard.kernel.location import Location

CHOSEN = {QuestionKind.CHOICE, QuestionKind.CHOICES, QuestionKind.YES_NO}
NEAREST_M, FARTHEST_M = 300, 1_000
METRES_PER_DEGREE = 111_320
MOST_SAID = 20
# Somebody who knows when a public report was made must not find it among the copy's lines.
FARTHEST_BACK = timedelta(hours=60)
_random = SystemRandom()  # nobody can reckon back where a place was


def unrecognisable(case: Case, *, asked: Definition, said: Iterable[tuple[datetime, str]]) -> dict[str, Any]:
    """The case as a line of the copy: all its moments some hours earlier, so that what lies between them stays."""
    earlier = FARTHEST_BACK * _random.random()
    written = {
        "service": case.service.code,
        "origin": case.origin,
        "priority": case.priority,
        "status": case.status,
        "outcome": case.outcome,
        "reported_at": _moment(case.reported_at, earlier),
        "responded_at": _moment(case.responded_at, earlier),
        "closed_at": _moment(case.closed_at, earlier),
        "place": list(moved(case.location)) if case.location else [],
        "answers": chosen_answers(case.answers, asked),
        "said": [[_moment(at, earlier), way] for at, way in said if way != Direction.NOTE][:MOST_SAID],
    }
    return {name: value for name, value in written.items() if value}


def _moment(at: datetime | None, earlier: timedelta) -> str:
    return (at - earlier).replace(microsecond=0).isoformat() if at else ""


def chosen_answers(answers: dict[str, Any], asked: Definition) -> dict[str, Any]:
    """The answers that were chosen among those the council offers, and that the public page may show anyway."""
    return {code: value for code, value in answers.items() if _is_chosen(code, value, asked)}


def moved(place: Location) -> tuple[float, float]:
    """Some streets away, in any direction."""
    distance, angle = _random.uniform(NEAREST_M, FARTHEST_M), _random.uniform(0, 2 * math.pi)
    north = distance * math.cos(angle) / METRES_PER_DEGREE
    east = distance * math.sin(angle) / METRES_PER_DEGREE / max(math.cos(math.radians(place.lat)), 0.01)
    return round(place.lon + east, 5), round(place.lat + north, 5)


def _is_chosen(code: str, value: Any, asked: Definition) -> bool:
    question = asked.question(code)
    if question is None or not question.public or question.kind not in CHOSEN:
        return False
    if question.kind == QuestionKind.YES_NO:
        return isinstance(value, bool)
    offered = {choice.code for choice in question.choices}
    return set(value if isinstance(value, list) else [value]) <= offered
