"""The first page of an empty council, and the way it shows afterwards."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from heard.domain.catalogue.models import Service
from heard.domain.routing.queries import decision_for
from heard.domain.teams.models import Calendar, Role, Team
from tests.town.cases import CaseFactory
from tests.town.catalogue import ServiceFactory
from tests.town.staff import StaffFactory

pytestmark = pytest.mark.django_db

BEGINNING = {
    "team": "Contact centre", "opens": "09:00", "closes": "17:00",
    "zone": "Europe/London", "country": "gb", "part": "sct",
}  # fmt: skip


@pytest.fixture
def founder() -> Client:
    """An administrator of a council without anything."""
    browser = Client()
    browser.founder = StaffFactory(is_administrator=True)
    browser.force_login(browser.founder)
    return browser


def test_an_empty_council_begins_with_one_form(founder) -> None:
    assert founder.get(reverse("desk:settings")).url == reverse("desk:settings_first")
    page = founder.get(reverse("desk:settings_first"))
    assert page.status_code == 200
    assert founder.post(reverse("desk:settings_first"), BEGINNING).status_code == 302
    team, calendar = Team.objects.select_related("department").get(), Calendar.objects.get()
    assert (team.name, team.department.serves_everyone) == ("Contact centre", True)
    assert (calendar.zone, calendar.holidays_country, calendar.holidays_subdivision) == ("Europe/London", "GB", "SCT")
    post = founder.founder.memberships.get()
    assert (post.team, post.role) == (team, Role.MANAGER)
    assert decision_for(CaseFactory(service=ServiceFactory(), team=None, department=None)).team == team


@pytest.mark.parametrize(
    "wrong", [{"opens": "nine"}, {"closes": "08:00", "opens": "08:00"}, {"country": "XX"}, {"team": ""}],
    ids=["hours that are none", "no time at all", "a country that is none", "nobody"],
)  # fmt: skip
def test_what_is_wrong_is_said_and_nothing_is_made(founder, wrong) -> None:
    answer = founder.post(reverse("desk:settings_first"), BEGINNING | wrong)
    assert answer.status_code == 400
    assert not Team.objects.exists()
    assert not Calendar.objects.exists()


def test_the_steps_are_ticked_off_as_they_are_done(founder) -> None:
    founder.post(reverse("desk:settings_first"), BEGINNING)
    before = founder.get(reverse("desk:settings_first")).context["steps"]
    assert [step.done for step in before] == [True, False, False, False, False, False]
    ServiceFactory()
    assert Service.objects.exists()
    after = founder.get(reverse("desk:settings_first")).context["steps"]
    assert [step.done for step in after] == [True, True, False, False, False, False]
