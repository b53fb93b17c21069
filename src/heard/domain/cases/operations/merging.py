"""Two reports of one thing: merged by a link, nothing moved, so that it can be undone without loss."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from heard.domain.cases.models import Case, Follower, Outcome, Status
from heard.domain.cases.operations import clocks
from heard.domain.cases.operations.locking import locked, save
from heard.domain.cases.rules.status import may_merge
from heard.domain.journal.operations import record
from heard.domain.journal.queries import last_of_kind
from heard.kernel import clock
from heard.kernel.errors import Refused

if TYPE_CHECKING:
    from heard.domain.people.models import Person
    from heard.kernel.actor import Actor


@transaction.atomic
def merge(duplicate: Case, *, into: Case, actor: Actor) -> Case:
    """Close `duplicate` as already reported and tie it to `into`. Who reported it hears of the other from now on."""
    duplicate, into = _locked_pair(duplicate, into)
    if not may_merge(duplicate, into):
        raise Refused(_("These two cannot be merged: choose two different cases that are not merged already."))
    was = {"status": duplicate.status, "outcome": duplicate.outcome}
    duplicate.merged_into, duplicate.status, duplicate.outcome = into, Status.CLOSED, Outcome.DUPLICATE
    duplicate.closed_at = duplicate.closed_at or clock.now()
    clocks.finish(duplicate, counted=False)
    save(duplicate, "merged_into", "status", "outcome", "closed_at", *clocks.DATES)
    record("case.merged", actor=actor, case=duplicate.id, public=True, into=str(into.id), was=was)
    record("case.duplicate_added", actor=actor, case=into.id, duplicate=str(duplicate.id))
    return duplicate


@transaction.atomic
def unmerge(duplicate: Case, *, actor: Actor) -> Case:
    """Take a merge back: the case stands where it stood, its deadlines as they were."""
    current = locked(duplicate)
    if current.merged_into_id is None:
        raise Refused(_("This case is not merged."))
    into, current.merged_into = current.merged_into_id, None
    was = last_of_kind(current.id, "case.merged").data["was"]
    current.status, current.outcome = was["status"], was["outcome"]
    if current.is_open:
        current.closed_at = None
        clocks.revive(current)
    save(current, "merged_into", "status", "outcome", "closed_at", *clocks.DATES)
    record("case.unmerged", actor=actor, case=current.id, public=True, into=str(into))
    record("case.duplicate_removed", actor=actor, case=into, duplicate=str(current.id))
    return current


@transaction.atomic
def follow(case: Case, *, person: Person, actor: Actor) -> bool:
    """Let a person hear about the case; False where they do already, under whichever of their records."""
    if Follower.objects.filter(case=case, person__whole_id=person.whole_id).exists():
        return False
    _follower, new = Follower.objects.get_or_create(case=case, person=person)
    if new:
        record("case.followed", actor=actor, case=case.id, person=person.id, public=True)
    return new


def _locked_pair(one: Case, other: Case) -> tuple[Case, Case]:
    """Both, locked in the order of their ids, so that two agents who merge them crosswise never wait for each other."""
    first, second = sorted((one, other), key=lambda case: case.id)
    rows = {case.id: locked(case) for case in (first, second)}
    return rows[one.id], rows[other.id]
