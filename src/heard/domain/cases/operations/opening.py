"""A case begins: from a report, a call, a mail."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import connection, transaction

from heard.domain.cases.models import Case, Follower, Origin
from heard.domain.cases.rules.public_words import public_answers, public_words
from heard.domain.journal.operations import record
from heard.domain.places.queries import area_at
from heard.kernel.ids import reference_for
from heard.kernel.location import Location, cell

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from heard.domain.assets.models import Asset
    from heard.domain.catalogue.models import Service
    from heard.domain.people.models import Person
    from heard.domain.questions.models import QuestionnaireVersion
    from heard.kernel.actor import Actor


@dataclass(frozen=True, slots=True)
class NewCase:
    """What a case begins with."""

    service: Service
    origin: Origin
    description: str = ""
    answers: dict[str, Any] = field(default_factory=dict)
    location: Location | None = None
    address: str = ""
    person: Person | None = None
    submission: UUID | None = None
    asked: QuestionnaireVersion | None = None
    asset: Asset | None = None


@transaction.atomic
def open_case(new: NewCase, *, actor: Actor, at: datetime) -> Case:
    """Write the case, make its reporter a follower; nobody has it yet."""
    case = Case.objects.create(
        reference=next_reference(),
        service=new.service,
        origin=new.origin,
        priority=new.service.default_priority,
        confidential=new.service.confidential,
        description=public_words(new.description, person=new.person),
        answers=public_answers(new.answers, person=new.person),
        asked=new.asked,
        asset=new.asset,
        location=new.location,
        cell=cell(new.location) if new.location else None,
        address=new.address,
        area_id=_area_id(new.location),
        person=new.person,
        submission=new.submission,
        reported_at=at,
        updated_at=at,
    )
    if new.person:
        Follower.objects.create(case=case, person=new.person)
    record(
        "case.opened",
        actor=actor,
        case=case.id,
        person=case.person_id,
        public=True,
        at=at,
        service=new.service.code,
        origin=new.origin,
    )
    return case


def note_spoken_for(case: Case, *, speaker: Person, actor: Actor) -> None:
    """Somebody who may speak for the resident told us."""
    record("case.spoken_for", actor=actor, case=case.id, person=case.person_id, speaker=str(speaker.id))


def next_reference() -> str:
    """The next free reference."""
    return next_references(1)[0]


def next_references(count: int) -> list[str]:
    """So many free references, in one query."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('cases_number') FROM generate_series(1, %s)", [count])
        numbers = [number for (number,) in cursor.fetchall()]
    return [reference_for(number, prefix=settings.HEARD_COUNCIL["reference_prefix"]) for number in numbers]


def _area_id(location: Location | None) -> UUID | None:
    area = area_at(location) if location else None
    return area.id if area else None
