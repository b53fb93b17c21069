"""Reading answers: what a form sends, checked against the questions, and said again in words."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from heard.domain.questions.models import QuestionKind
from heard.kernel.errors import InvalidInput

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from heard.domain.questions.models import Question

MOST_CHARACTERS = {QuestionKind.TEXT: 200, QuestionKind.LONG_TEXT: 4000}


def read_answers(questions: Iterable[Question], given: Mapping[str, Any]) -> dict[str, Any]:
    """The answers by question code, from what was given by code: text, or a list for several choices.

    Unanswered questions are left out; what answers no question is dropped. InvalidInput names `answers.<code>`.
    """
    answers: dict[str, Any] = {}
    wrong: dict[str, str] = {}
    for question in questions:
        try:
            value = _READERS[QuestionKind(question.kind)](question, given.get(question.code))
        except ValueError as error:
            wrong[f"answers.{question.code}"] = str(error)
            continue
        if value not in ("", None, []):
            answers[question.code] = value
        elif question.required:
            wrong[f"answers.{question.code}"] = _("Answer this question: %(label)s") % {"label": question.label}
    if wrong:
        raise InvalidInput(wrong)
    return answers


def answers_in_words(questions: Iterable[Question], answers: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Each given answer as (question, words), in the questionnaire's order."""
    return [
        (question.label, answer_in_words(question, answers[question.code]))
        for question in questions
        if question.code in answers
    ]


def answer_in_words(question: Question, value: Any) -> str:
    """One answer as a person would say it."""
    labels = {choice["code"]: choice["label"] for choice in question.choices}
    match question.kind:
        case QuestionKind.CHOICE:
            return str(labels.get(value, value))
        case QuestionKind.CHOICES:
            return ", ".join(labels.get(code, code) for code in value)
        case QuestionKind.YES_NO:
            return _("Yes") if value else _("No")
        case QuestionKind.DATE:
            return date_format(date.fromisoformat(value), "j F Y")
    return str(value)


def _read_text(question: Question, given: Any) -> str:
    text = str(given or "").strip()
    most = MOST_CHARACTERS[QuestionKind(question.kind)]
    if len(text) > most:
        raise ValueError(_("Use %(most)s characters or fewer. You have %(now)s.") % {"most": most, "now": len(text)})
    return text


def _read_number(_question: Question, given: Any) -> float | int | None:
    text = str(given if given is not None else "").strip().replace(",", ".")
    if not text:
        return None
    try:
        number = float(text)
    except ValueError as error:
        raise ValueError(_("Enter a number.")) from error
    if not abs(number) < 1e12:  # noqa: PLR2004 -- refuses infinities and NaN too
        raise ValueError(_("Enter a smaller number."))
    return int(number) if number.is_integer() else number


def _read_yes_no(_question: Question, given: Any) -> bool | None:
    text = str(given if given is not None else "").strip().lower()
    if text in {"", "none"}:
        return None
    if text not in {"yes", "no", "true", "false"}:
        raise ValueError(_("Choose yes or no."))
    return text in {"yes", "true"}


def _read_choice(question: Question, given: Any) -> str:
    code = str(given or "")
    if code and code not in {choice["code"] for choice in question.choices}:
        raise ValueError(_("Choose one of the list."))
    return code


def _read_choices(question: Question, given: Any) -> list[str]:
    codes = [given] if isinstance(given, str) and given else list(given or [])
    known = [choice["code"] for choice in question.choices]
    if not set(codes) <= set(known):
        raise ValueError(_("Choose from the list."))
    return [code for code in known if code in codes]


def _read_date(_question: Question, given: Any) -> str:
    text = str(given or "").strip()
    if not text:
        return ""
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError as error:
        raise ValueError(_("Enter a date like 2026-11-24.")) from error


_READERS: dict[QuestionKind, Callable[[Question, Any], Any]] = {
    QuestionKind.TEXT: _read_text,
    QuestionKind.LONG_TEXT: _read_text,
    QuestionKind.NUMBER: _read_number,
    QuestionKind.YES_NO: _read_yes_no,
    QuestionKind.CHOICE: _read_choice,
    QuestionKind.CHOICES: _read_choices,
    QuestionKind.DATE: _read_date,
}
