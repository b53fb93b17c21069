"""Answers that name somebody, told with a message: for those who may read the message itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from heard.domain.cases.models import Case
    from heard.domain.conversations.models import Message


def all_answers(case: Case, messages: Iterable[Message | None]) -> dict[str, Any]:
    """The case's answers, with what its own messages keep of them: word for word, and who was named."""
    told = [one.private_answers for one in messages if one and one.conversation.case_id == case.id]
    return {**case.answers, **{code: value for answers in told for code, value in answers.items()}}


def kept_of_asking(code: str, answers: Mapping[str, Any]) -> dict[str, Any]:
    """Answers to a questionnaire that was asked later: under its code, so that none takes the place of the case's."""
    return {f"{code}/{question}": value for question, value in answers.items()}


def answers_of_asking(code: str, kept: Mapping[str, Any]) -> dict[str, Any]:
    """The same by question code again."""
    lead = f"{code}/"
    return {name.removeprefix(lead): value for name, value in kept.items() if name.startswith(lead)}
