"""Rules of retention and legal holds on the desk: seen before they are switched on, and who is held."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from heard.domain.cases.models import Case
from heard.domain.privacy.models import LegalHold, RetentionRule, RetentionRun
from heard.kernel import clock
from tests.flows.test_retention import closed_case, said_in
from tests.town.people import PersonFactory

if TYPE_CHECKING:
    from django.test import Client

pytestmark = pytest.mark.django_db

LIST = "/desk/settings/retention/"


def shown(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def added(administrator, **more: object) -> RetentionRule:
    given = {"kind": "messages", "service": "", "keep_days": "365"} | more
    assert administrator.post(f"{LIST}new/", given).status_code == 302
    return RetentionRule.objects.get(kind=given["kind"])


def test_a_rule_is_seen_before_it_is_switched_on(administrator) -> None:
    message = said_in(closed_case())
    rule = added(administrator)
    assert not rule.active
    page = f"{LIST}{rule.id}/preview/"
    before = shown(administrator, page)
    assert "The words of 1 message" in before
    assert message.conversation.case.reference in before
    administrator.post(page, {"switch": "on"})
    rule.refresh_from_db()
    assert rule.active
    assert "Switched on" in shown(administrator, page)
    administrator.post(f"{LIST}{rule.id}/", {"kind": "messages", "service": "", "keep_days": "40"})
    rule.refresh_from_db()
    assert (rule.keep_days, rule.active) == (40, False)


def test_a_confidential_case_is_not_named_by_a_preview(administrator) -> None:
    message = said_in(closed_case(confidential=True))
    page = shown(administrator, f"{LIST}{added(administrator).id}/preview/")
    assert "The words of 1 message" in page
    assert message.conversation.case.reference not in page


def test_people_are_led_to_and_not_named(administrator) -> None:
    person = PersonFactory(name="Quiet Quill", created_at=clock.now() - timedelta(days=800))
    page = shown(administrator, f"{LIST}{added(administrator, kind='people').id}/preview/")
    assert f"/desk/people/{person.id}/" in page
    assert "Quill" not in page


def test_mistakes_stand_beside_their_fields(administrator) -> None:
    answer = administrator.post(f"{LIST}new/", {"kind": "messages", "service": "", "keep_days": "3"})
    assert answer.status_code == 400
    assert not RetentionRule.objects.filter(kind="messages").exists()
    service = Case.objects.first().service_id
    answer = administrator.post(f"{LIST}new/", {"kind": "people", "service": str(service), "keep_days": "400"})
    assert "choose all services" in answer.content.decode()


def test_tonight_is_previewed_and_reported(administrator) -> None:
    said_in(closed_case())
    rule = added(administrator)
    RetentionRule.objects.filter(pk=rule.pk).update(active=True)
    administrator.post(f"{LIST}tonight/")
    RetentionRun.objects.create(counts={str(rule.id): 312}, ended_at=clock.now())
    page = shown(administrator, LIST)
    assert "nothing was removed" in page
    assert "The words of 312 messages" in page


def test_a_hold_is_placed_seen_and_ended(administrator, reported) -> None:
    case = reported.case
    place = f"/desk/privacy/holds/on-case/{case.reference}/"
    day = clock.now().date() + timedelta(days=100)
    given = {"review_on": day.isoformat()}
    assert administrator.post(place, {"reason": "", **given}).status_code == 400
    assert administrator.post(place, {"reason": "A court", **given}).status_code == 302
    hold = LegalHold.objects.get()
    assert (hold.case_id, hold.reason, hold.review_on) == (case.id, "A court", day)
    assert "A court" in shown(administrator, "/desk/privacy/holds/")
    assert "This is held already" in shown(administrator, place)
    banner = shown(administrator, f"/desk/cases/{case.reference}/")
    assert "Legal hold: nothing of this is removed" in banner
    assert "A court" not in banner
    administrator.post(f"/desk/privacy/holds/{hold.id}/end/")
    assert "Legal hold: nothing" not in shown(administrator, f"/desk/cases/{case.reference}/")


def test_agents_see_the_hold_and_place_none(agent, reported) -> None:
    LegalHold.objects.create(person=reported.case.person, reason="A court", review_on=date(2027, 1, 1))
    for page in (f"/desk/cases/{reported.case.reference}/", f"/desk/people/{reported.case.person_id}/"):
        seen = shown(agent, page)
        assert "Legal hold: nothing of this is removed" in seen
        assert "Place a legal hold" not in seen
        assert "/desk/privacy/holds/" not in seen


def test_a_hold_past_its_day_still_holds_and_presses(administrator, reported) -> None:
    LegalHold.objects.create(case_id=reported.case.id, reason="A court", review_on=date(2026, 1, 1))
    assert "Look at it now" in shown(administrator, "/desk/privacy/holds/")


def test_what_a_new_rule_lacks_is_said_in_plain_words(administrator) -> None:
    assert ">All services</option>" in shown(administrator, f"{LIST}new/")
    answer = administrator.post(f"{LIST}new/", {"service": "", "keep_days": "-5"}).content.decode()
    assert ">All services</option>" in answer
    assert "Choose what is kept" in answer
    assert "Enter 30 days or more" in answer
    answer = administrator.post(f"{LIST}new/", {"kind": "messages", "keep_days": "40000"}).content.decode()
    assert "Enter 36500 days or fewer" in answer
    answer = administrator.post(f"{LIST}new/", {"kind": "messages", "keep_days": "a year"}).content.decode()
    assert "Enter the days as a number" in answer
