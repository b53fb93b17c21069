"""Our own vectors of deadlines, and two published suites as a second opinion."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from heard.domain.teams.rules.calendar import BusinessCalendar
from heard.domain.teams.rules.targets import Target, due
from tests.town.calendars import at, calendar

GOLDEN = json.loads((Path(__file__).parent / "golden.json").read_text())
TARGETS = {
    priority: [Target.parse(code) for code in words.split(" / ")]
    for priority, words in GOLDEN["targets_in_words"].items()
}


def office(vector: dict[str, Any]) -> BusinessCalendar:
    return calendar("10:00-18:00", closures=vector.get("holidays", []))


@pytest.mark.parametrize("vector", GOLDEN["due"], ids=lambda vector: vector["id"])
def test_due(vector: dict[str, Any]) -> None:
    promised = [due(office(vector), at(vector["created"]), target) for target in TARGETS[vector["priority"]]]
    assert promised == [at(vector["response_due"]), at(vector["resolution_due"])]


@pytest.mark.parametrize("vector", GOLDEN["hold"], ids=lambda vector: vector["id"])
def test_only_business_time_is_held(vector: dict[str, Any]) -> None:
    hold = vector["hold"]
    assert office(vector).between(at(hold["from"]), at(hold["to"])) == hold["business_seconds"]


@pytest.mark.parametrize("vector", GOLDEN["resolution_time"], ids=lambda vector: vector["id"])
def test_resolution_time(vector: dict[str, Any]) -> None:
    worked = office(vector).between(at(vector["created"]), at(vector["resolved"]))
    assert worked == vector["resolution_business_seconds_when_resolved"]


def published(shared_data: Path, name: str) -> list[dict[str, Any]]:
    cases: list[dict[str, Any]] = json.loads((shared_data / "sla" / name).read_text())["cases"]
    return cases


def moved(cal: BusinessCalendar, start: datetime, seconds: float, *, back: bool) -> datetime:
    # Which way matters even for nothing: to the next opening, or to the last closing.
    return cal.subtract(start, seconds) if back else cal.add(start, seconds)


def test_business_time_hours(shared_data: Path) -> None:
    hours = [case for case in published(shared_data, "business_time.json") if case["unit"] == "hour"]
    for case in hours:
        cal = calendar("09:00-17:00", closures=case["holidays"])
        end = moved(cal, at(case["start"]), case["n"] * 3600, back=case["direction"] == "before")
        assert end == at(case["expected"]), case["id"]
    assert len(hours) == 18


def test_business_time_days(shared_data: Path) -> None:
    """Days differ by design: theirs keep the time of day (or take opening time), ours end at closing time.

    A council promises "by Tuesday", so only the day is compared. Theirs also count backwards, which no promise does.
    """
    days = [case for case in published(shared_data, "business_time.json") if case["unit"] == "day"]
    forwards = [case for case in days if (case["n"] >= 0) == (case["direction"] == "after") and case["id"] != "bt22"]
    for case in forwards:
        cal = calendar("09:00-17:00", closures=case["holidays"])
        end = cal.add_working_days(at(case["start"]), abs(case["n"]))
        assert (end.date(), end.hour) == (at(case["expected"]).date(), 17), case["id"]
    assert len(forwards) == 19


def uneven() -> BusinessCalendar:
    """The calendar of the biz suite: another opening time on every other day, and half of Saturday."""
    hours = {
        "09:00-17:00": ["mon", "wed", "fri"],
        "10:00-16:00": ["tue", "thu"],
        "11:00-14:30": ["sat"],
    }
    rows = [{"days": days, "opens": text[:5], "closes": text[6:]} for text, days in hours.items()]
    return BusinessCalendar.from_data({"zone": "UTC", "windows": rows})


def test_biz_times(shared_data: Path) -> None:
    seconds = {"s": 1, "m": 60, "h": 3600}
    times = [case for case in published(shared_data, "biz.json") if case["move"][-1] in seconds]
    for case in times:
        amount = int(case["move"][1:-1]) * seconds[case["move"][-1]]
        assert uneven().add(at(case["start"]), amount) == at(case["expected"]), case["id"]
    assert len(times) == 4


def test_biz_days(shared_data: Path) -> None:
    """biz09 keeps the time of day, ours is that day's closing; biz11 and biz13 go backwards, which no promise does."""
    [case] = [case for case in published(shared_data, "biz.json") if case["id"] == "biz09"]
    assert uneven().add_working_days(at(case["start"]), 2) == datetime(2006, 1, 9, 17, tzinfo=UTC)
