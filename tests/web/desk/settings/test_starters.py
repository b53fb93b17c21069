"""Starting from a catalogue: some services or all, with or without those who work on them; what is there stays."""

from __future__ import annotations

import pytest

from heard.domain.catalogue.models import Service, ServiceGroup
from heard.domain.configuration.models import Applied
from heard.domain.questions.models import Questionnaire
from heard.domain.routing.models import Rule
from heard.domain.teams.models import Calendar, Department, Team
from tests.web.desk.pages import text_of

pytestmark = pytest.mark.django_db
URL = "/desk/settings/starters/uk-council/"


def test_the_catalogues_are_offered(administrator) -> None:
    page = text_of(administrator.get("/desk/settings/starters/"))
    assert "A council in the United Kingdom" in page
    assert "A city in North America" in page
    assert administrator.get("/desk/settings/starters/nowhere/").status_code == 404


def test_nothing_is_ticked_until_somebody_ticks_it_or_all_or_a_group_or_none(administrator) -> None:
    def ticked(**sent: str | list[str]) -> int:
        page = administrator.post(URL, sent) if sent else administrator.get(URL)
        return sum(len(page.context["form"][name].value() or ()) for name in page.context["form"].shelves)

    waste = len(administrator.get(URL).context["form"].fields["shelf_waste"].choices)
    assert ticked() == 0
    assert ticked(tick="all") == 59  # a pothole is there already
    assert ticked(tick="shelf_waste", shelf_roads=["pavement"]) == waste + 1
    assert ticked(tick="none", shelf_roads=["pavement"]) == 0
    kept = administrator.post(URL, {"tick": "all", "keepers": "on"}).context["form"]
    assert kept["keepers"].value()
    assert not administrator.post(URL, {"tick": "all"}).context["form"]["keepers"].value()
    assert not Applied.objects.exists()


def test_it_is_taken_below_the_list(administrator) -> None:
    page = text_of(administrator.get(URL))
    assert page.index("Missed bin collection") < page.index("Take these")


def test_some_services_come_with_what_they_need_alone(administrator) -> None:
    data = {"shelf_waste": ["missed-bin"], "take": "yes"}
    assert administrator.post(URL, data)["Location"] == "/desk/settings/services/"
    service = Service.objects.get(code="missed-bin")
    assert (service.department, service.group.code) == (None, "waste")
    assert service.questionnaire.code == "missed-bin"
    assert [event.code for event in service.life_events.all()] == ["moving-house"]
    assert Questionnaire.objects.exclude(code="").count() == 1
    assert not Department.objects.filter(code="waste").exists()
    assert Applied.objects.count() == 1


def test_with_those_who_work_on_them_a_case_finds_its_team(administrator) -> None:
    administrator.post(URL, {"shelf_waste": ["missed-bin"], "keepers": "on", "take": "yes"})
    assert Service.objects.get(code="missed-bin").department.code == "waste"
    assert list(Team.objects.filter(department__code="waste").values_list("code", flat=True)) == ["collections"]
    assert not Calendar.objects.filter(name="Office hours").exists()  # the depot's hours are all it needs
    assert Rule.objects.get(name="Bins and recycling").team.code == "collections"
    assert not Rule.objects.filter(name="Parking").exists()
    assert Department.objects.filter(serves_everyone=True).count() == 1  # the council's own


def test_what_is_there_stays_as_it_is(administrator, reported) -> None:
    ServiceGroup.objects.create(code="roads", name="Our roads")
    page = text_of(administrator.get(URL))
    assert "A hole in the road" not in page  # there is a pothole already
    administrator.post(URL, {"shelf_roads": ["pavement"], "keepers": "on", "take": "yes"})
    assert Service.objects.get(code="pavement").group.name == "Our roads"
    reported.council.roads.refresh_from_db()
    assert reported.council.roads.name == "Roads North"


def test_looking_first_changes_nothing(administrator) -> None:
    page = administrator.post(URL, {"shelf_waste": ["missed-bin"], "look": "yes"})
    assert page.status_code == 200
    assert "Service “Missed bin collection” is new" in text_of(page)
    assert not Service.objects.filter(code="missed-bin").exists()
    assert not Applied.objects.exists()


def test_nothing_chosen_is_told(administrator) -> None:
    page = administrator.post(URL, {"take": "yes"})
    assert page.status_code == 400
    assert "Choose at least one service." in text_of(page)


def test_a_name_that_is_taken_is_told_and_nothing_is_changed(administrator) -> None:
    ServiceGroup.objects.create(code="our-bins", name="Bins and recycling")
    page = administrator.post(URL, {"shelf_waste": ["missed-bin"], "take": "yes"})
    assert page.status_code == 400
    assert "This does not fit what you have." in text_of(page)
    assert not Service.objects.filter(code="missed-bin").exists()
