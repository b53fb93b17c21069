"""Services: what they are, what they promise, what they ask."""

from __future__ import annotations

import pytest

from heard.domain.cases.models import Case
from heard.domain.catalogue.models import LifeEvent, Service, Target
from heard.domain.conversations.queries.public_story import public_steps_of
from heard.domain.conversations.queries.timeline import timeline_of
from heard.domain.journal.models import Entry
from heard.flows.close_case import close_case
from heard.flows.recompute_deadlines import recompute_deadlines
from heard.kernel.actor import staff
from tests.web.desk.pages import text_of

pytestmark = pytest.mark.django_db


def test_every_column_of_a_service_is_kept(administrator, reported) -> None:
    group = reported.council.pothole.group
    data = {
        "name": "Missed bin", "group": str(group.id), "description": "Not emptied", "words": "garbage\ntrash",
        "icon": "bin", "default_priority": "high", "needs_contact": "on", "confidential": "on",
        "duplicate_radius_m": "20", "duplicate_days": "3", "reopen_days": "7", "active": "on",
        "season_from": "1 March", "season_until": "30 Nov", "areas": [reported.council.area.code], "age_from": "18",
        "fee": "£42 a year", "information": "Bins are green.", "closers": "manager", "at_home": "on",
        "department": str(reported.council.roads.department_id),
    }  # fmt: skip
    assert administrator.post("/desk/settings/services/new/", data).status_code == 302
    made = Service.objects.get(code="missed-bin")
    assert (made.words, made.icon, made.default_priority) == ("garbage\ntrash", "bin", "high")
    assert (made.needs_location, made.needs_contact, made.confidential) == (False, True, True)
    assert (made.duplicate_radius_m, made.duplicate_days, made.reopen_days) == (20, 3, 7)
    assert (made.season_from, made.season_until, made.areas) == ("03-01", "11-30", [reported.council.area.code])
    assert (made.age_from, made.age_until, made.fee, made.information) == (18, None, "£42 a year", "Bins are green.")
    assert (made.closers, made.at_home, made.department) == ("manager", True, reported.council.roads.department)
    page = administrator.get(f"/desk/settings/services/{made.id}/").content.decode()
    assert 'value="1 March"' in page
    assert "1 March to 30 November" in text_of(administrator.get("/desk/settings/services/"))


def test_a_day_that_is_none_is_told_beside_its_field(administrator, reported) -> None:
    pothole = reported.council.pothole
    data = {"name": "Pothole", "group": str(pothole.group_id), "season_from": "31 April", "season_until": "May"}
    answer = administrator.post(f"/desk/settings/services/{pothole.id}/", data)
    assert answer.status_code == 400
    assert text_of(answer).count("Enter a day and a month") == 4  # beside both, and above the form


def test_a_time_of_life_brings_services_together(administrator, reported) -> None:
    assert administrator.post("/desk/settings/life-events/new/", {"name": "Moving house"}).status_code == 302
    event = LifeEvent.objects.get(code="moving-house")
    data = {"name": "Moving house", "icon": "home", "services": [str(reported.council.pothole.id)]}
    assert administrator.post(f"/desk/settings/life-events/{event.id}/", data).status_code == 302
    assert list(event.services.all()) == [reported.council.pothole]
    entry = Entry.objects.get(kind="life_event.changed")
    assert entry.data == {"fields": ["icon", "services"]}


def test_a_changed_promise_moves_open_cases_and_says_so(administrator, reported) -> None:
    pothole, case = reported.council.pothole, reported.case
    before = Case.objects.get(pk=case.pk).resolve_by
    url = f"/desk/settings/services/{pothole.id}/targets/"
    answer = administrator.post(url, {"first_response_": "8h", "resolution_": "12d", "resolution_urgent": "1d"})
    assert answer.status_code == 302
    assert Target.objects.get(service=pothole, priority="").resolution == "12d"
    assert recompute_deadlines("service", pothole.id) == 1
    case.refresh_from_db()
    assert case.resolve_by > before
    assert any("dates moved" in item.words for item in timeline_of(case))
    assert any("date has moved" in step.words for step in public_steps_of(case))
    assert recompute_deadlines("service", pothole.id) == 0
    assert Entry.objects.filter(kind="case.dates_changed").count() == 1


def test_closed_cases_keep_their_dates(administrator, reported) -> None:
    case = close_case(reported.case, outcome="fixed", text="Done", actor=staff(reported.council.agent.id))
    before = list(case.clocks.values_list("kind", "due_at", "verdict"))
    url = f"/desk/settings/services/{reported.council.pothole.id}/targets/"
    administrator.post(url, {"first_response_": "1h", "resolution_": "1d"})
    assert recompute_deadlines("service", reported.council.pothole.id) == 0
    assert list(case.clocks.values_list("kind", "due_at", "verdict")) == before


def test_a_target_that_is_none_is_told_beside_its_field(administrator, reported) -> None:
    url = f"/desk/settings/services/{reported.council.pothole.id}/targets/"
    answer = administrator.post(url, {"resolution_": "soon"})
    assert answer.status_code == 400
    assert "is not a target" in text_of(answer)
    assert Target.objects.get(service=reported.council.pothole).resolution == "5d"


def test_a_gap_that_nothing_fills_is_told(administrator, reported) -> None:
    answer = administrator.post("/desk/settings/replies/new/", {"name": "Thanks", "text": "Dear {nmae}"})
    assert answer.status_code == 400
    assert "Nothing fills {nmae}" in text_of(answer)


def test_deadlines_move_in_batches(administrator, reported, monkeypatch) -> None:
    pothole = reported.council.pothole
    queued: list[dict[str, object]] = []
    monkeypatch.setattr("heard.flows.recompute_deadlines.BATCH", 1)
    monkeypatch.setattr("heard.kernel.queue.defer", lambda job, **arguments: queued.append({"job": job, **arguments}))
    recompute_deadlines("service", pothole.id)
    assert queued == [
        {"job": "recompute_deadlines", "what": "service", "row_id": pothole.id, "after": reported.case.id}
    ]
    assert recompute_deadlines("service", pothole.id, after=reported.case.id) == 0
