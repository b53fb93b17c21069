"""Keeping somebody's data and using it for nothing else, while a question about it is open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from heard.domain.journal.operations import record
from heard.domain.people.models import Person
from heard.kernel import clock

if TYPE_CHECKING:
    from heard.kernel.actor import Actor


@transaction.atomic
def restrict(person: Person, *, actor: Actor) -> bool:
    """No optional message goes to them and colleagues are told; whether that is new. All records of the whole."""
    records = Person.objects.filter(whole_id=person.whole_id, restricted_at__isnull=True)
    changed = records.update(restricted_at=clock.now(), updated_at=clock.now())
    if changed:
        record("person.restricted", actor=actor, person=person.id)
    return bool(changed)


@transaction.atomic
def lift_restriction(person: Person, *, actor: Actor) -> bool:
    """Used as before; whether it was restricted."""
    records = Person.objects.filter(whole_id=person.whole_id, restricted_at__isnull=False)
    changed = records.update(restricted_at=None, updated_at=clock.now())
    if changed:
        record("person.unrestricted", actor=actor, person=person.id)
    return bool(changed)
