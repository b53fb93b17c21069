"""Cases that happened before Heard: written as they were, with their history, many at once. Nobody is written to.

COPY, because a city brings a million of them. No clocks: nobody promised these residents anything here, and a date
made up afterwards would count as kept or missed.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db import connection, transaction

from heard.domain.cases.models import Case, Follower, Origin, Status
from heard.domain.cases.operations.opening import next_references
from heard.domain.cases.rules.public_words import public_answers, public_words
from heard.domain.journal.operations import PastEntry, record_history
from heard.kernel import clock
from heard.kernel.ids import id_of
from heard.kernel.location import Location, LocationField, cell

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime
    from uuid import UUID

    from heard.domain.catalogue.models import Service
    from heard.domain.people.models import Person
    from heard.domain.people.operations.past import PastPerson
    from heard.domain.teams.models import Team
    from heard.kernel.actor import Actor

_COLUMNS = (
    "id", "created_at", "reference", "service_id", "status", "outcome", "outcome_note", "priority", "origin",
    "confidential", "description", "answers", "location", "cell", "address", "area_id", "department_id", "team_id",
    "routing", "reported_at", "updated_at", "closed_at", "reopened", "source", "source_id", "person_id",
)  # fmt: skip


class ServiceName(NamedTuple):
    """What another system calls a service; either may be empty."""

    code: str
    name: str


@dataclass(slots=True)
class PastCase:
    """A case of another system. Closed, it has an outcome and a date of closing."""

    source_id: str
    service: ServiceName
    reported_at: datetime
    updated_at: datetime
    closed_at: datetime | None = None
    status: str = Status.RECEIVED
    outcome: str = ""
    outcome_note: str = ""
    description: str = ""
    answers: dict[str, Any] = field(default_factory=dict)
    location: Location | None = None
    address: str = ""
    area_id: UUID | None = None
    reporter: PastPerson | None = None  # who made it, as the other system knows them …
    person: Person | None = None  # … and as the row that is here for them
    said: tuple[tuple[datetime, str, str], ...] = ()  # when, by whom (customer, agent, note), the words; oldest first


@transaction.atomic
def add_past_cases(
    cases: Sequence[PastCase], *, services: Mapping[ServiceName, Service], source: str, team: Team, actor: Actor
) -> list[PastCase]:
    """Write those of `cases` that are not here yet, by their source's id, with their history; returned are those.

    `services`: ours for each of theirs. All or nothing: what a killed import had not finished, the next one writes.
    """
    with connection.cursor() as cursor:  # two imports of one source take turns, so that each sees the other's rows
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"import {source}"])
    new = _not_here_yet(cases, source)
    ids = [id_of(past.reported_at) for past in new]
    _copy(zip(ids, next_references(len(new)), new, strict=True), services=services, source=source, team=team)
    followed = [(case_id, past.person) for case_id, past in zip(ids, new, strict=True) if past.person]
    Follower.objects.bulk_create(Follower(case_id=case_id, person=person) for case_id, person in followed)
    record_history(_history(zip(ids, new, strict=True), services=services, source=source), actor=actor)
    return new


def _not_here_yet(cases: Sequence[PastCase], source: str) -> list[PastCase]:
    """Without what is here, and of two with one id in the same file the first."""
    first = {past.source_id: past for past in reversed(cases)}
    known = Case.objects.filter(source=source, source_id__in=list(first)).exclude(source="").order_by()
    here = set(known.values_list("source_id", flat=True))
    return [past for past in cases if first[past.source_id] is past and past.source_id not in here]


def _copy(
    rows: Iterable[tuple[UUID, str, PastCase]], *, services: Mapping[ServiceName, Service], source: str, team: Team
) -> None:
    now, prepared = clock.now(), LocationField().get_prep_value
    with connection.cursor() as cursor, cursor.copy(f"COPY cases_case ({', '.join(_COLUMNS)}) FROM STDIN") as copy:
        for row_id, reference, past in rows:
            service, place = services[past.service], past.location
            copy.write_row((
                row_id, now, reference, service.id, past.status, past.outcome,
                public_words(past.outcome_note, person=past.person),
                service.default_priority, Origin.IMPORT.value, service.confidential,
                public_words(past.description, person=past.person),
                json.dumps(public_answers(past.answers, person=past.person)) if past.answers else "{}", prepared(place),
                cell(place) if place else None, past.address, past.area_id, team.department_id, team.id, "{}",
                past.reported_at, past.updated_at, past.closed_at, 0, source, past.source_id,
                past.person.id if past.person else None,
            ))  # fmt: skip


def _history(
    rows: Iterable[tuple[UUID, PastCase]], *, services: Mapping[ServiceName, Service], source: str
) -> Iterable[PastEntry]:
    """What is known of each life: when it was opened, and when and how it was closed."""
    for case_id, past in rows:
        opened = {"service": services[past.service].code, "origin": Origin.IMPORT.value, "source": source}
        yield PastEntry("case.opened", case_id, past.reported_at, opened)
        if past.closed_at:
            yield PastEntry("case.closed", case_id, past.closed_at, {"outcome": past.outcome})
