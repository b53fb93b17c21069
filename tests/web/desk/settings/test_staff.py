"""Staff: invited by a link that works once, put into teams, let go."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from heard.domain.journal.models import Entry
from heard.domain.teams.models import Membership, Role, Staff
from tests.town.staff import PASSWORD, StaffFactory
from tests.web.desk.pages import text_of

pytestmark = pytest.mark.django_db
NEW = "/desk/settings/staff/new/"
CHOSEN = "seven grey geese upstream"


def form(council, **more: str) -> dict[str, str]:
    data = {"name": "Nia New", "email": "Nia@council.example.org", "is_active": "on"}
    return data | {f"role_{council.roads.id}": Role.OFFICER.value} | more


def link_for(administrator, person) -> str:
    page = administrator.post(f"/desk/settings/staff/{person.id}/invite/").content.decode()
    return re.search(r'value="[^"]*(/desk/welcome/[^"]+)"', page)[1]


def test_somebody_invited_chooses_a_password_once_and_signs_in(administrator, reported) -> None:
    administrator.post(NEW, form(reported.council))
    nia = Staff.objects.get(email="nia@council.example.org")
    assert not nia.has_usable_password()
    assert Membership.objects.get(staff=nia).role == Role.OFFICER
    link = link_for(administrator, nia)
    visitor = Client()
    assert visitor.post(link, {"password": "short"}).status_code == 400
    assert visitor.post(link, {"password": CHOSEN}).status_code == 302
    assert visitor.get(link).status_code == 404
    signed = visitor.post("/desk/sign-in/", {"email": nia.email, "password": CHOSEN})
    assert signed["Location"] == "/desk/"


def test_a_link_for_one_opens_nothing_for_another(administrator, reported) -> None:
    link = link_for(administrator, reported.council.officer)
    forged = link.replace(str(reported.council.officer.id), str(reported.council.agent.id))
    assert Client().get(forged).status_code == 404
    assert Client().get(link[:-2] + "x/").status_code == 404


def test_the_link_dies_with_the_account(administrator, reported) -> None:
    link = link_for(administrator, reported.council.officer)
    Staff.objects.filter(pk=reported.council.officer.pk).update(is_active=False)
    assert Client().get(link).status_code == 404


def test_no_page_shows_a_password_and_no_entry_a_name(administrator, reported) -> None:
    person = StaffFactory(password=PASSWORD)
    page = administrator.get(f"/desk/settings/staff/{person.id}/").content.decode()
    assert person.password not in page
    administrator.post(NEW, form(reported.council))
    written = str(list(Entry.objects.filter(kind__startswith="staff.").values_list("data", flat=True)))
    assert "nia" not in written.lower()


def test_who_is_let_go_is_out_at_once(administrator, browser_of, reported) -> None:
    otis = reported.council.officer
    browser = browser_of(otis)
    assert browser.get("/desk/").status_code == 200
    data = form(reported.council, name=otis.name, email=otis.email)
    data.pop("is_active")
    assert administrator.post(f"/desk/settings/staff/{otis.id}/", data).status_code == 302
    assert browser.get("/desk/").status_code == 302


def test_roles_are_exactly_what_was_chosen(administrator, reported) -> None:
    otis = reported.council.officer
    data = {"name": otis.name, "email": otis.email, "is_active": "on"}
    centre = {f"role_{reported.council.contact_centre.id}": Role.MANAGER.value}
    administrator.post(f"/desk/settings/staff/{otis.id}/", data | centre)
    assert list(Membership.objects.filter(staff=otis).values_list("team__name", "role")) == [
        ("Contact centre", Role.MANAGER)
    ]


def test_nobody_locks_themselves_out(administrator, chief) -> None:
    answer = administrator.post(f"/desk/settings/staff/{chief.id}/", {"name": chief.name, "email": chief.email})
    assert answer.status_code == 400
    assert "cannot lock yourself out" in text_of(answer)
    chief.refresh_from_db()
    assert chief.is_administrator
    assert chief.is_active


def test_an_address_is_one_persons(administrator, reported) -> None:
    answer = administrator.post(NEW, form(reported.council, email="ANA@council.example.org"))
    assert answer.status_code == 400
    assert "Somebody has this address already" in text_of(answer)
