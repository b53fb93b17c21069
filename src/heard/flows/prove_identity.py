"""Somebody shows that an address or number is theirs: by a code sent there, or by the link in a mail sent there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from heard.domain.conversations.models import Direction, Message
from heard.domain.conversations.operations.messages import add_message
from heard.domain.conversations.operations.threads import begin
from heard.domain.conversations.rules import letters
from heard.domain.people.operations import proving
from heard.domain.people.operations.identities import verify_identity
from heard.domain.people.operations.linking import link_proved
from heard.flows.post import post
from heard.kernel.errors import Refused
from heard.ports.registry import channels

if TYPE_CHECKING:
    from heard.domain.people.models import Identity
    from heard.kernel.actor import Actor


@transaction.atomic
def send_proof(identity: Identity, *, actor: Actor) -> Message:
    """Send a code to this identity, by whichever channel reaches it. Raises Refused where none does, or too often."""
    channel = channel_reaching(identity.kind)
    if channel is None or identity.unusable_since:
        raise Refused(_("We cannot send a code there. Use another address, or call us."))
    code = proving.make_code(identity, actor=actor)
    minutes = int(proving.LASTS.total_seconds() // 60)
    with translation.override(identity.person.language):
        message = Message(
            conversation=begin(case=None, person=identity.person, channel=channel),
            direction=Direction.OUT,
            channel=channel,
            subject=_("Your code for %(council)s") % {"council": settings.HEARD_COUNCIL["name"]},
            # Colleagues who read along see that a code was sent, not which.
            text=_("We sent a code, to confirm this address."),
            full_text=letters.code(council=settings.HEARD_COUNCIL["name"], code=code, minutes=minutes),
            acknowledgement=True,
        )
    add_message(message, actor=actor, public=False)
    post(message, address=identity.value, channel=channel)
    return message


@transaction.atomic
def check_proof(identity: Identity, code: str, *, actor: Actor) -> bool:
    """Whether this is the code that was sent there. Then it is verified, and linked where that is sure."""
    right = proving.check_code(identity, code, actor=actor)
    if right:
        identity.refresh_from_db()
        link_proved(identity)
    return right


@transaction.atomic
def confirm_by_link(identity: Identity, *, actor: Actor) -> Identity:
    """Its holder opened the mail that was sent there alone, and said that the address is theirs."""
    verified = verify_identity(identity, how="link", actor=actor)
    link_proved(verified)
    return verified


def channel_reaching(kind: str) -> str | None:
    """The first channel of the council's that writes to identities of this kind."""
    return next((name for name in channels.names if kind in channels.get(name).reaches), None)
