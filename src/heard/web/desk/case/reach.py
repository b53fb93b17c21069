"""Whom an answer will reach, and how: said beside the composer and after closing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from heard.domain.people.models import Identity, IdentityKind, Need
from heard.flows.address_for import address_for, reached_by_mail

if TYPE_CHECKING:
    from collections.abc import Iterable

    from heard.domain.cases.models import Case
    from heard.domain.conversations.models import Conversation
    from heard.domain.people.models import Person

MOST_SHOWN = 5  # each is looked up by itself; further ones the answer's own check refuses


@dataclass(frozen=True, slots=True)
class Reach:
    """How one person can be answered."""

    name: str
    address: str
    phones: list[Identity]
    wants_call: bool

    @property
    def by_voice(self) -> bool:
        """Whether to call before writing, or instead."""
        return self.wants_call or not self.address

    @property
    def words(self) -> str:
        """Before the numbers: "No address to write to. They want a call:"."""
        first = _("Goes to %(address)s.") % {"address": self.address} if self.address else _("No address to write to.")
        if self.wants_call:
            then = _("They want a call:") if self.phones else _("They want a call, and no number is known.")
        elif self.address:
            then = ""
        else:
            then = _("Call them:") if self.phones else _("No number is known either.")
        return f"{first} {then}".strip()


def reaches_of(conversations: Iterable[Conversation]) -> list[Reach]:
    """One for each of the first few conversations."""
    return [_reach(conversation) for conversation in list(conversations)[:MOST_SHOWN]]


def closed_in_words(case: Case) -> str:
    """What to say after closing, honest about who heard of it."""
    told, untold = reached_by_mail(case)
    if told and not untold:
        return _("The case is closed. Everyone who reported it is told.")
    if told:
        words = ngettext(
            "The case is closed. %(n)d person was not told: there is no address to write to.",
            "The case is closed. %(n)d people were not told: there is no address to write to.",
            untold,
        )
        return words % {"n": untold}
    if untold:
        return _("The case is closed. Nobody was told: there is no address to write to. Call them.")
    return _("The case is closed. Nobody was told: it is not known who reported it.")


def _reach(conversation: Conversation) -> Reach:
    address, person = address_for(conversation), conversation.person
    wants_call = bool(person and Need.CALL in person.needs)
    return Reach(
        name=person.name if person else "",
        address=address.value if address else "",
        phones=_phones_of(person) if person and (wants_call or address is None) else [],
        wants_call=wants_call,
    )


def _phones_of(person: Person) -> list[Identity]:
    theirs = Identity.objects.filter(person__whole_id=person.whole_id, kind=IdentityKind.PHONE)
    return list(theirs.filter(unusable_since__isnull=True).select_related("person").order_by("created_at"))
