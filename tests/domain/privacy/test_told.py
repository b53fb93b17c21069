"""Looks as the person they are about reads them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from heard.domain.privacy.rules.looks import Look, Post, told
from heard.kernel.ids import new_id

TUESDAY = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
AGENT, CARE = Post("Agent", new_id(), "Contact centre", everywhere=True), Post("Officer", new_id(), "Care")


def look(staff, *, case=None, purpose="case", hours=0) -> Look:
    return Look(TUESDAY + timedelta(hours=hours), staff, new_id(), case, purpose)


def test_newest_first_and_days_apart() -> None:
    ana = new_id()
    lines = told([look(ana), look(ana, hours=2), look(ana, hours=-24)], {ana: [AGENT]}, this_case=None)
    assert [(line.at.day, line.at.hour, line.colleagues) for line in lines] == [(24, 12, 1), (23, 10, 1)]


def test_a_discreet_department_is_named_for_the_report_whose_link_it_is() -> None:
    carer, mine = new_id(), new_id()
    looks = [look(carer, case=mine), look(carer, case=new_id()), look(carer, purpose="profile")]
    lines = told(
        looks, {carer: [CARE]}, this_case=mine, discreet_cases={mine}, discreet_departments={CARE.department_id}
    )
    assert sorted((line.role, line.department, line.about_this) for line in lines) == [
        ("A member of staff", "", False),
        ("A member of staff", "", False),
        ("Officer", "Care", True),
    ]


def test_the_contact_centre_is_named_unless_the_case_itself_is_confidential() -> None:
    ana, secret = new_id(), new_id()
    looks = [look(ana, purpose="call"), look(ana, case=secret)]
    lines = told(
        looks, {ana: [AGENT]}, this_case=None, discreet_cases={secret}, discreet_departments={AGENT.department_id}
    )
    assert {(line.what_for, line.role) for line in lines} == {
        ("To record a phone call", "Agent"),
        ("To work on a report", "A member of staff"),
    }


def test_who_has_left_and_a_purpose_that_is_gone_are_told_plainly() -> None:
    (line,) = told([look(new_id(), purpose="gone")], {}, this_case=None)
    assert (line.role, line.department, line.what_for) == ("A member of staff", "", "No purpose was given")
