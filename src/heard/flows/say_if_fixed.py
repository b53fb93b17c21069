"""After closing: was it fixed? A "no" within the service's period opens the case again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from heard.domain.cases.operations import status
from heard.domain.cases.operations.locking import locked
from heard.domain.cases.rules.status import may_say_not_fixed
from heard.flows.add_to_case import write_in
from heard.kernel import clock
from heard.kernel.actor import resident
from heard.kernel.errors import Refused

if TYPE_CHECKING:
    from heard.domain.cases.models import Case
    from heard.domain.conversations.models import Conversation


@transaction.atomic
def say_if_fixed(conversation: Conversation, *, fixed: bool, text: str = "") -> Case:
    """Keep the answer; reopen on a "no"."""
    case, actor = _case_meant(conversation), resident(conversation.person_id)
    if case is None or not may_say_not_fixed(case, now=clock.now(), reopen_days=case.service.reopen_days):
        raise Refused(_("This report can no longer be reopened. Report it anew, and we will look at it."))
    status.note_verdict(case, fixed=fixed, actor=actor)
    if not fixed:
        status.hear(case, actor=actor)
    if text.strip():
        write_in(conversation, text=text.strip(), actor=actor)
    case.refresh_from_db()
    return case


def _case_meant(conversation: Conversation) -> Case | None:
    """The case the answer is about, as it stands now: where a duplicate was merged into another, that other one."""
    if conversation.case is None:
        return None
    case = locked(conversation.case)
    return locked(case.merged_into) if case.merged_into else case
