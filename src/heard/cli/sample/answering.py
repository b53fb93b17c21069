"""How residents answer a service's questions, in keeping with what they write."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from heard.cli.sample.voices import voices
from heard.domain.questions.models import Question, QuestionKind
from heard.domain.questions.rules.answers import read_answers

if TYPE_CHECKING:
    from random import Random

    from heard.cli.sample.demand import Occasion

ANSWERS_WHAT_IS_OPTIONAL = 0.5


def answers_for(
    questions: list[Question], implied: dict[str, str], occasion: Occasion, random: Random
) -> dict[str, Any]:
    """The answers as the form would have read them."""
    given: dict[str, Any] = {}
    pools = voices()[occasion.service].get("answers", {})
    for question in questions:
        code = question.code
        if code in occasion.answers:
            given[code] = occasion.answers[code]
        elif code in implied:
            given[code] = _as_given(question, implied[code])
        elif code in pools:
            given[code] = random.choice(pools[code])
        elif question.required or random.random() < ANSWERS_WHAT_IS_OPTIONAL:
            given[code] = _any_answer(question, occasion, random)
    return read_answers(questions, given)


def _as_given(question: Question, text: str) -> Any:
    if question.kind == QuestionKind.CHOICES:
        return text.split(",")
    return text.replace("_", " ").replace(",", ", ") if question.kind == QuestionKind.TEXT else text


def _any_answer(question: Question, occasion: Occasion, random: Random) -> Any:
    match question.kind:
        case QuestionKind.CHOICE:
            return random.choice(question.choices)["code"]
        case QuestionKind.CHOICES:
            return [random.choice(question.choices)["code"]]
        case QuestionKind.YES_NO:
            return "yes" if random.random() < 0.15 else "no"  # noqa: PLR2004 -- most people have nothing grave to tell
        case QuestionKind.DATE:
            return timezone.localdate(occasion.at - timedelta(days=random.randint(0, 2))).isoformat()
        case QuestionKind.NUMBER:
            return random.randint(1, 4)
    return ""
