"""Writing mandates: who may speak for whom, since when and until when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from heard.domain.journal.operations import record
from heard.domain.people.models import Mandate, MandateKind
from heard.domain.people.rules.mandates import LASTS_UNTIL_ENDED
from heard.kernel import clock
from heard.kernel.errors import InvalidInput

if TYPE_CHECKING:
    from datetime import date

    from heard.domain.people.models import Person
    from heard.kernel.actor import Actor


@transaction.atomic
def give_mandate(
    person: Person,
    *,
    speaker: Person,
    kind: str,
    since: date | None = None,
    until: date | None = None,
    actor: Actor,
) -> Mandate:
    """`speaker` may speak for `person`. A carer, a representative or a friend does so until a day."""
    since = since or timezone.localdate()
    _check(person, speaker, kind, since, until)
    mandate = Mandate.objects.create(person=person, speaker=speaker, kind=kind, since=since, until=until)
    record(
        "mandate.given", actor=actor, person=person.id, subject=mandate.id, mandate=kind, speaker=str(speaker.id),
        until=until.isoformat() if until else "",
    )  # fmt: skip
    return mandate


@transaction.atomic
def end_mandate(mandate: Mandate, *, actor: Actor) -> None:
    """From now on they speak for themselves, or somebody else does."""
    if mandate.ended_at is None:
        mandate.ended_at = clock.now()
        mandate.save(update_fields=["ended_at"])
        record("mandate.ended", actor=actor, person=mandate.person_id, subject=mandate.id)


def _check(person: Person, speaker: Person, kind: str, since: date, until: date | None) -> None:
    problems: dict[str, str] = {}
    if person.whole_id == speaker.whole_id:
        problems["speaker"] = _("Nobody needs a mandate for themselves. Choose another person.")
    if kind not in MandateKind.values:
        problems["kind"] = _("Choose why they may speak for them.")
    elif until is None and kind not in LASTS_UNTIL_ENDED:
        problems["until"] = _("Say until which day they may speak for them.")
    if until is not None and until < since:
        problems["until"] = _("The last day must not be before the first.")
    if problems:
        raise InvalidInput(problems)
