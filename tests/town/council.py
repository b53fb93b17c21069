"""A whole small council: two departments, their teams on one calendar, a pothole service with a promise, one rule."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from heard.domain.routing.models import Rule
from heard.domain.teams.models import Calendar, Role, Staff, Team
from tests.town.catalogue import ServiceFactory, TargetFactory
from tests.town.places import AreaFactory
from tests.town.staff import CalendarFactory, DepartmentFactory, StaffFactory, TeamFactory

if TYPE_CHECKING:
    from heard.domain.catalogue.models import Service
    from heard.domain.places.models import Area

OFFICE_HOURS = [{"days": ["mon", "tue", "wed", "thu", "fri"], "opens": "09:00", "closes": "17:00"}]


@dataclass(frozen=True)
class Council:
    """What a test needs to name."""

    calendar: Calendar
    roads: Team
    contact_centre: Team
    pothole: Service
    area: Area
    agent: Staff
    officer: Staff


def small_council() -> Council:
    """Potholes go to Roads, with a first response in 8 working hours and a repair in 5 working days."""
    calendar = CalendarFactory(zone="UTC", windows=OFFICE_HOURS)
    roads = TeamFactory(name="Roads North", department=DepartmentFactory(name="Roads"), calendar=calendar)
    everyone = DepartmentFactory(name="Contact centre", serves_everyone=True)
    contact_centre = TeamFactory(name="Contact centre", department=everyone, calendar=calendar)
    pothole = ServiceFactory(name="Pothole", code="pothole", words="hole in the road\ndamaged road surface")
    TargetFactory(service=pothole, first_response="8h", resolution="5d")
    Rule.objects.create(position=1, name="Potholes", condition={"field": "service", "is": "pothole"}, team=roads)
    agent = StaffFactory(name="Ana Agent", email="ana@council.example.org", team=contact_centre)
    officer = StaffFactory(name="Otis Officer", email="otis@council.example.org", team=roads, role=Role.OFFICER)
    return Council(calendar, roads, contact_centre, pothole, AreaFactory(name="Westside"), agent, officer)
