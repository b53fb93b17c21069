"""Writing what colleagues should know: notes that expire, cautions that are reviewed."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from heard.domain.journal.operations import record
from heard.domain.people.models import Caution, CautionKind, PersonNote
from heard.kernel import clock
from heard.kernel.actor import SYSTEM
from heard.kernel.errors import InvalidInput, Refused

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from heard.domain.people.models import Person
    from heard.kernel.actor import Actor

LONGEST = timedelta(days=366)
MOST_CHARACTERS = 2000


@transaction.atomic
def add_note(person: Person, *, text: str, expires_on: date | None, actor: Actor) -> PersonNote:
    """Something to know until a day, a year from now at most."""
    text, day = _checked(text, expires_on, fields=("text", "expires_on"))
    note = PersonNote(person=person, text=text, expires_on=day, author_id=_staff(actor))
    note.save(force_insert=True)
    record("person.note_added", actor=actor, person=person.id, subject=note.id, until=note.expires_on.isoformat())
    return note


@transaction.atomic
def remove_note(note: PersonNote, *, actor: Actor) -> None:
    """It no longer matters."""
    record("person.note_removed", actor=actor, person=note.person_id, subject=note.id)
    note.delete()


@transaction.atomic
def remove_expired_notes(*, today: date) -> int:
    """Those whose day has passed are gone for good; how many."""
    expired = PersonNote.objects.filter(expires_on__lt=today)
    ids = list(expired.values_list("id", "person_id"))
    for note_id, person_id in ids:
        record("person.note_expired", actor=SYSTEM, person=person_id, subject=note_id)
    PersonNote.objects.filter(pk__in=[note_id for note_id, _person_id in ids]).delete()
    return len(ids)


@transaction.atomic
def add_caution(person: Person, *, kind: str, reason: str, review_on: date | None, actor: Actor) -> Caution:
    """A warning, why, and the day somebody looks at it again, a year from now at most."""
    if kind not in CautionKind.values:
        raise InvalidInput({"kind": _("Choose what colleagues should take care of.")})
    reason, day = _checked(reason, review_on, fields=("reason", "review_on"))
    caution = Caution(person=person, kind=kind, reason=reason, review_on=day, author_id=_staff(actor))
    caution.save(force_insert=True)
    record("person.caution_added", actor=actor, person=person.id, subject=caution.id, caution=kind,
           review_on=caution.review_on.isoformat())  # fmt: skip
    return caution


@transaction.atomic
def renew_caution(caution: Caution, *, review_on: date | None, reason: str = "", actor: Actor) -> Caution:
    """Somebody looked: it stands, for the same reason or a new one."""
    if caution.ended_at:
        raise Refused(_("This caution was ended. Add a new one, with its reason."))
    caution.reason, caution.review_on = _checked(
        reason.strip() or caution.reason, review_on, fields=("reason", "review_on")
    )
    caution.save(update_fields=["review_on", "reason"])
    record("person.caution_renewed", actor=actor, person=caution.person_id, subject=caution.id,
           review_on=caution.review_on.isoformat())  # fmt: skip
    return caution


@transaction.atomic
def end_caution(caution: Caution, *, actor: Actor) -> None:
    """Somebody looked: it no longer holds."""
    if caution.ended_at is None:
        caution.ended_at = clock.now()
        caution.save(update_fields=["ended_at"])
        record("person.caution_ended", actor=actor, person=caution.person_id, subject=caution.id)


def _checked(text: str, day: date | None, *, fields: tuple[str, str]) -> tuple[str, date]:
    """The words and their day; InvalidInput under the names of the two fields."""
    words_field, day_field = fields
    problems: dict[str, str] = {}
    today = timezone.localdate()
    if not text.strip():
        problems[words_field] = _("Write what colleagues should know.")
    elif len(text) > MOST_CHARACTERS:
        problems[words_field] = _("Use %(most)s characters or fewer.") % {"most": MOST_CHARACTERS}
    if day is None or not today <= day <= today + LONGEST:
        problems[day_field] = _("Enter a day from today on, and within a year.")
    if problems or day is None:
        raise InvalidInput(problems)
    return text.strip(), day


def _staff(actor: Actor) -> UUID | None:
    return actor.id if actor.is_staff else None
