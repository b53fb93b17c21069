"""Nearness and likely duplicates: what counts, what does not, and in what order."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from heard.domain.cases.models import Case, Outcome, Status
from heard.domain.cases.queries import likely_duplicates, open_cases_near
from heard.domain.cases.rules.duplicates import WORTH_SHOWING, Report, score, shared_words
from heard.kernel import clock
from heard.kernel.location import METRES_PER_DEGREE, Location
from tests.town.cases import CaseFactory
from tests.town.catalogue import ServiceFactory
from tests.town.places import WEST_SQUARE

if TYPE_CHECKING:
    from heard.domain.catalogue.models import Service

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)


def north_of(metres, place=WEST_SQUARE) -> Location:
    return Location(place.lon, place.lat + metres / METRES_PER_DEGREE)


@pytest.fixture
def service() -> Service:
    return ServiceFactory(duplicate_radius_m=100, duplicate_days=30)


def earlier(service, metres=10, **more: Any) -> Case:
    return CaseFactory(
        **{"service": service, "location": north_of(metres), "reported_at": clock.now() - 24 * HOUR, **more}
    )


def report(service, **more: Any) -> Case:
    return CaseFactory(**{"service": service, "location": WEST_SQUARE, "reported_at": clock.now(), **more})


def closed(at) -> dict[str, Any]:
    return {"status": Status.CLOSED, "outcome": Outcome.FIXED, "closed_at": at}


def test_open_cases_of_the_service_within_its_radius_nearest_first(service, django_assert_num_queries) -> None:
    far, near = earlier(service, 99), earlier(service, 5)
    earlier(service, 101)
    earlier(service, 5, **closed(clock.now()))
    earlier(ServiceFactory(), 5)
    with django_assert_num_queries(1):
        found = open_cases_near(service, WEST_SQUARE)
    assert [near_case.case for near_case in found] == [near, far]
    assert found[1].distance_m == pytest.approx(99, abs=0.5)


def test_a_circle_and_not_a_box(service) -> None:
    corner = Location(north_of(80).lon + 80 / METRES_PER_DEGREE / 0.75, north_of(80).lat)
    CaseFactory(service=service, location=corner)
    assert open_cases_near(service, WEST_SQUARE) == []


def test_nothing_confidential_is_near() -> None:
    hidden = ServiceFactory(confidential=True)
    earlier(hidden)
    assert open_cases_near(hidden, WEST_SQUARE) == []


def test_a_duplicate_is_looked_for_among_what_was_open_then(service, django_assert_num_queries) -> None:
    open_then = earlier(service, **closed(clock.now() + HOUR))
    earlier(service, **closed(clock.now() - HOUR))
    case = report(service)
    with django_assert_num_queries(1):
        found = likely_duplicates(case)
    assert [near.case for near in found] == [open_then]
    assert likely_duplicates(open_then) == []  # the later one is no original


@pytest.mark.parametrize(
    "unlike",
    [
        {"metres": 150},
        {"reported_at": clock.now() - timedelta(days=31)},
        {"location": None},
        {"confidential": True},
    ],
)
def test_gates(service, unlike) -> None:
    earlier(service, **unlike)
    assert likely_duplicates(report(service)) == []


def test_another_service_of_the_shelf_counts_and_of_another_shelf_does_not(service) -> None:
    neighbour = earlier(ServiceFactory(group=service.group))
    earlier(ServiceFactory())
    assert [near.case for near in likely_duplicates(report(service))] == [neighbour]


def test_confidential_cases_are_compared_within_their_team_alone() -> None:
    hidden = ServiceFactory(confidential=True)
    case = report(hidden)
    ours = earlier(hidden, team=case.team)
    earlier(hidden)
    assert [near.case for near in likely_duplicates(case)] == [ours]


def test_of_two_as_near_the_one_that_says_the_same_comes_first(service) -> None:
    other = earlier(service, description="A shopping trolley lies in the bushes")
    same = earlier(service, description="Deep hole in front of number 12, a bicycle fell")
    case = report(service, description="My bicycle got damaged in the deep hole at 12")
    assert [near.case for near in likely_duplicates(case)] == [same, other]


def test_the_score_falls_with_distance_and_time_and_never_leaves_its_range() -> None:
    now = clock.now()

    def likeness(metres=0.0, days=0.0, service="a", text="deep hole") -> float:
        here = Report(now, WEST_SQUARE, "a", "deep hole")
        return score(here, Report(now - timedelta(days=days), north_of(metres), service, text))

    assert likeness() == pytest.approx(1)
    falling = [likeness(metres=m, days=d) for m, d in ((0, 0), (20, 0), (20, 5), (90, 5), (90, 29))]
    assert falling == sorted(falling, reverse=True)
    assert likeness(metres=10, service="b", text="") > WORTH_SHOWING > likeness(metres=90, service="b", text="")


def test_shared_words_ignore_endings_and_short_words() -> None:
    assert shared_words("Parked at the corner", "parking, corner!") == 1
    assert shared_words("a bus", "parking") == shared_words("", "") == pytest.approx(0.2)
