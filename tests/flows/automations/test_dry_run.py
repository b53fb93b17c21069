"""A dry run tells what then happens: a month of a real city's requests is lived through with automations switched on,
and each of them is asked afterwards what it would have done.
"""

from __future__ import annotations

import csv
import gzip
import os
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
import time_machine
from procrastinate.contrib.django.models import ProcrastinateJob

from heard.domain.automation.models import Run, RunState
from heard.domain.automation.queries.dry_run import dry_run
from heard.domain.cases.models import Case, Origin
from heard.domain.cases.operations import status
from heard.domain.cases.operations.opening import NewCase, open_case
from heard.domain.journal.models import Entry
from heard.flows.automations.by_the_clock import look_at_the_clock
from heard.flows.automations.reacting import run_automations
from heard.flows.change_priority import change_priority
from heard.flows.route_case import route_case
from heard.jobs import automations as jobs
from heard.kernel.actor import SYSTEM, staff
from tests.town.catalogue import ServiceFactory, ServiceGroupFactory, TargetFactory

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from heard.domain.automation.models import Automation
    from tests.town.council import Council

# How much of which month is lived through: HEARD_TEST_MONTH=2011-03 HEARD_TEST_REQUESTS=500 for a whole one.
MONTH = os.environ.get("HEARD_TEST_MONTH", "2008-11")
REQUESTS = int(os.environ.get("HEARD_TEST_REQUESTS", "50"))

TAG = {"step": "tag", "add": ["seen"]}
TRIED: dict[str, tuple[dict[str, str], dict[str, Any], list[dict[str, Any]]]] = {
    "cars": (
        {"on": "case.opened"},
        {"all": [{"field": "text", "contains": ["car", "truck"]}, {"field": "group", "is": "streets"}]},
        [{"step": "priority", "priority": "high"}, TAG],
    ),
    "routed": ({"on": "case.routed"}, {"field": "weekday", "in": ["sat", "sun"]}, [{"step": "note", "text": "Later"}]),
    "pressing": (
        {"on": "case.priority_changed"},
        {"field": "priority", "in": ["high", "urgent"]},
        [{"step": "tag", "add": ["pressing"]}],
    ),
    "silent": ({"unanswered": "2d"}, {}, [{"step": "escalate"}]),
    "soon": (
        {"before": "resolve_by", "spell": "4h"},
        {"field": "priority", "is_not": "urgent"},
        [{"step": "priority", "priority": "urgent"}],
    ),
    "old": ({"after": "reported", "spell": "3d always"}, {"field": "status", "is_not": "closed"}, [TAG]),
    "ended": ({"on": "case.closed"}, {"field": "priority", "is": "urgent"}, [{"step": "tag", "add": ["late"]}]),
}


@dataclass(frozen=True)
class Moment:
    """Something that happened in the city."""

    at: datetime
    number: int
    what: str
    row: dict[str, str]


@pytest.fixture
def month(shared_data: Path) -> list[Moment]:
    """What was reported in the month, and when it was answered and closed."""
    with gzip.open(shared_data / "boston_open311" / "requests_2008_2017.csv.gz", "rt", encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["requested_datetime"].startswith(MONTH)][:REQUESTS]
    end = max(datetime.fromisoformat(row["requested_datetime"]) for row in rows)
    return sorted(
        (moment for n, row in enumerate(rows) for moment in _life(n, row) if moment.at <= end),
        key=lambda moment: (moment.at, moment.number),
    )


def _life(number: int, row: dict[str, str]) -> Iterator[Moment]:
    reported = datetime.fromisoformat(row["requested_datetime"])
    yield Moment(reported, number, "report", row)
    if number % 3 == 0:
        yield Moment(reported + timedelta(hours=20 + number % 50), number, "answer", row)
    if number % 7 == 0:
        yield Moment(reported + timedelta(hours=30), number, "press", row)
    closed = datetime.fromisoformat(row["updated_datetime"])
    if row["status"] == "closed" and closed > reported:
        yield Moment(closed, number, "close", row)


@pytest.mark.django_db(transaction=True)
@pytest.mark.timeout(3600)
def test_a_dry_run_equals_what_happened(
    month: list[Moment], council: Council, automate: Callable[..., Automation]
) -> None:
    services = _services(month)
    live = _Life(services, council)
    with time_machine.travel(month[0].at - timedelta(minutes=1), tick=False) as traveller:
        tried = [
            automate(*steps, when=when, code=code, condition=condition)
            for code, (when, condition, steps) in TRIED.items()
        ]
        for moment in month:
            traveller.move_to(moment.at - timedelta(microseconds=1))
            live.let_time_pass()
            traveller.move_to(moment.at)
            live.live(moment)
            traveller.shift(timedelta(microseconds=1))
            live.let_run()
        end = month[-1].at + timedelta(seconds=1)
        traveller.move_to(end)
        live.let_time_pass()
        for automation in tried:
            automation.refresh_from_db()
            assert automation.active, automation.trouble
            done = Run.objects.filter(automation=automation, state=RunState.DONE)
            foreseen = dry_run(automation.trigger, automation.condition, since=automation.active_since, until=end)
            assert (foreseen.times, foreseen.cases) == (done.count(), set(done.values_list("case_id", flat=True)))
            assert foreseen.times, f"{automation.code} was never set off: this says nothing"
            assert foreseen.as_today == []


class _Life:
    """The city's month at Heard: reports, answers, closings, and the jobs of automations in between."""

    def __init__(self, services: dict[str, Any], council: Council) -> None:
        self.services, self.agent = services, staff(council.agent.id)
        self.cases: dict[int, Case] = {}
        self.read = Entry.objects.order_by("-id").values_list("id", flat=True).first() or 0

    def live(self, moment: Moment) -> None:
        if moment.what == "report":
            service = self.services[moment.row["service_name"]]
            new = NewCase(service, Origin.WEB, moment.row["description"][:2000])
            self.cases[moment.number] = route_case(open_case(new, actor=SYSTEM, at=moment.at))
            return
        case = Case.objects.get(pk=self.cases[moment.number].pk)
        if not case.is_open:
            return
        if moment.what == "answer":
            status.respond(case, actor=self.agent)
        elif moment.what == "press":
            change_priority(case, priority="high", actor=self.agent)
        else:
            status.close(case, outcome="fixed", note="", actor=self.agent)

    def let_time_pass(self) -> None:
        look_at_the_clock()
        waiting = ProcrastinateJob.objects.filter(task_name="heard.run_at_moment", status="todo").order_by("id")
        for job in waiting:
            jobs.run_at_moment(**job.args)
        waiting.update(status="succeeded")
        self.let_run()

    def let_run(self) -> None:
        while entry := Entry.objects.filter(id__gt=self.read, case_id__isnull=False).order_by("id").first():
            self.read = entry.id
            run_automations(entry.id)


def _services(month: list[Moment]) -> dict[str, Any]:
    streets, others = ServiceGroupFactory(code="streets"), ServiceGroupFactory()
    services = {}
    for name in {moment.row["service_name"] for moment in month}:
        services[name] = ServiceFactory(name=name, group=streets if "Vehicle" in name or "Parking" in name else others)
        TargetFactory(service=services[name], first_response="8h", resolution="5d")
    return services
