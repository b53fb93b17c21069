"""Lists that staff save: what they hold, who uses them, who changes them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from heard.domain.cases.models import Case, Outcome, SavedView, Status
from heard.domain.cases.operations.saved_views import add_view, change_view, remove_view
from heard.domain.cases.queries.access import visible_cases
from heard.domain.cases.queries.saved_views import saved_count, saved_page, views_for
from heard.domain.criteria.rules import InvalidCondition
from heard.domain.teams.models import Role, Staff
from heard.domain.teams.queries import standing_of
from heard.kernel import clock
from heard.kernel.actor import staff as by
from heard.kernel.errors import NotAllowed
from tests.town.cases import CaseFactory
from tests.town.catalogue import ServiceFactory
from tests.town.staff import StaffFactory, TeamFactory

pytestmark = pytest.mark.django_db
POTHOLE = {"field": "service", "is": "pothole"}


def saved(owner: Staff, **columns: Any) -> SavedView:
    return add_view(**{"name": "Holes", "condition": POTHOLE, "owner": owner, "actor": by(owner.id)} | columns)


def all_of(owner: Staff, view: SavedView) -> list[Case]:
    found, after = [], None
    while True:
        page = saved_page(standing_of(owner), view, after=after, size=3)
        found += page.cases
        if (after := page.next) is None:
            return found


@pytest.mark.parametrize("order", ["due", "newest"])
def test_a_list_holds_what_fits_and_may_be_seen_page_by_page(order: str) -> None:
    agent = StaffFactory(team=TeamFactory())
    services = [ServiceFactory(code="pothole"), ServiceFactory(), ServiceFactory(code="hidden", confidential=True)]
    for n in range(24):
        CaseFactory(
            service=services[n % 2],
            team=agent.memberships.get().team if n % 3 else TeamFactory(),
            confidential=n % 7 == 0,
            status=Status.CLOSED if n % 5 == 0 else Status.RECEIVED,
            outcome=Outcome.FIXED if n % 5 == 0 else "",
            resolve_by=None if n % 4 == 0 else clock.now() + timedelta(hours=n % 6),
            reported_at=clock.now() - timedelta(days=40 * (n % 9)),
        )
    view = saved(agent, order=order)
    cases = visible_cases(standing_of(agent)).filter(service=services[0])
    wanted = cases.exclude(status=Status.CLOSED) if order == "due" else cases
    found = all_of(agent, view)
    assert 3 < len(found) == len({case.id for case in found})
    assert {case.id for case in found} == set(wanted.values_list("id", flat=True))
    key = (
        (lambda case: (case.due_at is None, case.due_at))
        if order == "due"
        else (lambda case: -case.reported_at.timestamp())
    )
    assert [key(case) for case in found] == sorted(map(key, found))
    assert saved_count(standing_of(agent), view, most=2) == 2


def test_a_page_takes_three_queries(django_assert_num_queries: Any) -> None:
    agent, service = StaffFactory(team=TeamFactory()), ServiceFactory(code="pothole")
    for _n in range(5):
        CaseFactory(service=service, team=agent.memberships.get().team)
    view, standing = saved(agent), standing_of(agent)
    with django_assert_num_queries(3):
        assert len(saved_page(standing, view).cases) == 5


def test_lists_are_used_by_their_owner_their_team_or_everybody() -> None:
    ServiceFactory(code="pothole")
    team = TeamFactory()
    owner, colleague, stranger = StaffFactory(team=team), StaffFactory(team=team), StaffFactory(team=TeamFactory())
    mine, ours = saved(owner), saved(owner, team=team)
    assert views_for(standing_of(owner)) == [mine, ours]
    assert views_for(standing_of(colleague)) == [ours]
    assert views_for(standing_of(stranger)) == []
    with pytest.raises(NotAllowed):
        saved(owner, everybody=True)
    with pytest.raises(NotAllowed):
        saved(stranger, team=team)
    manager = StaffFactory(team=team, role=Role.MANAGER)
    everyones = saved(manager, everybody=True)
    assert views_for(standing_of(stranger)) == [everyones]


def test_only_the_owner_changes_a_list_and_an_administrator_one_that_others_use() -> None:
    ServiceFactory(code="pothole")
    owner, administrator = StaffFactory(team=TeamFactory()), StaffFactory(is_administrator=True)
    view, team = saved(owner), owner.memberships.get().team
    for operation in (lambda: change_view(view, by=administrator, actor=by(administrator.id), name="Pits"),
                      lambda: remove_view(view, by=administrator, actor=by(administrator.id))):  # fmt: skip
        with pytest.raises(NotAllowed):
            operation()
    change_view(view, by=owner, actor=by(owner.id), team=team)
    with pytest.raises(NotAllowed):
        change_view(view, by=owner, actor=by(owner.id), everybody=True)
    view.refresh_from_db()
    remove_view(view, by=administrator, actor=by(administrator.id))
    assert not SavedView.objects.exists()


def test_a_list_asks_nothing_sensitive() -> None:
    with pytest.raises(InvalidCondition, match="need"):
        saved(StaffFactory(team=TeamFactory()), condition={"field": "need", "is": "braille"})
    for elsewhere in ("earlier_reports", "earlier_same"):  # they count cases of departments one may not read
        with pytest.raises(InvalidCondition, match=elsewhere):
            saved(StaffFactory(team=TeamFactory()), condition={"field": elsewhere, "at_least": 2})
