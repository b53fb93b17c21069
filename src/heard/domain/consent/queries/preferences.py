"""What the preference page shows: whose it is, what may be chosen, where they stand, and what they said before."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from heard.domain.consent.models import ConsentChannel, QuietHours
from heard.domain.consent.queries.ledger import OPTIONAL, entries_of, topic_names, wordings_in_use
from heard.domain.consent.rules.choosing import Standing, standing_of
from heard.domain.consent.rules.scopes import Scope
from heard.domain.consent.rules.words import entry_in_words
from heard.domain.people.models import LINKS_BY_ITSELF, Identity, IdentityKind, Person
from heard.domain.people.queries.topics import active_topics
from heard.domain.people.rules.contact_points import masked_email
from heard.domain.people.rules.reaching import came_with
from heard.domain.teams.models import Department

if TYPE_CHECKING:
    from uuid import UUID

    from heard.domain.consent.models import ConsentEntry, Wording

CHANNELS = tuple(channel.value for channel in ConsentChannel)


@dataclass(frozen=True, slots=True)
class Offer:
    """One purpose: its wording, and what of it can be chosen, by the name the form gives it."""

    purpose: str
    wording: Wording
    parts: dict[str, tuple[str, Scope]]  # "topic:libraries": the words, and the scope without a channel
    standing: Standing

    def scopes(self, chosen: list[str], channels: list[str]) -> set[Scope]:
        """What choosing these parts ("" is everything) by these channels agrees to."""
        parts = [self.parts[name][1] if name else Scope(purpose=self.purpose) for name in chosen]
        return {_by(scope, channel) for scope in parts for channel in channels}


@dataclass(frozen=True, slots=True)
class Preferences:
    """Everything of one person's page. `identity` is the address its link was sent to, if it says."""

    person: Person
    identity: Identity | None
    address: str  # masked
    offers: list[Offer]
    quiet: QuietHours | None
    said: list[tuple[ConsentEntry, str]]  # what they said before, in words; empty where the address proves too little


def preferences_of(person_id: UUID, identity_id: UUID | None) -> Preferences | None:
    """None where there is nobody any more. A fixed number of queries."""
    person = _standing_for(person_id)
    if person is None or person.is_erased:
        return None
    theirs = Identity.objects.filter(person__whole_id=person.id, kind=IdentityKind.EMAIL).select_related("person")
    emails = list(theirs.order_by("-created_at"))
    identity = next((one for one in emails if one.id == identity_id), None)
    shown = identity or next(iter(emails), None)
    entries, topics = entries_of(person.id), topic_names()
    return Preferences(
        person=person,
        identity=identity,
        address=masked_email(shown.value) if shown else "",
        offers=_offers(person, entries),
        quiet=QuietHours.objects.filter(person__whole_id=person.id).order_by("-updated_at").first(),
        said=[(one, entry_in_words(one, topics=topics)) for one in entries] if _is_theirs(identity, emails) else [],
    )


def _standing_for(person_id: UUID) -> Person | None:
    whole = Person.objects.filter(pk=person_id).values("whole_id")
    return Person.objects.filter(pk__in=whole).first()


def _is_theirs(identity: Identity | None, emails: list[Identity]) -> bool:
    """An unverified address reveals no history: unless it came with the record and is the only one there is, so that
    nobody else made any.
    """
    if identity and identity.assurance in LINKS_BY_ITSELF:
        return True
    return len(emails) == 1 and (emails[0].assurance in LINKS_BY_ITSELF or came_with(emails[0]))


def _offers(person: Person, entries: list[ConsentEntry]) -> list[Offer]:
    wordings = wordings_in_use(person.language)
    topics, departments = list(active_topics()), list(Department.objects.filter(active=True).order_by("name"))
    offers = []
    for purpose in OPTIONAL:
        if purpose not in wordings:
            continue
        parts = {f"topic:{one.code}": (one.name, Scope(purpose=purpose, topic=one.code)) for one in topics}
        parts |= {
            f"department:{one.id}": (one.name, Scope(purpose=purpose, department_id=one.id)) for one in departments
        }
        choices = {
            _by(scope, channel)
            for scope in (Scope(purpose=purpose), *(scope for _words, scope in parts.values()))
            for channel in CHANNELS
        }
        said = [entry for entry in entries if entry.purpose == purpose]
        offers.append(Offer(purpose, wordings[purpose], parts, standing_of(said, choices, channels=CHANNELS)))
    return offers


def _by(scope: Scope, channel: str) -> Scope:
    return Scope(purpose=scope.purpose, department_id=scope.department_id, topic=scope.topic, channel=channel)
