"""A person gets another address or number, or loses one; where we already know whose an address is, it is told.

Whoever steals somebody's record by an edit of their profile is found out by this mail.
"""

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
from heard.domain.people.models import LINKS_BY_ITSELF, Identity, IdentityKind
from heard.domain.people.operations import identities
from heard.domain.people.operations.people import complete_person
from heard.domain.people.queries.wholes import holding_any
from heard.domain.people.rules.contact_points import masked
from heard.flows.post import post

if TYPE_CHECKING:
    from heard.domain.people.models import Person
    from heard.kernel.actor import Actor


@transaction.atomic
def add_address(person: Person, *, kind: str, value: str, actor: Actor) -> Identity:
    """Another one of theirs, unverified; the proved ones hear of it."""
    before = _sure_emails(person)
    known = set(person.identities.values_list("id", flat=True))
    new = identities.add_identity(person, kind=kind, value=value, actor=actor)
    if new.id not in known:
        _tell(before, new, letter=letters.address_added, actor=actor)
    return new


@transaction.atomic
def learn_more(person: Person, *, name: str, email: str, phone: str, actor: Actor) -> Person:
    """What an agent hears from somebody they know: it completes what is there, and the proved addresses hear of it."""
    before, known = _sure_emails(person), set(person.identities.values_list("id", flat=True))
    completed = complete_person(person, name=name, email=email, phone=phone, actor=actor)
    for new in person.identities.exclude(id__in=known):
        _tell(before, new, letter=letters.address_added, actor=actor)
    return completed


@transaction.atomic
def change_address(identity: Identity, *, value: str, actor: Actor) -> Identity:
    """Another value: it is unverified, and a proved one stays beside it and hears of it."""
    before = _sure_emails(identity.person)
    new = identities.change_identity(identity, value=value, actor=actor)
    if new.id != identity.id:
        _tell(before, new, letter=letters.address_added, actor=actor)
    return new


@transaction.atomic
def remove_address(identity: Identity, *, actor: Actor) -> None:
    """It is no longer theirs, on any of their records; where it was proved, it is the first to hear."""
    theirs = Identity.objects.filter(holding_any([identity]), person__whole_id=identity.person.whole_id)
    before = _sure_emails(identity.person)
    for same in theirs.select_related("person"):
        identities.remove_identity(same, actor=actor)
    _tell(before, identity, letter=letters.address_removed, actor=actor)


def _sure_emails(person: Person) -> list[Identity]:
    """Whose holder we know, each mailbox once."""
    sure = Identity.objects.filter(
        person__whole_id=person.whole_id,
        kind=IdentityKind.EMAIL,
        assurance__in=LINKS_BY_ITSELF,
        unusable_since__isnull=True,
    )
    return list({one.value.lower(): one for one in sure.select_related("person").order_by("created_at")}.values())


def _tell(addresses: list[Identity], changed: Identity, *, letter: letters.AddressLetter, actor: Actor) -> None:
    for address in addresses:
        person = address.person
        with translation.override(person.language):
            message = Message(
                conversation=begin(case=None, person=person, channel="email"),
                direction=Direction.OUT,
                channel="email",
                subject=_("Your details have changed"),
                text=letter(council=settings.HEARD_COUNCIL["name"], address=masked(changed)),
                acknowledgement=True,
            )
        add_message(message, actor=actor, public=False)
        post(message, address=address.value)
