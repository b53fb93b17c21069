"""A workflow is shaped in the settings, without code: from nothing to the case that goes by it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from heard.domain.cases.models import Case
from heard.domain.workflows.models import Workflow, WorkflowVersion
from heard.domain.workflows.operations import add_workflow
from heard.domain.workflows.queries import current_version
from heard.flows.report_issue import Report, report_issue
from heard.kernel.actor import SYSTEM, resident
from tests.town.catalogue import ServiceFactory
from tests.town.places import WEST_SQUARE
from tests.town.staff import StaffFactory, TeamFactory
from tests.town.workflows import REPAIR
from tests.web.desk.pages import text_of

if TYPE_CHECKING:
    from django.http import HttpResponse
    from django.test import Client

pytestmark = pytest.mark.django_db


@pytest.fixture
def browser(reported, browser_of) -> Client:
    """The administrator's."""
    return browser_of(StaffFactory(is_administrator=True))


@pytest.fixture
def workflow(reported) -> Workflow:
    """The town's repair, published."""
    TeamFactory(name="Finance", code="finance", calendar=reported.council.calendar)
    ServiceFactory(code="marking", name="Road marking")
    return add_workflow(name="Repair", definition=REPAIR, actor=SYSTEM)


def base(workflow: Workflow) -> str:
    return f"/desk/settings/workflows/{workflow.id}/"


def add(browser: Client, workflow: Workflow, kind: str, **data: Any) -> HttpResponse:
    answer = browser.post(f"{base(workflow)}parts/{kind}/", data)
    assert answer.status_code == 302, text_of(answer)
    return answer


def draft(workflow: Workflow) -> dict[str, Any]:
    return WorkflowVersion.objects.get(workflow=workflow, published_at=None).definition


def test_from_nothing_to_a_case_that_goes_by_it(browser, reported) -> None:
    team = TeamFactory(name="Parks crew", code="parks-crew", calendar=reported.council.calendar)
    browser.post("/desk/settings/workflows/new/", {"name": "Fetch it"})
    workflow = Workflow.objects.get(name="Fetch it")
    add(browser, workflow, "stages", name="Out on the street", status="in_progress", reached_from="received")
    add(browser, workflow, "tasks", what="Fetch the trolley", stage="out-on-the-street", team=team.code, required="on")
    add(
        browser,
        workflow,
        "tasks",
        what="Call the shop",
        stage="out-on-the-street",
        after="fetch-the-trolley",
        checklist="Called\nWritten down",
    )
    add(browser, workflow, "outcomes", label="Returned", **{"as": "fixed"}, letter="It is back at the shop.")
    page = text_of(browser.get(base(workflow)))
    assert "Fetch the trolley (Parks crew; must be done)" in page
    assert "Call the shop (the team of the case; after: Fetch the trolley)" in page
    browser.post(f"{base(workflow)}services/", {"service": reported.council.pothole.id})
    browser.post(f"{base(workflow)}changes/", {"publish": "yes"})
    reported.council.pothole.refresh_from_db()
    report = Report(reported.council.pothole, "web", description="A trolley", location=WEST_SQUARE, email="a@b.example")
    assert report_issue(report, actor=resident(None)).stage == "received"


def test_what_is_published_stays_as_it_is_until_the_draft_is(browser, workflow) -> None:
    browser.post(f"{base(workflow)}parts/stages/0/", {"name": "First look", "status": "in_progress"})
    assert current_version(workflow.id).definition == REPAIR
    assert draft(workflow)["stages"][0] == {"code": "inspect", "name": "First look", "status": "in_progress"}
    page = text_of(browser.get(f"{base(workflow)}changes/"))
    assert "First look: in work" in page
    assert "Inspection: in work" in page


def test_what_is_wrong_is_said_in_its_place_and_not_published(browser, workflow) -> None:
    browser.post(f"{base(workflow)}parts/moves/0/do/", {"do": "out"})
    assert "No move leads to “Ordered”" in text_of(browser.get(base(workflow)))
    browser.post(f"{base(workflow)}changes/", {"publish": "yes"})
    assert current_version(workflow.id).number == 1


def test_a_stage_goes_with_what_belongs_to_it(browser, workflow) -> None:
    browser.post(f"{base(workflow)}parts/stages/0/do/", {"do": "out"})
    left = draft(workflow)
    assert [one["code"] for one in left["stages"]] == ["contractor", "check"]
    assert "tasks" not in left
    assert all("inspect" not in (one["from"], one["to"]) for one in left["moves"])


def test_a_move_with_a_condition(browser, workflow) -> None:
    assert browser.get(f"{base(workflow)}parts/moves/0/").status_code == 200
    wrong = browser.post(f"{base(workflow)}parts/moves/0/", {"from": "inspect", "to": "inspect", "who": "team"})
    assert "A move leads to another stage" in text_of(wrong)
    twice = browser.post(f"{base(workflow)}parts/moves/0/", {"from": "contractor", "to": "check", "who": "team"})
    assert "There is a move between these two stages already" in text_of(twice)
    browser.post(f"{base(workflow)}parts/moves/0/", {"from": "inspect", "to": "check", "who": "team:finance"})
    assert draft(workflow)["moves"][0] == {"from": "inspect", "to": "check", "who": "team:finance"}


@pytest.mark.parametrize("kind", ["stages", "moves", "tasks", "cases", "outcomes"])
def test_saving_a_part_as_it_is_changes_nothing(browser, workflow, kind) -> None:
    page = browser.get(f"{base(workflow)}parts/{kind}/0/")
    form = page.context["form"]
    sent = {name: value for name in form.fields if (value := form.get_initial_for_field(form.fields[name], name))}
    browser.post(f"{base(workflow)}parts/{kind}/0/", {name: one for name, one in sent.items() if name != "condition"})
    assert not WorkflowVersion.objects.filter(workflow=workflow, published_at=None).exclude(definition=REPAIR).exists()


def test_unknown_parts_are_not_there(browser, workflow) -> None:
    for path in ("parts/nothing/", "parts/tasks/99/", "versions/7/"):
        assert browser.get(base(workflow) + path).status_code == 404
    assert browser.post(f"{base(workflow)}parts/tasks/99/do/", {"do": "out"}).status_code == 404


def test_running_cases_are_moved_with_a_preview(browser, workflow, reported) -> None:
    reported.council.pothole.workflow = workflow
    reported.council.pothole.save()
    report = Report(reported.council.pothole, "web", description="A hole", location=WEST_SQUARE, email="a@b.example")
    case = report_issue(report, actor=resident(None))
    browser.post(f"{base(workflow)}parts/tasks/", {"what": "Photograph it", "stage": "inspect"})
    browser.post(f"{base(workflow)}changes/", {"publish": "yes"})
    assert "Inspection" in text_of(browser.get(f"{base(workflow)}running/"))
    assert not case.tasks.filter(code="photograph-it").exists()
    browser.post(f"{base(workflow)}running/", {"goal-inspect": "inspect"})
    moved = Case.objects.get(pk=case.pk)
    assert (moved.workflow_version.number, moved.stage) == (2, "inspect")
    assert moved.tasks.filter(code="photograph-it", state="open").exists()
    assert moved.tasks.filter(code="measure").count() == 1
    assert "No case runs on an older version" in text_of(browser.get(f"{base(workflow)}running/"))


def test_the_page_costs_the_same_however_large_the_workflow(browser, workflow, django_assert_max_num_queries) -> None:
    with django_assert_max_num_queries(30):
        browser.get(base(workflow))


def test_what_residents_read_is_translated(browser, workflow) -> None:
    assert "1 text is missing" in text_of(browser.get(base(workflow)))
    path = "stages.contractor.letter"
    browser.post(f"{base(workflow)}languages/es/", {path: "Hola {name}, está encargado."})
    assert draft(workflow)["translations"]["es"] == {
        "stages.inspect.public": "Lo estamos mirando",
        path: "Hola {name}, está encargado.",
    }
    assert browser.get(f"{base(workflow)}languages/xx/").status_code == 404
    browser.post(f"{base(workflow)}languages/es/", {path: "Hola {nadie}"})
    assert "{nadie}" in text_of(browser.get(base(workflow)))
