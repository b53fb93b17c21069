"""An officer is done on the spot: photos of the work, then the case is closed and everyone who reported it is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from heard.domain.conversations.models import Direction, Message
from heard.domain.conversations.operations.messages import NewAttachment, add_message
from heard.domain.conversations.operations.threads import begin
from heard.flows.add_note import add_note
from heard.flows.close_case import close_case

if TYPE_CHECKING:
    from heard.domain.cases.models import Case
    from heard.kernel.actor import Actor


@transaction.atomic
def finish_in_field(
    case: Case, *, outcome: str, text: str, actor: Actor, photos: tuple[NewAttachment, ...] = ()
) -> Case:
    """Close it. Photos marked public stand on the public page; the others are for colleagues."""
    public = tuple(photo for photo in photos if photo.public)
    if public:
        _show(case, public, actor)
    if internal := tuple(photo for photo in photos if not photo.public):
        add_note(case, text="", attachments=internal, actor=actor)
    return close_case(case, outcome=outcome, text=text, actor=actor)


def _show(case: Case, photos: tuple[NewAttachment, ...], actor: Actor) -> None:
    """On the resident's page, without a mail of its own: the closing words follow at once."""
    conversation = case.conversations.order_by("created_at").first() or begin(case=case, person=None, channel="desk")
    message = Message(
        conversation=conversation,
        direction=Direction.OUT,
        channel="desk",
        staff_id=actor.id,
        text=_("Photos of the work"),
    )
    add_message(message, attachments=photos, actor=actor)
