"""Lists that staff make themselves, in the browser."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from heard.domain.cases.models import SavedView
from heard.domain.cases.queries.saved_views import view_vocabulary
from tests.town.cases import CaseFactory
from tests.town.catalogue import ServiceFactory
from tests.town.conditions import typed
from tests.town.staff import StaffFactory, TeamFactory
from tests.web.desk.pages import text_of

if TYPE_CHECKING:
    from django.test import Client

    from heard.domain.cases.models import Case
    from heard.domain.teams.models import Staff

pytestmark = pytest.mark.django_db
NEW = "/desk/lists/new/"
POTHOLE = {"field": "service", "is": "pothole"}


@pytest.fixture
def agent() -> Staff:
    return StaffFactory(team=TeamFactory(name="Roads"))


@pytest.fixture
def browser(agent, browser_of) -> Client:
    return browser_of(agent)


def sent(condition=POTHOLE, **more: str) -> dict[str, object]:
    return {"name": "Holes", "order": "due", "shared": "me", **typed(condition, view_vocabulary()), **more}


def cases_of(agent) -> list[Case]:
    team = agent.memberships.get().team
    pothole, graffiti = ServiceFactory(code="pothole", name="Pothole"), ServiceFactory(name="Graffiti")
    return [CaseFactory(service=service, team=team) for service in (pothole, graffiti)]


def test_a_list_is_made_looked_into_and_kept(browser, agent) -> None:
    pothole, graffiti = cases_of(agent)
    looked = browser.post(NEW, sent(name="", look="yes"))
    assert (looked.status_code, "1 open case" in text_of(looked)) == (200, True)
    assert pothole.reference in text_of(looked)
    assert not SavedView.objects.exists()
    inbox = browser.post(NEW, sent(save="yes"), follow=True)
    page = text_of(inbox)
    assert pothole.reference in page
    assert graffiti.reference not in page
    assert "Holes" in page
    view = SavedView.objects.get()
    assert (view.owner, view.condition) == (agent, {"all": [POTHOLE]})


def test_the_filters_of_the_inbox_become_a_list(browser, agent) -> None:
    cases_of(agent)
    page = browser.get(f"{NEW}?view=all&service=pothole&status=late&priority=high").content.decode()
    assert "The service is Pothole, the case is late and the priority is High." in page


def test_filters_narrow_a_list_and_stay_with_it(browser, agent) -> None:
    cases_of(agent)
    view = SavedView.objects.create(name="All of ours", owner=agent)
    page = text_of(browser.get(f"/desk/?view={view.id}&service=pothole"))
    assert "All of ours" in page
    assert "Take away a filter above" not in page
    assert page.count("HRD-") == 1


def test_a_list_is_changed_and_removed_by_its_owner(browser, agent, browser_of) -> None:
    cases_of(agent)
    view = SavedView.objects.create(name="Ours", owner=agent, team=agent.memberships.get().team)
    colleague = browser_of(StaffFactory(team=agent.memberships.get().team))
    assert "Ours" in text_of(colleague.get("/desk/"))
    assert colleague.get(f"/desk/lists/{view.id}/").status_code == 403
    assert browser.post(f"/desk/lists/{view.id}/", sent(shared="me")).status_code == 302
    assert "Ours" not in text_of(colleague.get("/desk/"))
    assert browser.post(f"/desk/lists/{view.id}/remove/").status_code == 302
    assert not SavedView.objects.exists()


def test_a_list_whose_question_is_gone_says_so(browser, agent) -> None:
    view = SavedView.objects.create(name="Old", owner=agent, condition={"field": "answers.gone", "is": 1})
    answer = browser.get(f"/desk/?view={view.id}")
    assert answer.status_code == 200
    assert "There is nothing called “answers.gone” here." in text_of(answer)
    assert browser.get(f"/desk/lists/{view.id}/").status_code == 200
