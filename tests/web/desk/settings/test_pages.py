"""What all parts of the settings share: who may, lists, forms, order, a fixed number of queries."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from heard.domain.automation.operations import add_automation
from heard.domain.catalogue.models import Service
from heard.domain.catalogue.operations import add_life_event
from heard.domain.conversations.models import ReplyTemplate
from heard.domain.journal.models import Entry
from heard.domain.knowledge.operations import add_article
from heard.domain.routing.models import Rule
from heard.domain.teams.models import Department
from heard.domain.workflows.operations import add_workflow
from heard.kernel.actor import SYSTEM
from heard.web.desk.settings.sections import SECTIONS
from tests.town.assets import LayerFactory
from tests.town.catalogue import ServiceFactory, asking
from tests.town.consent import SendingRuleFactory, TopicFactory, WordingFactory
from tests.town.places import AreaFactory
from tests.town.staff import StaffFactory, TeamFactory
from tests.web.desk.pages import text_of

if TYPE_CHECKING:
    from heard.domain.automation.models import Automation

pytestmark = pytest.mark.django_db


def row_of(slug: str):  # noqa: ANN201 -- a row of any table
    """Some row of this part; prepared answers have none in the small council."""
    if slug == "replies":
        return ReplyTemplate.objects.create(name="Thanks", text="Thank you, {name}.")
    return SECTIONS[slug].rows().first() or MADE[slug](0)


def an_automation(number: int) -> Automation:
    steps = [{"step": "tag", "add": ["new"]}]
    names = {"name": f"Automation {number}", "code": f"automation-{number}"}
    return add_automation(**names, trigger={"on": "case.opened"}, steps=steps, actor=SYSTEM)


MADE = {
    "topics": lambda _number: TopicFactory(),
    "wordings": lambda _number: WordingFactory(),
    "restraints": lambda _number: SendingRuleFactory(),
    "articles": lambda number: add_article(title=f"Article {number}", text="On Mondays.", actor=SYSTEM),
    "automations": an_automation,
    "layers": lambda _number: LayerFactory(),
    "life-events": lambda number: add_life_event(name=f"Event {number}", code=f"event-{number}", actor=SYSTEM),
    "questionnaires": lambda _number: asking({"code": "deep"}),
    "workflows": lambda number: add_workflow(name=f"Workflow {number}", code=f"workflow-{number}", actor=SYSTEM),
}
MANY = ("articles", "automations", "layers", "life-events", "workflows")


def test_nobody_but_administrators_opens_or_changes_anything(agent, stranger, client, reported) -> None:
    service = reported.council.pothole
    paths = ["", f"services/{service.id}/targets/", f"services/{service.id}/questions/"]
    paths += [f"staff/{reported.council.officer.id}/invite/"]
    for slug in SECTIONS:
        row = row_of(slug)
        paths += [f"{slug}/", f"{slug}/new/", f"{slug}/{row.id}/", f"{slug}/{row.id}/move/"]
    before = Entry.objects.count()
    for path in paths:
        for browser, status in ((agent, {403, 405}), (stranger, {403, 405}), (client, {302, 405})):
            assert browser.get(f"/desk/settings/{path}").status_code in status, path
            assert browser.post(f"/desk/settings/{path}", {"name": "Mine now"}).status_code in status, path
    assert Entry.objects.count() == before
    assert "Settings" not in text_of(agent.get("/desk/"))


def test_an_administrator_opens_everything(administrator, reported) -> None:
    page = text_of(administrator.get("/desk/settings/"))
    for slug, section in SECTIONS.items():
        assert str(section.title) in page
        assert administrator.get(f"/desk/settings/{slug}/").status_code == 200
        assert administrator.get(f"/desk/settings/{slug}/{row_of(slug).id}/").status_code == 200
        assert administrator.get(f"/desk/settings/{slug}/new/").status_code == (200 if section.add else 404)
    assert administrator.get("/desk/settings/nonsense/").status_code == 404


def test_what_is_added_stands_in_the_list_and_in_the_journal(administrator, chief) -> None:
    answer = administrator.post("/desk/settings/departments/new/", {"name": "Parks & trees", "active": "on"})
    added = Department.objects.get(name="Parks & trees")
    assert answer["Location"] == f"/desk/settings/departments/{added.id}/"
    assert added.code == "parks-trees"
    entry = Entry.objects.get(kind="department.added")
    assert (entry.subject_id, entry.actor_id) == (added.id, chief.id)
    assert "Parks & trees" in text_of(administrator.get("/desk/settings/departments/"))


def test_a_name_twice_is_refused_beside_the_field(administrator, reported) -> None:
    answer = administrator.post("/desk/settings/departments/new/", {"name": "Roads"})
    assert answer.status_code == 400
    assert "already exists" in text_of(answer)


def test_a_change_is_told_by_the_names_of_its_columns_alone(administrator, reported) -> None:
    roads = reported.council.roads.department
    administrator.post(f"/desk/settings/departments/{roads.id}/", {"name": "Highways", "active": "on"})
    roads.refresh_from_db()
    assert roads.name == "Highways"
    assert Entry.objects.get(kind="department.changed").data == {"fields": ["name"]}


def test_nothing_changed_is_nothing_written(administrator, reported) -> None:
    roads = reported.council.roads.department
    administrator.post(f"/desk/settings/departments/{roads.id}/", {"name": "Roads", "active": "on"})
    assert not Entry.objects.filter(kind="department.changed").exists()


def test_rows_move_up_and_down_and_stop_at_the_ends(administrator, reported) -> None:
    first = reported.council.pothole
    second = ServiceFactory(group=first.group, name="Street light", position=1)

    def order() -> list[str]:
        return list(Service.objects.filter(group=first.group).values_list("name", flat=True))

    assert "Up : Street light" in text_of(administrator.get("/desk/settings/services/"))
    administrator.post(f"/desk/settings/services/{second.id}/move/", {"step": "up"})
    assert order() == ["Street light", "Pothole"]
    administrator.post(f"/desk/settings/services/{second.id}/move/", {"step": "up"})
    assert order() == ["Street light", "Pothole"]
    administrator.post(f"/desk/settings/services/{second.id}/move/", {"step": "down"})
    assert order() == ["Pothole", "Street light"]


@pytest.mark.parametrize("slug", SECTIONS)
def test_as_many_queries_for_fifty_as_for_few(slug, administrator, reported) -> None:
    url = f"/desk/settings/{slug}/"
    row_of(slug)
    with CaptureQueriesContext(connection) as few:
        administrator.get(url)
    for number in range(49):
        team = TeamFactory()
        StaffFactory(team=team)
        service = ServiceFactory(questionnaire=asking({"code": "deep"}))
        condition = {"all": [{"field": "service", "is": service.code}, {"field": "area", "is_empty": False}]}
        Rule.objects.create(position=number + 2, name=f"Rule {number}", condition=condition, team=team)
        ReplyTemplate.objects.create(name=f"Answer {number}", text="Hello", service=service)
        AreaFactory()
        for other in MANY:
            MADE[other](number + 1)
    with CaptureQueriesContext(connection) as many:
        administrator.get(url)
    assert len(many) == len(few)
