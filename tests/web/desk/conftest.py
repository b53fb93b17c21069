"""A council with one reported pothole, and browsers for the people around it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from django.test import Client

from heard.domain.cases.models import Case, Origin
from heard.flows.report_issue import Report, report_issue
from heard.kernel.actor import resident
from tests.town.council import Council, small_council
from tests.town.places import WEST_SQUARE
from tests.town.staff import DepartmentFactory, StaffFactory, TeamFactory

if TYPE_CHECKING:
    from collections.abc import Callable

    from heard.domain.conversations.models import Conversation
    from heard.domain.teams.models import Staff


@dataclass(frozen=True)
class Reported:
    """A pothole that Maria reported on the website."""

    council: Council
    case: Case
    conversation: Conversation

    @property
    def url(self) -> str:
        """Its page."""
        return f"/desk/cases/{self.case.reference}/"


@pytest.fixture
def reported(db) -> Reported:
    council = small_council()
    report = Report(
        service=council.pothole,
        origin=Origin.WEB,
        description="A deep hole beside the bus stop",
        location=WEST_SQUARE,
        address="12 Elm Street",
        name="Maria Gomez",
        email="maria@example.org",
    )
    case = report_issue(report, actor=resident(None))
    return Reported(council, case, case.conversations.get())


@pytest.fixture
def browser_of() -> Callable[[Staff], Client]:
    """A signed-in browser of this member of staff."""

    def signed_in(person: Staff) -> Client:
        client = Client()
        client.force_login(person)
        return client

    return signed_in


@pytest.fixture
def agent(reported, browser_of) -> Client:
    """The contact centre's Ana, who works the cases of all departments."""
    return browser_of(reported.council.agent)


@pytest.fixture
def stranger(reported, browser_of) -> Client:
    """An agent of another department, who may see none of this."""
    parks = TeamFactory(name="Parks", department=DepartmentFactory(name="Parks"))
    return browser_of(StaffFactory(name="Paul Parks", team=parks))
