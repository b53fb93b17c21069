"""Reading answers: what a form sends, checked along the way through the questionnaire, and said again in words."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils.formats import date_format, localize
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from heard.domain.questions.models import QuestionKind
from heard.domain.questions.rules.reading import read_answer
from heard.domain.questions.rules.walk import NOT_YET, NOTHING, Asked, Way, walk
from heard.kernel.errors import InvalidInput

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping

    from heard.domain.questions.rules.asking import Facts
    from heard.domain.questions.rules.definition import Definition, Question, Stop


class Stopped(InvalidInput):
    """It goes no further here, and `stop` says why."""

    def __init__(self, stop: Stop) -> None:
        super().__init__({"answers": f"{stop.title}. {stop.text}".strip()})
        self.stop = stop


def read_answers(definition: Definition, given: Mapping[str, Any], facts: Facts) -> dict[str, Any]:
    """The answers by question code, calculated ones included, from what was given by code.

    Unanswered questions are left out; what answers no question at all is dropped. InvalidInput names `answers.<code>`:
    what is missing or wrong, and what was given to a question that is not asked. Stopped, where it goes no further.
    """
    way, wrong = read_way(definition, given, facts)
    if way.stop:
        raise Stopped(way.stop)
    if wrong:
        raise InvalidInput(wrong)
    return way.values


def read_way(
    definition: Definition, given: Mapping[str, Any], facts: Facts, *, until: Container[str] | None = None
) -> tuple[Way, dict[str, str]]:
    """The way these answers lead, and what is wrong with them. Behind a stop nothing is wrong any more.

    `until`: the codes of the pages that were answered; all, if None.
    """
    wrong: dict[str, str] = {}

    def answer(asked: Asked) -> Any:
        question = asked.question
        if until is not None and asked.page.code not in until:
            return NOT_YET
        try:
            value = read_answer(question, given.get(question.code), facts)
        except ValueError as error:
            wrong[f"answers.{question.code}"] = str(error)
            return None
        if value in NOTHING and asked.required:
            wrong[f"answers.{question.code}"] = missing(question)
        return value

    way = walk(definition, facts, answer)
    for code in way.hidden:
        if given.get(code) not in NOTHING:
            wrong[f"answers.{code}"] = not_asked(definition.question(code))
    return way, {} if way.stop else wrong


def missing(question: Question) -> str:
    """What is said where an answer is needed."""
    return _("Answer this question: %(label)s") % {"label": question.label}


def not_asked(question: Question | None) -> str:
    """What is said to an answer nobody asked for."""
    label = question.label if question else ""
    return _("“%(label)s” is not asked after the other answers. Leave it out.") % {"label": label}


def answers_in_words(questions: Iterable[Question], answers: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Each given answer as (question, words), in the questionnaire's order."""
    return [
        (question.label, answer_in_words(question, answers[question.code]))
        for question in questions
        if question.code in answers
    ]


def answer_in_words(question: Question, value: Any) -> str:  # noqa: PLR0911 -- one return a kind
    """One answer as a person would say it."""
    labels = {choice.code: choice.label for choice in question.choices}
    match question.kind:
        case QuestionKind.CHOICE:
            return labels.get(value, str(value))
        case QuestionKind.CHOICES:
            return ", ".join(labels.get(code, code) for code in value)
        case QuestionKind.YES_NO:
            return _("Yes") if value else _("No")
        case QuestionKind.DATE:
            return date_format(date.fromisoformat(value), "j F Y")
        case QuestionKind.NUMBER | QuestionKind.CALCULATED:
            return f"{localize(value)} {question.unit}".strip()
        case QuestionKind.PERSON:
            return ", ".join(value[part] for part in ("name", "email", "phone") if value.get(part))
        case QuestionKind.PLACE:
            return value.get("address") or f"{value['lat']:.5f}, {value['lon']:.5f}"
        case QuestionKind.FILE:
            return ngettext("%(n)d file", "%(n)d files", len(value)) % {"n": len(value)}
    return str(value)
