"""Reading legal holds: whether something is held, and what is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from heard.domain.privacy.models import LegalHold
from heard.domain.privacy.rules.retention import Held

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

    from django.db.models import QuerySet

    from heard.domain.people.models import Person


def standing_holds() -> QuerySet[LegalHold]:
    """Those that nobody has ended, the next to be reviewed first. Past its day a hold still holds: somebody decides."""
    return LegalHold.objects.filter(ended_at__isnull=True).select_related("person", "by")


def held(person: Person | None = None, case: UUID | None = None) -> bool:
    """Whether this person (any record of theirs) or this case is held."""
    return holds_on(person=person, cases=[case] if case else []).exists()


def holds_on(*, person: Person | None = None, cases: Iterable[UUID] = ()) -> QuerySet[LegalHold]:
    """What holds this person, or any of these cases."""
    of_person = Q(person__whole_id=person.whole_id) if person else Q(pk__in=[])
    return standing_holds().filter(of_person | Q(case_id__in=list(cases)))


def everything_held() -> Held:
    """Whom and what no rule of retention may touch. One query; there are never many."""
    rows = list(standing_holds().values_list("person__whole_id", "case_id"))
    wholes: set[UUID | None] = {whole for whole, _case in rows}
    cases: set[UUID | None] = {case for _whole, case in rows}
    return Held(wholes=frozenset(filter(None, wholes)), cases=frozenset(filter(None, cases)))
