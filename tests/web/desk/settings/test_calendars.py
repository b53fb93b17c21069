"""Calendars: hours as people write them, mistakes beside their field, what they come to, and dates that follow."""

from __future__ import annotations

import pytest
import time_machine

from heard.domain.cases.models import Outcome
from heard.domain.journal.models import Entry
from heard.domain.teams.models import Calendar
from heard.flows.close_case import close_case
from heard.flows.recompute_deadlines import recompute_deadlines
from heard.kernel.actor import SYSTEM
from tests.web.desk.pages import text_of

pytestmark = pytest.mark.django_db
NEW = "/desk/settings/calendars/new/"
HOURS = dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), "09:00–12:00, 13:00-17:00")
OFFICE = {"name": "Town hall", "zone": "America/New_York", "holidays_country": "US", "holidays_subdivision": "CT"}


def test_hours_are_kept_as_the_calendar_reads_them(administrator) -> None:
    answer = administrator.post(NEW, OFFICE | HOURS | {"closures": "2026-12-24\n2026-11-27"})
    assert answer.status_code == 302, text_of(answer)
    made = Calendar.objects.get(name="Town hall")
    weekdays = ["mon", "tue", "wed", "thu", "fri"]
    assert made.windows == [
        {"days": weekdays, "opens": "09:00", "closes": "12:00"},
        {"days": weekdays, "opens": "13:00", "closes": "17:00"},
    ]
    assert (made.holidays_country, made.holidays_subdivision) == ("US", "CT")
    assert made.closures == ["2026-11-27", "2026-12-24"]
    again = administrator.get(f"/desk/settings/calendars/{made.id}/").content.decode()
    assert 'value="09:00–12:00, 13:00–17:00"' in again


@time_machine.travel("2026-11-24T15:00:00+00:00", tick=False)
def test_the_preview_says_today_and_the_next_closed_day_and_saves_nothing(chief, browser_of) -> None:
    answer = browser_of(chief).post(NEW, OFFICE | HOURS | {"preview": "yes"})
    page = text_of(answer)
    assert "Open today 09:00–12:00, 13:00–17:00; closed next: Thursday 26 November (Thanksgiving" in page
    assert not Calendar.objects.filter(name="Town hall").exists()


@pytest.mark.parametrize(
    "wrong, place, sentence",
    [
        ({"mon": "9-25:00"}, "mon", "is not a time of day"),
        ({"tue": "morning"}, "tue", "is not a time of day"),
        ({"holidays_country": "XX"}, "holidays_country", "Choose one from the list"),
        ({"holidays_subdivision": "ZZ"}, "holidays_subdivision", "Choose one from the list"),
        ({"closures": "Christmas"}, "__all__", "is not a date"),
        (dict.fromkeys(HOURS, ""), "__all__", "no working time"),
    ],
)
def test_a_mistake_is_told_beside_its_field(administrator, wrong, place, sentence) -> None:
    answer = administrator.post(NEW, OFFICE | HOURS | wrong)
    assert answer.status_code == 400
    assert sentence in str(answer.context["form"].errors[place])
    assert not Calendar.objects.filter(name="Town hall").exists()


def test_other_hours_move_open_cases_in_the_background(administrator, reported) -> None:
    calendar, case = reported.council.calendar, reported.case
    before = case.__class__.objects.get(pk=case.pk).resolve_by
    data = {"name": calendar.name, "zone": "UTC", "mon": "09:00–10:00"}
    assert administrator.post(f"/desk/settings/calendars/{calendar.id}/", data).status_code == 302
    assert recompute_deadlines("calendar", calendar.id) == 1
    case.refresh_from_db()
    assert case.resolve_by > before
    entry = Entry.objects.get(kind="case.dates_changed")
    assert (entry.case_id, entry.public) == (case.id, True)


def test_a_team_on_another_calendar_moves_its_cases(administrator, reported) -> None:
    other = Calendar.objects.create(
        name="Mondays", zone="UTC", windows=[{"days": ["mon"], "opens": "09:00", "closes": "10:00"}]
    )
    roads = reported.council.roads
    data = {"name": roads.name, "department": roads.department_id, "calendar": other.id, "active": "on"}
    administrator.post(f"/desk/settings/teams/{roads.id}/", data)
    assert recompute_deadlines("team", roads.id) == 1


@time_machine.travel("2026-11-24T15:00:00+00:00", tick=False)
def test_the_days_of_the_next_year_are_shown_by_name(chief, browser_of) -> None:
    local = {"closures": "2026-12-24", "special_days": "2026-12-23 09:00–12:00"}
    page = text_of(browser_of(chief).post(NEW, OFFICE | HOURS | local | {"preview": "yes"}))
    assert "Thursday 24 December 2026 Local closed day: closed" in page
    assert "Wednesday 23 December 2026 Other hours: 09:00–12:00" in page
    assert "Friday 25 December 2026 Christmas Day: closed" in page
    assert "Connecticut" in page


def test_other_hours_are_tried_on_the_cases_that_are_done(administrator, reported) -> None:
    close_case(reported.case, outcome=Outcome.FIXED, text="Done", actor=SYSTEM)
    calendar = reported.council.calendar
    hours = {"name": calendar.name, "zone": "UTC", "mon": "09:00–10:00", "preview": "yes"}
    page = text_of(administrator.post(f"/desk/settings/calendars/{calendar.id}/", hours))
    assert "Of 1 case closed in the last 6 months, 100% met their date. By these hours: 100%." in page
