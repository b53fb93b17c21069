"""Writing legal holds: placed with a reason and a day of review, and ended by somebody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from heard.domain.journal.operations import record
from heard.domain.privacy.models import LegalHold
from heard.domain.privacy.queries.holds import holds_on
from heard.kernel import clock
from heard.kernel.errors import InvalidInput, Refused

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from heard.domain.people.models import Person
    from heard.kernel.actor import Actor


@transaction.atomic
def place_hold(
    *, reason: str, review_on: date, actor: Actor, person: Person | None = None, case: UUID | None = None
) -> LegalHold:
    """Nothing of this person, or of this case, is removed until the hold is ended."""
    problems = {}
    if not reason.strip():
        problems["reason"] = _("Say why it must be kept.")
    if review_on <= clock.now().date():
        problems["review_on"] = _("Choose a day to come, on which somebody looks at it again.")
    if problems:
        raise InvalidInput(problems)
    if holds_on(person=person, cases=[case] if case else []).exists():
        raise Refused(_("There is a hold on this already."))
    hold = LegalHold.objects.create(
        person=person, case_id=case, reason=reason.strip(), review_on=review_on, by_id=actor.id
    )
    record("hold.placed", actor=actor, person=person.id if person else None, case=case, subject=hold.id)
    return hold


@transaction.atomic
def end_hold(hold: LegalHold, *, actor: Actor) -> None:
    """It need not be kept for this any more. What a rule would have removed meanwhile goes tonight."""
    standing = LegalHold.objects.select_for_update().get(pk=hold.pk)
    if standing.ended_at:
        return
    standing.ended_at, standing.ended_by_id = clock.now(), actor.id
    standing.save(update_fields=["ended_at", "ended_by"])
    record("hold.ended", actor=actor, person=standing.person_id, case=standing.case_id, subject=standing.id)
