"""A resident has written into a case: it goes on, or opens again; where it is too late for that, an agent decides."""

from __future__ import annotations

from typing import TYPE_CHECKING

from heard.domain.cases.operations import status
from heard.domain.cases.operations.locking import locked
from heard.domain.conversations.operations import threads
from heard.flows.follow_workflow import go_on_heard

if TYPE_CHECKING:
    from heard.domain.conversations.models import Conversation
    from heard.kernel.actor import Actor


def hear_resident(conversation: Conversation, *, actor: Actor) -> None:
    """Tell the case. Of a duplicate it is the case it was merged into that hears: that is where the work is.

    What has no case, such as an answer to a mailing, waits for an agent.
    """
    case = conversation.case
    if case is None:
        if not conversation.to_sort:
            threads.put_into_sorting(conversation, suggested=[], actor=actor)
        return
    heard = case.merged_into or case
    if status.hear(heard, actor=actor):
        go_on_heard(locked(heard))
    else:
        threads.put_into_sorting(conversation, suggested=[case.service.code], actor=actor)
