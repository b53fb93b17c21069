"""Writing the ledger: a consent given, or taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction

from heard.domain.consent.models import ConsentEntry, How, Purpose
from heard.domain.consent.queries.ledger import deciding_no, wordings_in_use
from heard.domain.journal.operations import past_entry, record
from heard.kernel import clock
from heard.kernel.actor import Actor, ActorKind
from heard.kernel.copying import copy_in

if TYPE_CHECKING:
    from datetime import datetime

    from heard.domain.consent.models import Wording
    from heard.domain.consent.rules.scopes import Scope
    from heard.domain.journal.models import Entry
    from heard.domain.people.models import Person


def give(
    person: Person,
    scope: Scope,
    *,
    how: How,
    actor: Actor,
    wording: Wording | None = None,
    proof: dict[str, Any] | None = None,
    at: datetime | None = None,
) -> ConsentEntry:
    """They say yes. Without `wording` it is the one in use in their language."""
    wording = wording or wordings_in_use(person.language).get(scope.purpose)
    return _write(person, scope, given=True, how=how, actor=actor, wording=wording, proof=proof or {}, at=at)


def withdraw(
    person: Person,
    scope: Scope,
    *,
    how: How,
    actor: Actor,
    wording: Wording | None = None,
    proof: dict[str, Any] | None = None,
    at: datetime | None = None,
) -> ConsentEntry:
    """They say no, to this and to everything narrower. `wording` is what they were shown, where they were."""
    return _write(person, scope, given=False, how=how, actor=actor, wording=wording, proof=proof or {}, at=at)


@transaction.atomic
def withdraw_once(
    person: Person, scope: Scope, *, how: How, actor: Actor, proof: dict[str, Any] | None = None
) -> ConsentEntry:
    """The same, where it may be asked twice: a no that already counts stays as it is."""
    return deciding_no(person.whole_id, scope) or withdraw(person, scope, how=how, actor=actor, proof=proof)


@transaction.atomic
def _write(person: Person, scope: Scope, *, actor: Actor, at: datetime | None, **columns: Any) -> ConsentEntry:
    if scope.purpose == Purpose.SERVICE:
        raise ValueError("What is about somebody's own case needs no consent, and nobody can take it back.")
    entry = ConsentEntry.objects.create(
        person=person,
        purpose=scope.purpose,
        department_id=scope.department_id,
        topic=scope.topic,
        channel=scope.channel,
        at=at or clock.now(),
        actor_kind=actor.kind,
        actor_id=actor.id,
        **columns,
    )
    record(_kind(entry), actor=actor, person=person.id, subject=entry.id, at=entry.at, purpose=scope.purpose)
    return entry


@transaction.atomic
def add_past_consents(entries: list[ConsentEntry]) -> list[Entry]:
    """What was said before Heard kept it; returned are the journal's entries, to be recorded in their time."""
    copy_in(entries)
    return [
        past_entry(
            _kind(entry),
            actor=Actor(ActorKind(entry.actor_kind), entry.actor_id),
            at=entry.at,
            person=entry.person_id,
            subject=entry.id,
            purpose=entry.purpose,
        )
        for entry in entries
    ]


def _kind(entry: ConsentEntry) -> str:
    return "consent.given" if entry.given else "consent.withdrawn"
