"""What residents are offered: by department, season, place and age; and what they are told where it is not for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from heard.domain.cases.models import Case, Draft, Origin
from heard.domain.catalogue.models import LifeEvent, Service
from heard.domain.catalogue.queries import offered
from heard.flows.report_issue import Report, report_issue
from heard.kernel.actor import resident as a_resident
from heard.kernel.actor import staff
from heard.kernel.errors import InvalidInput
from tests.town.catalogue import ServiceFactory
from tests.town.places import WEST_SQUARE
from tests.web.desk.pages import text_of

if TYPE_CHECKING:
    from django.test import Client

    from tests.town.council import Council
    from tests.web.portal.resident import Resident


def changed(service: Service, **columns: object) -> Service:
    for name, value in columns.items():
        setattr(service, name, value)
    service.save()
    return service


def test_a_department_that_is_not_live_offers_nothing(council: Council, client: Client) -> None:
    changed(council.pothole, department=council.roads.department)
    assert "Pothole" in text_of(client.get("/"))
    council.roads.department.live = False
    council.roads.department.save()
    assert "Pothole" not in text_of(client.get("/"))
    assert "Pothole" not in text_of(client.get("/services/", {"q": "hole in the road"}))
    assert client.get("/services/pothole/").status_code == 404
    assert client.get("/report/?service=pothole").status_code == 302
    assert offered() == []


def test_staff_practise_before_their_department_is_live(council: Council) -> None:
    council.roads.department.live = False
    council.roads.department.save()
    service = changed(council.pothole, department=council.roads.department)
    report = Report(service, Origin.PHONE, description="A hole", location=WEST_SQUARE)
    assert report_issue(report, actor=staff(council.agent.id)).service == service


def test_out_of_season_it_is_found_and_says_when_it_begins_again(council: Council, client: Client) -> None:
    changed(council.pothole, season_from="04-01", season_until="10-31")
    assert "Pothole" not in text_of(client.get("/"))
    assert 'href="/services/pothole/"' in client.get("/services/", {"q": "pothole"}).content.decode()
    page = client.get("/services/pothole/")
    assert "We do this from 1 April to 31 October. You can ask again from 1 April 2027." in text_of(page)
    assert "Start" not in text_of(page)
    assert client.get("/report/?service=pothole")["Location"] == "/services/pothole/"
    with pytest.raises(InvalidInput, match="1 April 2027"):
        report_issue(Report(council.pothole, Origin.WEB, location=WEST_SQUARE), actor=a_resident(None))


def test_a_place_elsewhere_is_refused_and_can_be_changed(council: Council, client: Client, resident: Resident) -> None:
    changed(council.pothole, areas=["elsewhere"])
    answer = client.post("/report/?service=pothole", {"lon": WEST_SQUARE.lon, "lat": WEST_SQUARE.lat})
    assert answer.status_code == 400
    assert "We do this in elsewhere only." in text_of(answer)
    changed(council.pothole, areas=[])
    draft = resident.begin(lon=WEST_SQUARE.lon, lat=WEST_SQUARE.lat)
    changed(council.pothole, areas=["elsewhere"])
    assert client.get(f"{draft}details/")["Location"] == f"{draft}place/"
    assert client.get(f"{draft}place/").status_code == 200


def test_the_age_is_asked_first_and_not_kept_with_the_case(council: Council, client: Client) -> None:
    changed(council.pothole, age_from=60)
    assert client.get("/report/?service=pothole")["Location"] == "/services/pothole/"
    assert "How old is the person" in text_of(client.get("/services/pothole/"))
    refused = client.post("/services/pothole/", {"age": "59"})
    assert refused.status_code == 400
    assert "This is for people aged 60 or older." in text_of(refused)
    assert not Draft.objects.exists()
    begun = client.post("/services/pothole/", {"age": "60"})["Location"]
    assert begun.endswith("/place/")
    draft = begun.removesuffix("place/")
    client.post(begun, {"lon": WEST_SQUARE.lon, "lat": WEST_SQUARE.lat})
    client.post(f"{draft}details/", {"description": "A deep hole"})
    client.post(f"{draft}photos/")
    client.post(f"{draft}contact/")
    assert client.post(f"{draft}check/")["Location"] == f"{draft}sent/"
    assert Case.objects.get().service == council.pothole


def test_a_report_without_the_age_is_refused(council: Council) -> None:
    service = changed(council.pothole, age_from=60)
    with pytest.raises(InvalidInput, match="how old"):
        report_issue(Report(service, Origin.WEB, location=WEST_SQUARE), actor=a_resident(None))
    assert not Case.objects.exists()


def test_what_only_informs_has_a_page_and_no_report(council: Council, client: Client) -> None:
    changed(council.pothole, information_only=True, information="Ask the county.\n\nIt owns this road.")
    page = client.get("/services/pothole/")
    assert "It owns this road." in text_of(page)
    assert "Start" not in text_of(page)
    assert "/services/pothole/" in client.get("/").content.decode()
    assert client.get("/report/?service=pothole")["Location"] == "/services/pothole/"


def test_a_service_page_says_fee_and_promise(council: Council, client: Client) -> None:
    changed(council.pothole, fee="£42 a year")
    page = text_of(client.get("/services/pothole/"))
    assert "£42 a year" in page
    assert "within 5 working days" in page
    assert client.get("/services/nothing/").status_code == 404


def test_a_time_of_life_brings_services_together(council: Council, client: Client) -> None:
    event = LifeEvent.objects.create(name="Moving house", code="moving-house")
    LifeEvent.objects.create(name="Retiring", code="retiring")
    event.services.add(council.pothole, ServiceFactory(name="Gas lamps", active=False))
    home = text_of(client.get("/"))
    assert "Moving house" in home
    assert "Retiring" not in home  # it brings nothing together
    page = text_of(client.get("/life/moving-house/"))
    assert "Pothole" in page
    assert "Gas lamps" not in page
    assert client.get("/life/retiring/").status_code == 404
