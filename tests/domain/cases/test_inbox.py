"""The desk's lists: who sees what, in what order, page by page, in how many queries."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from heard.domain.cases.models import Case, Outcome, Status
from heard.domain.cases.queries import CaseFilters, View, bounded_count, inbox_page, view_counts, visible_cases
from heard.domain.cases.queries.pages import mark_of, read_mark
from heard.domain.teams.models import Role, Team
from heard.domain.teams.queries import standing_of
from heard.kernel import clock
from heard.kernel.ids import new_id
from tests.town.cases import CaseFactory
from tests.town.catalogue import ServiceFactory
from tests.town.staff import DepartmentFactory, StaffFactory, TeamFactory

if TYPE_CHECKING:
    from heard.domain.teams.rules.permissions import Standing

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


@pytest.fixture
def office() -> list[Team]:
    """Two departments, three teams, cases of every kind in all of them."""
    roads, parks = DepartmentFactory(), DepartmentFactory()
    teams = [TeamFactory(department=roads), TeamFactory(department=roads), TeamFactory(department=parks)]
    plain, hidden = ServiceFactory(), ServiceFactory(confidential=True)
    now = clock.now()
    for number in range(36):
        CaseFactory(
            team=teams[number % 3],
            service=hidden if number % 4 == 0 else plain,
            status=Status.WAITING if number % 5 == 0 else Status.RECEIVED,
            resolve_by=None if number % 6 == 0 else now + (number % 4) * DAY,  # many share a date, some have none
            reported_at=now - (number % 7) * DAY,
        )
    return teams


def all_pages(standing, view, filters=None, size=5) -> list[Case]:
    found, after = [], None
    while True:
        page = inbox_page(standing, view, filters or CaseFilters(), after, size)
        found += page.cases
        if (after := page.next) is None:
            return found
        assert len(page.cases) == size


def someone(team, **more: Any) -> Standing:
    return standing_of(StaffFactory(team=team, **more))


@pytest.mark.parametrize("kind", ["agent", "administrator", "contact centre", "nobody yet"])
def test_all_is_what_may_be_read_each_once_newest_first(office, kind) -> None:
    standing = {
        "agent": lambda: someone(office[0]),
        "administrator": lambda: someone(office[0], is_administrator=True),
        "contact centre": lambda: someone(TeamFactory(department=DepartmentFactory(serves_everyone=True))),
        "nobody yet": lambda: standing_of(StaffFactory()),
    }[kind]()
    CaseFactory(team=office[2], owner_id=standing.staff_id)  # one's own, elsewhere
    found = all_pages(standing, View.ALL)
    assert sorted(case.id for case in found) == sorted(visible_cases(standing).values_list("id", flat=True))
    assert found == sorted(found, key=lambda case: (case.reported_at, case.id), reverse=True)


def test_work_comes_due_first_and_undated_last_each_once(office) -> None:
    standing = someone(office[0])
    found = all_pages(standing, View.TEAM)
    expected = Case.objects.filter(team=office[0]).exclude(status=Status.CLOSED)
    assert sorted(case.id for case in found) == sorted(case.id for case in expected)
    last = datetime.max.replace(tzinfo=UTC)
    assert found == sorted(found, key=lambda case: (case.due_at or last, case.id))
    assert found[-1].due_at is None


def test_a_first_response_due_today_stands_above_a_resolution_due_tomorrow() -> None:
    team, now = TeamFactory(), clock.now()
    later = CaseFactory(team=team, resolve_by=now + DAY)
    sooner = CaseFactory(team=team, resolve_by=now + 9 * DAY, respond_by=now + DAY / 24)
    assert all_pages(someone(team), View.TEAM) == [sooner, later]


def test_mine_is_what_i_own_but_nothing_confidential_of_another_team() -> None:
    team = TeamFactory()
    me = StaffFactory(team=team, role=Role.OFFICER)
    mine, elsewhere = CaseFactory(team=team, owner=me), CaseFactory(owner=me)
    CaseFactory(owner=me, service=ServiceFactory(confidential=True))
    CaseFactory(team=team, owner=me, status=Status.CLOSED, outcome=Outcome.FIXED, closed_at=clock.now())
    CaseFactory(team=team)
    assert {case.id for case in all_pages(standing_of(me), View.MINE)} == {mine.id, elsewhere.id}


def test_unassigned_is_what_nobody_owns_where_i_may_look() -> None:
    team = TeamFactory()
    free = CaseFactory(team=team)
    CaseFactory(team=team, owner=StaffFactory())
    CaseFactory()
    assert all_pages(someone(team), View.UNASSIGNED) == [free]


def test_late_soon_is_late_or_due_in_two_days_and_not_waiting() -> None:
    team, now = TeamFactory(), clock.now()
    soon = CaseFactory(team=team, resolve_by=now + DAY)
    late = CaseFactory(team=team, resolve_by=now - DAY)
    CaseFactory(team=team, resolve_by=now + 3 * DAY)
    CaseFactory(team=team, resolve_by=now - DAY, status=Status.WAITING)
    CaseFactory(team=team)
    assert all_pages(someone(team), View.SOON) == [late, soon]
    assert View.SOON.label == "Late or late soon"


def test_filters_narrow_a_view() -> None:
    team, service = TeamFactory(), ServiceFactory()
    wanted = CaseFactory(team=team, service=service, description="Broken swing in the playground")
    CaseFactory(team=team, service=service, description="Broken glass")
    CaseFactory(team=team, description="Broken swing")
    late = CaseFactory(team=team, resolve_by=clock.now() - DAY)
    closed = CaseFactory(team=team, status=Status.CLOSED, outcome=Outcome.FIXED, closed_at=clock.now())
    standing = someone(team)
    assert all_pages(standing, View.TEAM, CaseFilters(text="swing", service=service)) == [wanted]
    assert all_pages(standing, View.ALL, CaseFilters(status="late")) == [late]
    assert all_pages(standing, View.ALL, CaseFilters(status="closed")) == [closed]
    assert closed not in all_pages(standing, View.ALL, CaseFilters(status="open"))


@pytest.mark.parametrize("rows", [1, 50])
@pytest.mark.parametrize("view", View.values)
def test_a_page_takes_three_queries_however_long(view, rows, django_assert_num_queries) -> None:
    team = TeamFactory()
    me = StaffFactory(team=team)
    owner = None if view == View.UNASSIGNED else me
    CaseFactory.create_batch(rows, team=team, owner=owner, resolve_by=clock.now())
    standing = standing_of(me)
    with django_assert_num_queries(3):
        page = inbox_page(standing, view)
        said = [f"{c.service} {c.area} {c.team.calendar} {c.owner} {c.summary} {c.due_at}" for c in page.cases]
    assert len(said) == rows


def test_counting_stops_where_people_stop_reading() -> None:
    team = TeamFactory()
    CaseFactory.create_batch(4, team=team)
    standing = someone(team)
    assert bounded_count(standing, View.TEAM, limit=3) == 3
    assert bounded_count(standing, View.TEAM, limit=10) == 4
    assert view_counts(standing) == {"mine": 0, "team": 4, "unassigned": 4, "soon": 0}
    assert bounded_count(standing_of(StaffFactory()), View.TEAM) == 0


def test_a_mark_comes_back_as_it_was_and_a_broken_one_is_none() -> None:
    key = (datetime(2016, 1, 23, 10, 30, 1, 999999, tzinfo=UTC), new_id())
    assert read_mark(mark_of(key)) == key
    assert read_mark(mark_of((None, key[1]))) == (None, key[1])
    assert [read_mark(text) for text in (None, "", "x", "1.", "99999999999999999999999." + "0" * 32)] == [None] * 5
