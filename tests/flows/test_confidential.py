"""What is confidential stays with its team, whatever becomes of the case: notes, merges, strangers' mail."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from heard.domain.cases.operations import keeping
from heard.domain.conversations.models import Direction, Mention, Message
from heard.domain.routing.models import Rule
from heard.flows.add_note import add_note
from heard.flows.confirm_held import confirm_held
from heard.flows.merge_cases import merge_cases
from heard.flows.report_issue import Report, report_issue
from heard.kernel.actor import Actor, resident, staff
from heard.kernel.errors import Refused
from tests.town.catalogue import ServiceFactory
from tests.town.people import PersonFactory
from tests.town.staff import StaffFactory, TeamFactory

if TYPE_CHECKING:
    from heard.domain.cases.models import Case
    from heard.domain.catalogue.models import Service
    from heard.domain.teams.models import Team
    from tests.town.council import Council


@pytest.fixture
def team(council: Council) -> Team:
    return TeamFactory(name="Safeguarding")


@pytest.fixture
def service(team: Team) -> Service:
    """Its reports go to Safeguarding, who alone may see them."""
    found = ServiceFactory(code="worry", confidential=True, needs_location=False)
    Rule.objects.create(position=0, name="Worries", condition={"field": "service", "is": "worry"}, team=team)
    return found


@pytest.fixture
def member(team: Team) -> Actor:
    return staff(StaffFactory(email="sara@council.example.org", team=team).id)


def worry(service: Service) -> Case:
    report = Report(service=service, origin="web", description="A child next door", email="rosa@example.org")
    return report_issue(report, actor=resident(None))


def test_a_note_calls_nobody_who_may_not_see_the_case(council: Council, service: Service, member: Actor) -> None:
    add_note(worry(service), text="@ana and @otis and @sara, please look", actor=member)
    assert [mention.staff_id for mention in Mention.objects.all()] == [member.id]


def test_a_strangers_mail_into_it_never_lies_in_the_tray(service: Service, team: Team, member: Actor) -> None:
    case = worry(service)
    stranger = PersonFactory(email="neighbour@example.org")
    held = Message.objects.create(
        conversation=case.conversations.get(),
        direction=Direction.IN,
        channel="email",
        person=stranger,
        text="> A child next door\nWho is this?",
        held=True,
    )
    conversation = confirm_held(held, actor=member, belongs=False)
    assert not conversation.to_sort
    assert conversation.case != case
    assert (conversation.case.confidential, conversation.case.team) == (True, team)


def test_what_is_merged_is_taken_apart_before_other_people_may_read_half_of_it(
    council: Council, service: Service, member: Actor
) -> None:
    case, again = worry(service), worry(service)
    merge_cases(again, into=case, actor=member)
    with pytest.raises(Refused, match="Undo those merges first"):
        keeping.give_to_team(case, team=council.roads, actor=member)
    with pytest.raises(Refused, match="Undo those merges first"):
        keeping.set_service(case, service=council.pothole, actor=member)
