"""Writing erasures: noted with the forgetting itself, and done once the keys and files are gone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from heard.domain.journal.operations import record
from heard.domain.privacy.models import Copy, Erasure, ErasureReason, RightsRequest
from heard.domain.vault.values import ERASED_VALUE
from heard.kernel import clock

if TYPE_CHECKING:
    from collections.abc import Iterable

    from heard.domain.people.models import Person
    from heard.kernel.actor import Actor


def forget_requests(people: Iterable[Person]) -> tuple[dict[str, int], set[str]]:
    """What they asked of their data, in words, and the copies made for them; that they asked, and how it ended, stays.

    How many requests and copies, and the copies' keys in the file store.
    """
    records = list(people)
    asked = RightsRequest.objects.filter(person__in=records).update(
        details=ERASED_VALUE, extension_reason=ERASED_VALUE, answer=ERASED_VALUE
    )
    copies = Copy.objects.filter(person__in=records).exclude(key="")
    keys = set(copies.values_list("key", flat=True))
    copies.update(key="", removed_at=clock.now())
    return {"requests": asked, "copies": len(keys)}, keys


def note_erasure(
    person: Person, *, reason: str, slots: Iterable[int], files: Iterable[str], counts: dict[str, int], actor: Actor
) -> Erasure:
    """That this person is erased; in the transaction that forgets them, so that one is never without the other."""
    erasure = note_what_goes(person=person, reason=reason, slots=slots, files=files, counts=counts)
    record("person.erased", actor=actor, person=person.id, subject=erasure.id, reason=erasure.reason, counts=counts)
    return erasure


def note_what_goes(
    *,
    reason: str,
    slots: Iterable[int],
    files: Iterable[str],
    counts: dict[str, int],
    person: Person | None = None,
) -> Erasure:
    """Keys and files that nothing in the database leads to any more; the caller's journal entry says why."""
    return Erasure.objects.create(
        person=person, reason=ErasureReason(reason), slots=sorted(slots), files=sorted(files), counts=counts
    )


def note_erasure_done(erasure: Erasure) -> None:
    """Its keys are destroyed and its files deleted: what they were is not kept."""
    erasure.slots, erasure.files, erasure.done_at = [], [], clock.now()
    erasure.save(update_fields=["slots", "files", "done_at"])
