"""We need something from the resident: ask, and let the clock stand still until they answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from heard.domain.cases.operations import status
from heard.flows.send_reply import send_reply
from heard.kernel.errors import InvalidInput

if TYPE_CHECKING:
    from heard.domain.cases.models import Case
    from heard.domain.conversations.models import Conversation
    from heard.kernel.actor import Actor


@transaction.atomic
def wait_for_resident(case: Case, *, actor: Actor, conversation: Conversation | None = None, text: str = "") -> Case:
    """Wait; with words, they are sent first."""
    if text.strip():
        if conversation is None:
            raise InvalidInput({"text": _("Nobody is known who could be asked, so nothing was sent.")})
        send_reply(case, conversation=conversation, text=text, actor=actor)
    return status.wait(case, actor=actor)
