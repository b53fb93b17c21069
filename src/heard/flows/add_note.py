"""Colleagues among themselves: a note on a case, with @mentions, maybe with photos from the field."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from heard.domain.conversations.models import Direction, Message
from heard.domain.conversations.operations.messages import NewAttachment, add_message, mention
from heard.domain.conversations.operations.threads import begin
from heard.domain.teams.queries import staff_named
from heard.kernel.errors import InvalidInput

if TYPE_CHECKING:
    from heard.domain.cases.models import Case
    from heard.kernel.actor import Actor

_MENTION = re.compile(r"(?<![\w.])@([\w.+-]*\w)")


@transaction.atomic
def add_note(case: Case, *, text: str, actor: Actor, attachments: tuple[NewAttachment, ...] = ()) -> Message:
    """Write the note; whoever is mentioned by the first part of their address is called to it."""
    if not text.strip() and not attachments:
        raise InvalidInput({"text": _("Write your note.")})
    conversation = case.conversations.order_by("created_at").first() or begin(case=case, person=None, channel="desk")
    note = Message(
        conversation=conversation, direction=Direction.NOTE, channel="desk", staff_id=actor.id, text=text.strip()
    )
    add_message(note, attachments=attachments, actor=actor)
    mention(note, colleagues=staff_named(set(_MENTION.findall(text))))
    return note
