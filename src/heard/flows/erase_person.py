"""A person is erased: forgotten by the database first, and then their keys destroyed, which reaches every backup.

What stays is the council's: that there was a case, what it was about, how it ended. What goes, what stays and why:
docs/how-to/retention-and-erasure.md.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from heard.domain.cases.operations import erasing as cases
from heard.domain.conversations.operations import erasing as conversations
from heard.domain.people.models import Person
from heard.domain.people.operations.erasing import forget_people, locked_whole
from heard.domain.people.queries.known import slots_of_others, what_names
from heard.domain.privacy.operations.erasures import forget_requests, note_erasure
from heard.domain.privacy.queries.holds import holds_on
from heard.domain.vault.locks import slot_of
from heard.flows.finish_erasure import finish_erasure
from heard.kernel.errors import Refused

if TYPE_CHECKING:
    from uuid import UUID

    from heard.domain.privacy.models import LegalHold
    from heard.kernel.actor import Actor


@dataclass(frozen=True, slots=True)
class ErasureReport:
    """What was removed, by kind: "people", "identities", "conversations", "messages", "attachments", "cases", …"""

    erasure_id: UUID
    counts: dict[str, int]


def holds_against_erasing(person: Person) -> list[LegalHold]:
    """What stands in the way of erasing them: holds on them, by any record, and on what they reported."""
    records = list(Person.objects.filter(whole_id=person.whole_id))
    return list(holds_on(person=person, cases=cases.cases_of_people(records)))


@transaction.atomic
def erase_person(person: Person, *, actor: Actor, reason: str) -> ErasureReport:
    """Erase every record of this person. Raises Refused under a legal hold. Nothing undoes this.

    `reason`: a code of privacy's ErasureReason. The keys go when the outermost transaction is committed: rolled back,
    nothing was lost; and a crash in between is made good by a job.
    """
    records = locked_whole(person)
    reported = cases.cases_of_people(records)
    if holds_on(person=records[0], cases=reported).exists():
        raise Refused(_("There is a legal hold on this person or on one of their cases. Somebody has to end it first."))
    known = what_names(records)
    counts = Counter({"masked": conversations.mask_elsewhere(reported, besides=records, known=known)})
    counts["cases"] = sum(cases.forget_reporter(case_id, known=known, actor=actor) for case_id in reported)
    counts["following"] = cases.forget_following(records)
    locks, files = cases.forget_sent_drafts(reported)
    forgotten = forget_people(records)
    asked, copies = forget_requests(records)
    said = conversations.forget_conversations(records, fresh=forgotten.fresh)
    slots = {slot_of(lock) for lock in [*locks, *forgotten.locks, *said.locks]}
    slots -= slots_of_others(slots - {slot_of(record.lock()) for record in records}, besides=records)
    counts.update(forgotten.counts | asked | said.counts)
    erasure = note_erasure(
        person, reason=reason, slots=slots, files=files | copies | said.files, counts=dict(counts), actor=actor
    )
    transaction.on_commit(lambda: finish_erasure(erasure.id), robust=True)
    person.refresh_from_db()  # what the caller writes about them now is sealed under their new key
    return ErasureReport(erasure.id, erasure.counts)
