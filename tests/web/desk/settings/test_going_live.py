"""A department goes live: what is missing is listed; residents are offered its services from then on alone."""

from __future__ import annotations

import pytest

from heard.domain.catalogue.models import Service
from heard.domain.catalogue.queries import active_services, offered
from heard.domain.configuration.queries.going_live import facts_of
from heard.domain.configuration.rules.going_live import Facts, checks, is_ready
from heard.domain.teams.models import Department
from tests.town.staff import DepartmentFactory, TeamFactory
from tests.web.desk.pages import text_of

READY = {
    "services": ["Pothole"], "without_promise": [], "teams": ["North"], "without_people": [], "without_hours": [],
    "who_never_signed_in": [], "has_manager": True, "has_rule": True, "practised": True,
}  # fmt: skip


def test_with_everything_it_is_ready() -> None:
    found = list(checks(Facts(**READY)))
    assert is_ready(found)
    assert all(check.done for check in found)


@pytest.mark.parametrize(
    "lack",
    [{"services": []}, {"teams": []}, {"without_people": ["North"]}, {"without_hours": ["North"]}, {"has_rule": False}],
)
def test_without_what_it_needs_it_is_not(lack: dict) -> None:
    assert not is_ready(list(checks(Facts(**READY | lack))))


@pytest.mark.parametrize("lack", [{"has_manager": False}, {"who_never_signed_in": ["Ada"]}, {"practised": False}])
def test_what_is_good_to_have_keeps_nobody_back(lack: dict) -> None:
    found = list(checks(Facts(**READY | lack)))
    assert is_ready(found)
    assert [check.done for check in found].count(False) == 1


@pytest.mark.django_db
def test_residents_are_offered_its_services_once_it_is_live(administrator, reported) -> None:
    department = reported.council.roads.department
    Service.objects.filter(code="pothole").update(department=department)
    page = f"/desk/settings/departments/{department.id}/going-live/"
    administrator.post(page, {"switch": "off"})
    assert "pothole" not in {service.code for service in offered()}
    assert "pothole" in {service.code for service in active_services()}  # its staff practise
    assert "Not live yet" in text_of(administrator.get("/desk/settings/departments/"))
    assert "Go live" in text_of(administrator.get(page))
    administrator.post(page, {"switch": "on"})
    assert "pothole" in {service.code for service in offered()}
    assert Department.objects.get(pk=department.id).live


@pytest.mark.django_db
def test_what_is_missing_is_named(administrator, reported) -> None:
    empty = DepartmentFactory(name="Parks", live=False)
    TeamFactory(name="Gardeners", department=empty)
    assert facts_of(empty).without_people == ["Gardeners"]
    page = text_of(administrator.get(f"/desk/settings/departments/{empty.id}/going-live/"))
    assert "People in every team Gardeners Missing" in page
    assert "Go live all the same" in page


@pytest.mark.django_db
def test_it_is_read_in_a_fixed_number_of_queries(reported, django_assert_num_queries) -> None:
    department = reported.council.roads.department
    with django_assert_num_queries(6):
        facts_of(department)
    for number in range(5):
        TeamFactory(name=f"More {number}", department=department)
    with django_assert_num_queries(6):
        facts_of(department)
