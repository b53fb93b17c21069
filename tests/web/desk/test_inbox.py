"""The inbox: its lists, its filters as words, its search, and how little it asks of the database."""

from __future__ import annotations

import re
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from heard.domain.cases.models import Case
from heard.kernel import clock
from tests.town.cases import CaseFactory
from tests.town.staff import StaffFactory
from tests.web.desk.pages import text_of

pytestmark = pytest.mark.django_db
MOST_QUERIES = 20


def references(answer) -> list[str]:
    """The cases of the list, in order."""
    return re.findall(r'class="heard-row__link" id="[^"]+" href="/desk/cases/([\w-]+)/', answer.content.decode())


def test_each_list_holds_what_its_name_says(browser_of, reported) -> None:
    council = reported.council
    otis = browser_of(council.officer)
    mine = CaseFactory(team=council.roads, owner=council.officer)
    others = CaseFactory(team=council.roads, owner=StaffFactory(team=council.roads))
    soon = CaseFactory(
        team=council.roads, owner=others.owner, warn_at=clock.now(), resolve_by=clock.now() + timedelta(hours=1)
    )
    elsewhere = CaseFactory()
    here = reported.case.reference
    Case.objects.filter(reference=here).update(respond_by=None, resolve_by=clock.now() + timedelta(days=9))
    lists = {
        view: set(references(otis.get(f"/desk/?view={view}"))) for view in ("mine", "team", "unassigned", "soon", "all")
    }
    assert lists["mine"] == {mine.reference}
    assert lists["team"] == lists["all"] == {mine.reference, others.reference, soon.reference, here}
    assert lists["unassigned"] == {here}
    assert lists["soon"] == {soon.reference}
    assert elsewhere.reference not in set.union(*lists.values())


def test_the_first_list_is_ones_own(browser_of, reported) -> None:
    mine = CaseFactory(team=reported.council.roads, owner=reported.council.officer)
    answer = browser_of(reported.council.officer).get("/desk/")
    assert references(answer) == [mine.reference]


def test_pages_follow_one_another_without_gaps_or_repeats(agent, reported) -> None:
    made = {case.reference for case in CaseFactory.create_batch(60, team=reported.council.roads)} | {
        reported.case.reference
    }
    seen: list[str] = []
    url = "/desk/?view=all"
    while url:
        answer = agent.get(url)
        seen += references(answer)
        older = re.search(r'href="(\?[^"]*after=[^"]+)" rel="next"', answer.content.decode())
        url = "/desk/" + older[1].replace("&amp;", "&") if older else ""
    assert len(seen) == len(set(seen)) == 61
    assert set(seen) == made


def test_filters_are_said_in_words_and_each_can_be_taken_away(agent, reported) -> None:
    council = reported.council
    light = CaseFactory(team=council.roads)
    url = f"/desk/?view=all&service={council.pothole.code}&team={council.roads.code}&status=open"
    answer = agent.get(url)
    assert references(answer) == [reported.case.reference]
    page = text_of(answer)
    assert "Pothole × Take away Pothole · Roads North × Take away Roads North · Open" in page
    without_service = f"?view=all&amp;team={council.roads.code}&amp;status=open"
    assert without_service in answer.content.decode()
    assert light.reference in references(agent.get(f"/desk/{without_service.replace('&amp;', '&')}"))


@pytest.mark.parametrize("place", ["/desk/", "/desk/map/"])
def test_words_to_filter_by_never_stand_in_a_url(agent, reported, place) -> None:
    page = agent.get(place).content.decode()
    assert f'<form method="post" action="{place}">' in page
    chosen = {"q": " Bus stop ", "service": reported.council.pothole.code, "team": "", "status": "received"}
    listed = agent.post(place, {"view": "all", **chosen})["Location"]
    assert re.search("bus|stop", listed, re.IGNORECASE) is None
    assert f"&service={reported.council.pothole.code}&status=received" in listed
    assert "team=" not in listed
    answer = agent.get(listed)
    assert reported.case.reference in text_of(answer)
    assert "“Bus stop” × Take away “Bus stop” · Pothole" in text_of(answer)
    assert 'value="Bus stop"' in answer.content.decode()
    links = re.findall(r'(?:href|hx-get|data-[a-z]+|action)="([^"]*)"', answer.content.decode())
    assert [link for link in links if re.search("bus.?stop", link, re.IGNORECASE)] == []


def test_words_that_are_filtered_by_again_are_sealed_once(agent) -> None:
    listed = agent.post("/desk/", {"q": "bus stop"})["Location"]
    again = agent.post("/desk/", {"q": parse_qs(urlsplit(listed).query)["q"][0], "view": "all"})["Location"]
    assert "“bus stop”" in text_of(agent.get(again))


def test_a_filter_nobody_offers_narrows_nothing(agent, reported) -> None:
    assert reported.case.reference in references(agent.get("/desk/?view=all&service=gone&status=odd&after=broken"))


def test_a_reference_in_the_search_leads_straight_to_its_case(agent, stranger, reported) -> None:
    typed = reported.case.reference.lower().replace("-", " ")
    assert agent.get("/desk/", {"q": typed})["Location"] == reported.url
    assert stranger.get("/desk/", {"q": typed}).status_code == 200


def test_words_and_addresses_are_found_by_those_who_may_see_them(agent, stranger, reported) -> None:
    for words in ("bus stop", "elm street"):
        assert references(agent.get("/desk/", {"q": words})) == [reported.case.reference]
        assert references(stranger.get("/desk/", {"q": words})) == []


def test_a_list_asks_the_database_as_often_for_fifty_cases_as_for_one(agent, reported) -> None:
    agent.get("/desk/?view=all")
    with CaptureQueriesContext(connection) as one:
        agent.get("/desk/?view=all")
    CaseFactory.create_batch(50, team=reported.council.roads, owner=reported.council.officer, resolve_by=clock.now())
    with CaptureQueriesContext(connection) as fifty:
        assert len(references(agent.get("/desk/?view=all"))) == 50
    assert len(fifty) == len(one) <= MOST_QUERIES


def test_htmx_gets_the_list_alone(agent, reported) -> None:
    answer = agent.get("/desk/?view=all", headers={"HX-Request": "true", "HX-Target": "inbox-list"})
    assert references(answer) == [reported.case.reference]
    assert "<html" not in answer.content.decode()


def test_an_open_case_keeps_the_list_it_came_from(agent, reported) -> None:
    other = CaseFactory(team=reported.council.roads)
    answer = agent.get(f"{reported.url}?view=unassigned")
    assert other.reference in references(answer)
    assert f"/desk/cases/{other.reference}/?view=unassigned" in answer.content.decode()


def test_counts_stop_where_people_stop_reading(agent, reported) -> None:
    rows = [
        Case(
            reference=f"X-{number}", service=reported.council.pothole, origin="web", team=reported.council.roads,
            department=reported.council.roads.department,
        )
        for number in range(120)
    ]  # fmt: skip
    Case.objects.bulk_create(rows)
    assert "99+ Unassigned" in text_of(agent.get("/desk/"))
