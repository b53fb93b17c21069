"""Answers that name somebody, told with a message: for those who may read the message itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

    from heard.domain.cases.models import Case
    from heard.domain.conversations.models import Message


def all_answers(case: Case, messages: Iterable[Message | None]) -> dict[str, Any]:
    """The case's answers, with what its own messages keep of them: word for word, and who was named."""
    told = [one.private_answers for one in messages if one and one.conversation.case_id == case.id]
    return {**case.answers, **{code: value for answers in told for code, value in answers.items()}}
