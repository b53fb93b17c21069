"""Who looked at one's details: by the signed link alone, in roles and purposes, the confidential kept apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from heard.domain.people.models import Person
from heard.domain.privacy.operations.looking import note_look
from tests.town.cases import CaseFactory
from tests.town.people import PersonFactory
from tests.town.staff import DepartmentFactory, StaffFactory, TeamFactory

if TYPE_CHECKING:
    from django.test import Client

    from heard.domain.cases.models import Case
    from tests.town.council import Council
    from tests.web.portal.resident import Resident


@pytest.fixture
def reported(council: Council, resident: Resident) -> tuple[Case, str]:
    """A report by Rosa, and its link."""
    case, draft = resident.report(name="Rosa", email="rosa@example.org")
    return case, resident.tracking_link(draft)


def page(client: Client, link: str) -> str:
    answer = client.get(f"{link}looks/")
    assert answer.status_code == 200
    assert answer.headers["X-Robots-Tag"] == "noindex"
    return answer.content.decode()


def test_the_story_leads_to_it_and_before_anybody_looks_it_says_so(
    reported: tuple[Case, str], stranger: Client
) -> None:
    _case, link = reported
    assert f"{link}looks/" in stranger.get(link).content.decode()
    assert "Nobody has looked at your details yet" in page(stranger, link)


def test_a_look_is_told_by_role_department_and_purpose_never_by_name(
    council: Council, reported: tuple[Case, str], stranger: Client
) -> None:
    case, link = reported
    note_look(case.person_id, staff=council.agent, purpose="case", subject=case.id)
    note_look(case.person_id, staff=council.officer, purpose="call")
    text = page(stranger, link)
    told = (
        "Tuesday 24 November",
        "Agent, Contact centre",
        "To work on a report",
        f"About this report, {case.reference}",
    )
    assert [words for words in (*told, "Officer", "To record a phone call") if words not in text] == []
    assert [name for name in (council.agent.name, council.officer.name, council.agent.email) if name in text] == []


def test_colleagues_who_did_the_same_are_one_line(
    council: Council, reported: tuple[Case, str], stranger: Client
) -> None:
    case, link = reported
    team = council.agent.memberships.get().team
    for colleague in (council.agent, StaffFactory(team=team), StaffFactory(team=team)):
        note_look(case.person_id, staff=colleague, purpose="call")
    text = page(stranger, link)
    assert text.count("To record a phone call") == 1
    assert "3 people" in text


def test_looks_at_every_record_of_the_whole_are_told_and_at_nobody_else(
    council: Council, reported: tuple[Case, str], stranger: Client
) -> None:
    case, link = reported
    same, other = PersonFactory(), PersonFactory()
    Person.objects.filter(pk=same.pk).update(whole_id=case.person.whole_id)
    note_look(same.id, staff=council.agent, purpose="merge")
    note_look(other.id, staff=council.agent, purpose="walk_in")
    text = page(stranger, link)
    assert "whether two records are about the same person" in text
    assert "To record a visit" not in text


def test_the_link_of_one_report_does_not_tell_of_a_confidential_other(
    council: Council, reported: tuple[Case, str], stranger: Client
) -> None:
    case, link = reported
    team = TeamFactory(name="Safeguarding", department=DepartmentFactory(name="Child protection"))
    secret = CaseFactory(person=case.person, team=team, department=team.department, confidential=True)
    keeper = StaffFactory(team=team)
    note_look(case.person_id, staff=keeper, purpose="case", subject=secret.id)
    note_look(case.person_id, staff=keeper, purpose="call")
    text = page(stranger, link)
    assert text.count("A member of staff") == 2
    assert [words for words in ("Child protection", "Safeguarding", secret.reference) if words in text] == []


def test_a_department_they_deal_with_openly_is_named_though_it_has_confidential_cases_of_others(
    council: Council, reported: tuple[Case, str], stranger: Client
) -> None:
    case, link = reported
    CaseFactory(team=case.team, department=case.department, confidential=True)
    note_look(case.person_id, staff=council.officer, purpose="call")
    assert case.department.name in page(stranger, link)


@pytest.mark.parametrize("token", ["a" * 42, "01890000-0000-7000-8000-000000000000"])
def test_a_forged_link_shows_nothing(council: Council, stranger: Client, token: str) -> None:
    assert stranger.get(f"/t/{token}/looks/").status_code == 404


@pytest.mark.parametrize("extra", [0, 30])
def test_it_asks_as_often_for_many_looks_as_for_one(
    council: Council, reported: tuple[Case, str], stranger: Client, django_assert_num_queries, extra: int
) -> None:
    case, link = reported
    for colleague in [council.agent, *StaffFactory.create_batch(extra, team=council.officer.memberships.get().team)]:
        note_look(case.person_id, staff=colleague, purpose="case", subject=case.id)
    stranger.get(link)
    with django_assert_num_queries(5):
        page(stranger, link)
