"""How residents answer a service's questions, in keeping with what they write."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from heard.cli.sample.voices import voices
from heard.domain.questions.models import QuestionKind
from heard.domain.questions.rules.asking import Facts
from heard.domain.questions.rules.reading import read_answer
from heard.domain.questions.rules.walk import walk

if TYPE_CHECKING:
    from random import Random

    from heard.cli.sample.demand import Occasion
    from heard.domain.questions.rules.definition import Definition, Question
    from heard.domain.questions.rules.walk import Asked

ANSWERS_WHAT_IS_OPTIONAL = 0.5


def answers_for(definition: Definition, implied: dict[str, str], occasion: Occasion, random: Random) -> dict[str, Any]:
    """The answers as the form would have read them."""
    pools = voices()[occasion.service].get("answers", {})
    facts = Facts(now=occasion.at)

    def answer(asked: Asked) -> Any:
        question, code = asked.question, asked.question.code
        given: Any = ""
        if code in occasion.answers:
            given = occasion.answers[code]
        elif code in implied:
            given = _as_given(question, implied[code])
        elif code in pools:
            given = random.choice(pools[code])
        elif asked.required or random.random() < ANSWERS_WHAT_IS_OPTIONAL:
            given = _any_answer(question, occasion, random)
        return read_answer(question, given, facts)

    return walk(definition, facts, answer).values


def _as_given(question: Question, text: str) -> Any:
    if question.kind == QuestionKind.CHOICES:
        return text.split(",")
    return text.replace("_", " ").replace(",", ", ") if question.kind == QuestionKind.TEXT else text


def _any_answer(question: Question, occasion: Occasion, random: Random) -> Any:
    match question.kind:
        case QuestionKind.CHOICE:
            return random.choice(question.choices).code
        case QuestionKind.CHOICES:
            return [random.choice(question.choices).code]
        case QuestionKind.YES_NO:
            return "yes" if random.random() < 0.15 else "no"  # noqa: PLR2004 -- most people have nothing grave to tell
        case QuestionKind.DATE:
            return timezone.localdate(occasion.at - timedelta(days=random.randint(0, 2))).isoformat()
        case QuestionKind.NUMBER:
            return random.randint(1, 4)
    return ""
