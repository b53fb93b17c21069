"""The map of open cases: what the reader may see, clusters where there are many, the inbox's filters, the list."""

from __future__ import annotations

import re
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from heard.domain.cases.models import Case
from heard.domain.cases.queries.map import MOST_SINGLE
from heard.kernel.location import cell
from tests.town.cases import CaseFactory
from tests.town.catalogue import ServiceFactory
from tests.town.places import EAST_SQUARE, WEST_SQUARE
from tests.web.desk.pages import text_of

pytestmark = pytest.mark.django_db
BOX = "-73.1,41.2,-72.8,41.4"


def drawn(browser, **more: str) -> list[dict[str, object]]:
    query = urlencode({"bbox": BOX, "zoom": "12"} | more)
    return [one["properties"] for one in browser.get(f"/desk/map/cases.json?{query}").json()["features"]]


def placed(**columns):  # noqa: ANN003, ANN201 -- a case
    return CaseFactory(location=WEST_SQUARE, cell=cell(WEST_SQUARE), **columns)


def test_only_what_the_reader_may_see_is_drawn_or_listed(agent, stranger, client, reported) -> None:
    assert [one["id"] for one in drawn(agent)] == [reported.case.reference]
    assert drawn(stranger) == []
    assert reported.case.reference in text_of(agent.get("/desk/map/"))
    assert reported.case.reference not in text_of(stranger.get("/desk/map/"))
    assert client.get("/desk/map/").status_code == 302
    assert client.get(f"/desk/map/cases.json?bbox={BOX}").status_code == 302


def test_a_confidential_case_is_drawn_for_its_team_alone(agent, browser_of, reported) -> None:
    hidden = placed(team=reported.council.roads, confidential=True)
    assert hidden.reference not in [one["id"] for one in drawn(agent)]
    assert hidden.reference in [one["id"] for one in drawn(browser_of(reported.council.officer))]


def test_closed_cases_are_neither_drawn_nor_listed_whatever_is_asked(agent, reported) -> None:
    closed = placed(team=reported.council.roads, status="closed", outcome="fixed")
    for status in ("", "closed", "late"):
        assert closed.reference not in [one["id"] for one in drawn(agent, status=status)]
        assert closed.reference not in text_of(agent.get(f"/desk/map/?status={status}"))


def test_the_filters_of_the_inbox_narrow_map_and_list(agent, reported) -> None:
    lamp = placed(team=reported.council.roads, service=ServiceFactory(name="Street light", code="lamp"))
    assert [one["id"] for one in drawn(agent, service="lamp")] == [lamp.reference]
    page = agent.get("/desk/map/?service=lamp")
    assert re.findall(r'data-case="([\w-]+)"', page.content.decode()) == [lamp.reference]
    assert 'data-cells="/desk/map/cases.json?service=lamp"' in page.content.decode()


def test_what_lies_outside_the_box_is_not_drawn(agent, reported) -> None:
    CaseFactory(location=EAST_SQUARE, cell=cell(EAST_SQUARE), team=reported.council.roads)
    assert len(drawn(agent, bbox="-73.0,41.2,-72.9,41.4")) == 1


def test_many_become_clusters_that_say_how_many(agent, reported) -> None:
    CaseFactory.create_batch(MOST_SINGLE, team=reported.council.roads, location=WEST_SQUARE, cell=cell(WEST_SQUARE))
    features = drawn(agent)
    assert sum(one["count"] for one in features) == Case.objects.count()


@pytest.mark.parametrize(
    "query", ["", "bbox=1,2,3", "bbox=a,b,c,d", "bbox=2,1,1,2", "bbox=nan,0,1,1", f"bbox={BOX}&zoom=close"]
)
def test_a_box_that_is_none_is_refused(agent, reported, query) -> None:
    assert agent.get(f"/desk/map/cases.json?{query}").status_code == 400


def test_a_map_that_went_round_the_earth_still_answers(agent, reported) -> None:
    assert len(drawn(agent, bbox="-400,-100,400,100", zoom="-3")) == 1


def test_as_many_queries_for_fifty_as_for_one(agent, reported) -> None:
    urls = ("/desk/map/", f"/desk/map/cases.json?bbox={BOX}")
    counts = []
    for url in urls:
        with CaptureQueriesContext(connection) as queries:
            agent.get(url)
        counts.append(len(queries))
    for _n in range(49):
        placed(team=reported.council.roads)
    for url, before in zip(urls, counts, strict=True):
        with CaptureQueriesContext(connection) as queries:
            agent.get(url)
        assert len(queries) == before
