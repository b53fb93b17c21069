"""The work of a case on its page, the list of tasks, and who may do what about them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from heard.domain.cases.models import Case, Task, TaskState
from heard.domain.cases.operations import tasks
from heard.domain.teams.models import Role, Team
from heard.domain.workflows.operations import add_workflow
from heard.flows.report_issue import Report, report_issue
from heard.kernel.actor import SYSTEM, resident
from tests.town.catalogue import ServiceFactory
from tests.town.places import WEST_SQUARE
from tests.town.staff import StaffFactory, TeamFactory
from tests.town.workflows import REPAIR
from tests.web.desk.pages import text_of

if TYPE_CHECKING:
    from django.test import Client

    from heard.domain.teams.models import Staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def finance(reported) -> Team:
    return TeamFactory(name="Finance", code="finance", calendar=reported.council.calendar)


@pytest.fixture
def working(reported, finance) -> Case:
    """A pothole on its workflow."""
    ServiceFactory(code="marking", name="Road marking")
    pothole = reported.council.pothole
    pothole.workflow = add_workflow(name="Repair", definition=REPAIR, actor=SYSTEM)
    pothole.save()
    report = Report(service=pothole, origin="web", description="A hole", location=WEST_SQUARE, email="rosa@example.org")
    return report_issue(report, actor=resident(None))


@pytest.fixture
def helper(finance) -> Staff:
    return StaffFactory(name="Fay Finance", team=finance, role=Role.OFFICER)


def url(case: Case) -> str:
    return f"/desk/cases/{case.reference}/"


def task(case: Case, code: str) -> Task:
    return Task.objects.get(case=case, code=code)


def press(browser: Client, one: Task, action: str, **data: str) -> int:
    return browser.post(f"/desk/tasks/{one.id}/{action}/", data).status_code


def test_the_page_says_where_it_stands_and_what_comes_first(agent, working) -> None:
    page = text_of(agent.get(url(working)))
    assert "Repair: Inspection" in page
    assert "Before it goes on: Measure the damage, Release the money" in page
    assert "Width and depth" in page


def test_a_check_list_is_ticked_and_the_task_done(agent, working) -> None:
    measure = task(working, "measure")
    press(agent, measure, "done")
    assert task(working, "measure").state == TaskState.OPEN
    for line in "01":
        press(agent, measure, "tick", line=line, done="yes")
    press(agent, measure, "done", note="30 cm")
    assert task(working, "measure").state == TaskState.DONE
    assert "30 cm" in text_of(agent.get(url(working)))


def test_a_line_that_is_none_changes_nothing(agent, working) -> None:
    for line in ("9", "", "-1", "one"):
        assert press(agent, task(working, "measure"), "tick", line=line, done="yes") == 302
    assert not any(line["done"] for line in task(working, "measure").checklist)


def test_who_helps_may_read_the_case_as_long_as_it_is_open(working, helper, browser_of) -> None:
    browser = browser_of(helper)
    assert browser.get(url(working)).status_code == 200
    assert "Its department answers it" in text_of(browser.get(url(working)))
    assert browser.post(f"{url(working)}take/").status_code == 403
    Case.objects.filter(pk=working.pk).update(status="closed", outcome="fixed")
    assert browser.get(url(working)).status_code == 404


def test_a_task_opens_no_confidential_case(working, helper, browser_of) -> None:
    Case.objects.filter(pk=working.pk).update(confidential=True)
    browser = browser_of(helper)
    assert browser.get(url(working)).status_code == 404
    assert press(browser, task(working, "budget"), "take") == 404
    assert working.reference not in text_of(browser.get("/desk/tasks/"))


def test_an_approval_is_its_teams_and_not_the_case_owners(agent, working, helper, browser_of) -> None:
    budget = task(working, "budget")
    Task.objects.filter(pk=budget.pk).update(state=TaskState.OPEN)
    assert press(agent, budget, "approve") == 403
    Case.objects.filter(pk=working.pk).update(owner=helper)
    assert press(browser_of(helper), budget, "approve") == 403
    Case.objects.filter(pk=working.pk).update(owner=None)
    assert press(browser_of(helper), budget, "approve") == 302
    assert task(working, "budget").state == TaskState.DONE


def test_refusing_needs_a_word(working, helper, browser_of) -> None:
    budget, browser = task(working, "budget"), browser_of(helper)
    Task.objects.filter(pk=budget.pk).update(state=TaskState.OPEN)
    press(browser, budget, "refuse")
    assert "Say why it is refused" in text_of(browser.get(url(working)))
    press(browser, budget, "refuse", note="Too much")
    assert task(working, "budget").state == TaskState.REFUSED


def test_who_helps_does_not_decide_what_is_needed(working, helper, browser_of) -> None:
    assert press(browser_of(helper), task(working, "budget"), "drop") == 403


def test_strangers_find_no_task(stranger, working) -> None:
    assert press(stranger, task(working, "measure"), "done") == 404


def test_the_list_shows_ones_teams_and_what_one_took(working, helper, browser_of) -> None:
    browser, budget = browser_of(helper), task(working, "budget")
    assert "Your teams have no task" in text_of(browser.get("/desk/tasks/"))
    Task.objects.filter(pk=budget.pk).update(state=TaskState.OPEN)
    assert "Release the money" in text_of(browser.get("/desk/tasks/"))
    assert "You have no task" in text_of(browser.get("/desk/tasks/?whose=mine"))
    press(browser, budget, "take", back="tasks")
    assert "Release the money" in text_of(browser.get("/desk/tasks/?whose=mine"))


def test_a_stage_is_reached_by_its_button_and_by_whom_it_is_for(agent, working, browser_of, reported) -> None:
    assert agent.post(f"/desk/tasks/of/{working.reference}/stage/", {"to": "contractor"}).status_code == 403
    otis = browser_of(reported.council.officer)
    Task.objects.filter(case=working).update(state=TaskState.DONE)
    assert "Order the repair" in text_of(otis.get(url(working)))
    otis.post(f"/desk/tasks/of/{working.reference}/stage/", {"to": "contractor"})
    assert Case.objects.get(pk=working.pk).stage == "contractor"
    page = text_of(otis.get(url(working)))
    assert "waits for the contractor" in page
    assert "Now at: Ordered" in page


def test_a_task_by_hand_and_a_further_case(agent, reported, finance) -> None:
    case, marking = reported.case, ServiceFactory(code="marking", name="Road marking")
    data = {"title": "Pay the bill", "team": finance.id, "target": "2d", "checklist": "Bill\n\nStamp"}
    agent.post(f"/desk/tasks/of/{case.reference}/add/", data)
    added = case.tasks.get()
    assert (added.team, added.target, [line["text"] for line in added.checklist]) == (finance, "2d", ["Bill", "Stamp"])
    agent.post(f"/desk/tasks/of/{case.reference}/further/", {"service": marking.id, "text": "Paint it"})
    child = case.children.get()
    assert child.reference in text_of(agent.get(url(case)))
    assert f"Opened for {case.reference}" in text_of(agent.get(url(child)))


def test_a_target_that_is_none_is_said_beside_it(agent, reported) -> None:
    answer = agent.post(f"/desk/tasks/of/{reported.case.reference}/add/", {"title": "Look", "target": "soon"})
    assert answer.status_code == 400
    assert "is not a target" in text_of(answer)


def test_the_outcomes_are_the_workflows(agent, working) -> None:
    page = text_of(agent.get(url(working)))
    assert "A private road" in page
    answer = agent.post(f"{url(working)}close/", {"outcome": "private", "text": "It is private."})
    assert answer.status_code == 302
    assert Case.objects.get(pk=working.pk).outcome_code == "private"


def test_many_tasks_are_listed_in_as_many_queries_as_one(
    working, helper, browser_of, django_assert_max_num_queries, finance
) -> None:
    browser = browser_of(helper)
    for n in range(20):
        tasks.add_task(working, title=f"Task {n}", team=finance, target="2d", actor=SYSTEM)
    with django_assert_max_num_queries(12):
        browser.get("/desk/tasks/")


def test_a_workflow_costs_the_page_two_queries(agent, working, reported) -> None:
    """Its tasks, and what they are called in the timeline."""
    taken = []
    for case in (reported.case, working):
        agent.get(url(case))  # the first time, the look at this person is written down
        with CaptureQueriesContext(connection) as queries:
            agent.get(url(case))
            taken.append(len(queries))
    assert taken[1] == taken[0] + 2
