"""Two records are one person, or are not. A merge moves nothing, so that it can be undone without loss."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import connection, transaction
from django.utils.translation import gettext as _

from heard.domain.journal.operations import record
from heard.domain.people.models import Distinction, Merge, Person
from heard.domain.people.queries.sameness import told_apart_from
from heard.domain.people.rules.forest import roots
from heard.kernel import clock
from heard.kernel.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

    from heard.kernel.actor import Actor

_ONE_AT_A_TIME = "merging of people"


@transaction.atomic
def merge_people(
    kept: Person, other: Person, *, reasons: Iterable[str], actor: Actor, although_told_apart: bool = False
) -> Merge:
    """From now on `kept` stands for both, and for everybody merged into either.

    Refused: one person with itself, somebody erased, and two whom somebody told apart, unless that is what is meant.
    """
    records = _locked(kept.id, other.id)
    kept, other = records[kept.id], records[other.id]
    if kept.whole_id == other.whole_id:
        raise Refused(_("These are one person already."))
    if any(one.is_erased for one in records.values()):
        raise Refused(_("One of them was erased. There is nothing left to merge."))
    if not although_told_apart and other.whole_id in told_apart_from(kept.whole_id):
        raise Refused(_("A colleague looked and said that these are two people. Look again before you merge them."))
    merge = Merge.objects.create(
        kept=kept, other_id=other.whole_id, reasons=[str(reason) for reason in reasons], by_id=_staff(actor)
    )
    _recompute(records.values())
    record("person.merged", actor=actor, person=merge.kept_id, subject=merge.id, other=str(merge.other_id),
           reasons=merge.reasons)  # fmt: skip
    return merge


@transaction.atomic
def undo_merge(merge: Merge, *, actor: Actor) -> Merge:
    """Take one merge back, whichever it is; what was merged into either since stays where it was merged into."""
    records = _locked(merge.kept_id, merge.other_id)
    current = Merge.objects.select_for_update().get(pk=merge.pk)
    if current.undone_at:
        raise Refused(_("This was taken back already."))
    current.undone_at, current.undone_by_id = clock.now(), _staff(actor)
    current.save(update_fields=["undone_at", "undone_by"])
    _recompute(records.values())
    record("person.unmerged", actor=actor, person=current.kept_id, subject=current.id, other=str(current.other_id))
    return current


@transaction.atomic
def tell_apart(one: Person, other: Person, *, actor: Actor) -> Distinction:
    """Somebody looked: these are two people. They are suggested no more, until that is taken back."""
    records = _locked(one.id, other.id)
    if records[one.id].whole_id == records[other.id].whole_id:
        raise Refused(_("These are merged. Take the merge back first."))
    first, second = sorted((one.id, other.id))
    distinction, new = Distinction.objects.get_or_create(
        first_id=first, second_id=second, defaults={"by_id": _staff(actor)}
    )
    if new:
        record("person.told_apart", actor=actor, person=first, subject=distinction.id, other=str(second))
    return distinction


@transaction.atomic
def forget_distinction(distinction: Distinction, *, actor: Actor) -> None:
    """It was a mistake: they may be suggested again."""
    record(
        "person.distinction_removed", actor=actor, person=distinction.first_id, subject=distinction.id,
        other=str(distinction.second_id),
    )  # fmt: skip
    distinction.delete()


def hold_merges() -> None:
    """Nobody merges until this transaction ends: which records are one person changes with every merge."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [_ONE_AT_A_TIME])


def _locked(*people: UUID) -> dict[UUID, Person]:
    """All records of these people, locked in the order of their ids.

    One at a time in the whole council, or two agents who merge A into B and B into C at once would each recompute from
    half of it.
    """
    hold_merges()
    whole_ids = list(Person.objects.filter(pk__in=people).values_list("whole_id", flat=True))
    # Whoever adds an identity or a message meanwhile need not wait: only the row's own columns are held.
    rows = Person.objects.filter(whole_id__in=whole_ids).select_for_update(no_key=True).order_by("id")
    return {row.id: row for row in rows}


def _recompute(records: Iterable[Person]) -> None:
    """Give each record the root of its tree, and write those that changed."""
    by_id = {one.id: one for one in records}
    standing = Merge.objects.filter(other__in=by_id, undone_at__isnull=True).values_list("other_id", "kept_id")
    for person_id, root in roots(by_id, dict(standing)).items():
        if by_id[person_id].whole_id != root:
            Person.objects.filter(pk=person_id).update(whole_id=root)


def _staff(actor: Actor) -> UUID | None:
    return actor.id if actor.is_staff else None
