"""Colleagues among themselves: a note on a case, with @mentions, maybe with photos from the field."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from heard.domain.cases.operations.locking import locked
from heard.domain.cases.rules.access import may_see
from heard.domain.conversations.models import Direction, Message
from heard.domain.conversations.operations.messages import NewAttachment, add_message, mention
from heard.domain.conversations.operations.threads import begin
from heard.domain.conversations.queries.repeats import said_just_now
from heard.domain.conversations.rules.mentions import names_in
from heard.domain.teams.queries import staff_named, standing_of
from heard.kernel.errors import InvalidInput

if TYPE_CHECKING:
    from heard.domain.cases.models import Case
    from heard.domain.teams.models import Staff
    from heard.kernel.actor import Actor


@transaction.atomic
def add_note(case: Case, *, text: str, actor: Actor, attachments: tuple[NewAttachment, ...] = ()) -> Message:
    """Write the note; whoever is mentioned by the first part of their address is called, if it is theirs to read."""
    if not text.strip() and not attachments:
        raise InvalidInput({"text": _("Write your note.")})
    locked(case)
    conversation = case.conversations.order_by("created_at", "id").first() or begin(
        case=case, person=None, channel="desk"
    )
    text, files = text.strip(), [file.key for file in attachments]
    writer = actor.id if actor.is_staff else None
    if said := said_just_now(conversation, direction=Direction.NOTE, text=text, staff_id=writer, files=files):
        return said
    note = Message(conversation=conversation, direction=Direction.NOTE, channel="desk", staff_id=writer, text=text)
    add_message(note, attachments=attachments, actor=actor)
    mention(note, colleagues=_who_may_read(case, named=names_in(text)))
    return note


def _who_may_read(case: Case, *, named: set[str]) -> list[Staff]:
    """A call tells that there is a case: it goes to nobody who may not see it."""
    return [colleague for colleague in staff_named(named) if may_see(case, standing_of(colleague))]
