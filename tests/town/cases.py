"""Cases as rows, for tests of reading; tests of the line itself report, reply and close through the flows."""

from __future__ import annotations

import factory
from factory.django import DjangoModelFactory

from heard.domain.cases.models import Case, Origin, Status
from heard.kernel.ids import reference_for
from tests.town.catalogue import ServiceFactory
from tests.town.people import PersonFactory
from tests.town.staff import TeamFactory


class CaseFactory(DjangoModelFactory):
    """An open case from the website. Its references lie far from those the flows hand out."""

    reference = factory.Sequence(lambda n: reference_for(800_000_000 + n))
    service = factory.SubFactory(ServiceFactory)
    status = Status.RECEIVED
    origin = Origin.WEB
    description = factory.Sequence(lambda n: f"There is a hole in the road, number {n}")
    person = factory.SubFactory(PersonFactory)
    team = factory.SubFactory(TeamFactory)
    department = factory.LazyAttribute(lambda case: case.team.department if case.team else None)
    confidential = factory.LazyAttribute(lambda case: case.service.confidential)

    class Meta:
        model = Case
