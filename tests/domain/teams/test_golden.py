"""Our own vectors of deadlines, and two published suites as a second opinion."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from heard.domain.teams.rules.calendar import BusinessCalendar
from heard.domain.teams.rules.targets import Target, due
from tests.town.calendars import at, calendar

if TYPE_CHECKING:
    from datetime import datetime

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

    A council promises "by Tuesday", so only the day is compared: forwards it ends at closing, backwards at opening.
    """
    days = [case for case in published(shared_data, "business_time.json") if case["unit"] == "day"]
    for case in days:
        cal, start, n = calendar("09:00-17:00", closures=case["holidays"]), at(case["start"]), abs(case["n"])
        # Fewer than nought of one direction is the other. Of those with nought days, bt22 alone looks back.
        back = (case["direction"] == "before") == (case["n"] >= 0) if case["n"] else case["id"] == "bt22"
        counted = cal.subtract_working_days(start, n) if back else cal.add_working_days(start, n)
        assert (counted.date(), counted.hour) == (at(case["expected"]).date(), 9 if back else 17), case["id"]
    assert len(days) == 35


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
    """Theirs keep the time of day: only the day is compared, as above."""
    days = [case for case in published(shared_data, "biz.json") if case["move"][-1] == "d"]
    for case in days:
        count = uneven().add_working_days if case["move"][0] == "+" else uneven().subtract_working_days
        assert count(at(case["start"]), int(case["move"][1:-1])).date() == at(case["expected"]).date(), case["id"]
    assert len(days) == 3


def test_the_copy_of_our_own_vectors_is_true(shared_data: Path) -> None:
    assert json.loads((shared_data / "sla" / "golden.json").read_text()) == GOLDEN
