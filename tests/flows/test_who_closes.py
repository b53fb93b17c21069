"""A service may leave the closing to its team, or to a manager of its department."""

from __future__ import annotations

import pytest

from heard.domain.cases.models import Status
from heard.domain.teams.models import Role
from heard.flows.close_case import close_case
from heard.kernel.actor import SYSTEM, Actor, staff
from heard.kernel.errors import Refused
from tests.town.cases import CaseFactory
from tests.town.catalogue import ServiceFactory
from tests.town.council import small_council
from tests.town.staff import StaffFactory, TeamFactory

pytestmark = pytest.mark.django_db


def closed_by(closers: str, who: str) -> str:
    """How it ends when one of them closes a case of Roads North."""
    council = small_council()
    beside = TeamFactory(name="Roads South", department=council.roads.department)
    actors: dict[str, Actor] = {
        "contact centre": staff(council.agent.id),
        "its team": staff(council.officer.id),
        "team beside": staff(StaffFactory(team=beside).id),
        "manager": staff(StaffFactory(team=beside, role=Role.MANAGER).id),
        "automation": SYSTEM,
    }
    case = CaseFactory(service=ServiceFactory(closers=closers), team=council.roads)
    return close_case(case, outcome="fixed", text="Done", actor=actors[who]).status


@pytest.mark.parametrize(
    "closers, who",
    [
        ("anyone", "contact centre"),
        ("anyone", "team beside"),
        ("team", "its team"),
        ("team", "manager"),
        ("team", "automation"),
        ("manager", "manager"),
        ("manager", "automation"),
    ],
)
def test_those_who_may_close_it_do(closers: str, who: str) -> None:
    assert closed_by(closers, who) == Status.CLOSED


@pytest.mark.parametrize(
    "closers, who, closes",
    [
        ("team", "contact centre", "Its own team closes"),
        ("team", "team beside", "Its own team closes"),
        ("manager", "its team", "A manager of its department closes"),
        ("manager", "contact centre", "A manager of its department closes"),
    ],
)
def test_the_others_are_told_who_does(closers: str, who: str, closes: str) -> None:
    with pytest.raises(Refused, match=closes):
        closed_by(closers, who)
