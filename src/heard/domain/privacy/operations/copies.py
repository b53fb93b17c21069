"""Copies of everything about a person: ordered, sealed into the file store, fetched, removed after their days."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from django.conf import settings
from django.db import transaction

from heard.domain.journal.operations import record
from heard.domain.privacy.models import Copy
from heard.domain.vault.values import open_value, seal_value
from heard.kernel import clock, files

if TYPE_CHECKING:
    from uuid import UUID

    from heard.domain.people.models import Person
    from heard.domain.privacy.models import RightsRequest
    from heard.kernel.actor import Actor

_BOUND_TO: Final = b"privacy.copy.file"


@transaction.atomic
def order_copy(person: Person, *, request: RightsRequest | None, actor: Actor) -> Copy:
    """Somebody wants one; a job makes it."""
    copy = Copy.objects.create(person=person, request=request, by_id=actor.id if actor.is_staff else None)
    record("copy.ordered", actor=actor, person=person.id, subject=copy.id)
    return copy


@transaction.atomic
def keep_copy(copy: Copy, data: bytes, *, actor: Actor) -> None:
    """It is made: sealed under the person's key, so that erasing them reaches it, and kept for some days."""
    copy.key = files.put(seal_value(data, lock=copy.person.lock(), bound_to=_BOUND_TO))
    copy.size, copy.ready_at = len(data), clock.now()
    copy.expires_at = copy.ready_at + timedelta(days=settings.HEARD_COPY_DAYS)
    copy.save()
    record("copy.made", actor=actor, person=copy.person_id, subject=copy.id)


@transaction.atomic
def fetch_copy(copy: Copy, *, actor: Actor) -> bytes | None:
    """Its bytes, and a line in the journal that somebody took them; None where it is gone or its key was destroyed."""
    if not copy.is_there:
        return None
    try:
        data = open_value(files.get(copy.key), bound_to=_BOUND_TO)
    except FileNotFoundError:
        return None
    if data is not None:
        record("copy.fetched", actor=actor, person=copy.person_id, subject=copy.id)
    return data


def remove_old_copies() -> int:
    """Those that have had their days; how many."""
    old = list(Copy.objects.filter(removed_at__isnull=True, expires_at__lte=clock.now()).values_list("pk", flat=True))
    for copy_id in old:
        _remove(copy_id)
    return len(old)


@transaction.atomic
def withdraw_copies(person: Person) -> int:
    """All that were made for this person, by whichever record: what is in them is not theirs alone; how many."""
    made = Copy.objects.filter(person__whole_id=person.whole_id, removed_at__isnull=True).exclude(key="")
    found = list(made.values_list("pk", flat=True))
    for copy_id in found:
        _remove(copy_id)
    return len(found)


@transaction.atomic
def _remove(copy_id: UUID) -> None:
    copy = Copy.objects.select_for_update(of=("self",)).get(pk=copy_id)
    key, copy.key, copy.removed_at = copy.key, "", clock.now()
    copy.save(update_fields=["key", "removed_at"])
    if key:  # sealed with a fresh nonce: nothing else has these bytes
        transaction.on_commit(lambda: files.delete(key), robust=True)
