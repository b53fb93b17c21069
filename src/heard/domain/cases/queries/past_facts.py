"""A case as it was: what the journal tells of its later life is taken back, in memory. For trying rules on history.

What was said in the report and where it is does not change; what cannot be told from the journal (who the resident is
to us, how many tasks are open) is as it is today.
"""

from __future__ import annotations

import copy
from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import Q

from heard.domain.cases.models import Case, ClockKind, Outcome, Status
from heard.domain.cases.queries.access import whole_cases
from heard.domain.catalogue.models import Service
from heard.domain.journal.models import Entry
from heard.domain.teams.models import Staff, Team

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime
    from uuid import UUID

# What is written in one transaction within moments happens at once; an import writes years in one transaction.
SAME_BREATH = timedelta(seconds=10)
# Fields of conditions that are told as they were; the answers to questions are, too.
TOLD_AS_THEY_WERE = frozenset({
    "service", "group", "area", "priority", "origin", "status", "text", "address", "confidential", "reported", "time",
    "weekday", "team", "department", "owner", "outcome", "tags", "stage", "reopened", "closed", "due", "late",
    "responded", "resolve_by", "on_map", "thing", "layer", "part",
})  # fmt: skip
_STATUS_KINDS = frozenset({
    "case.assigned", "case.handed", "case.responded", "case.waiting", "case.resumed", "case.closed", "case.reopened",
    "case.merged", "case.unmerged", "case.stage_changed",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Life:
    """A case with everything the journal tells of it, oldest first."""

    case: Case
    entries: list[Entry]


class Lives:
    """Many cases with their histories, and what services, teams and staff their entries name; a few queries a batch."""

    def __init__(self, among: Q | None = None) -> None:
        self._among = among or Q()
        self._services = {service.code: service for service in Service.objects.select_related("group")}
        self._teams = {str(team.id): team for team in Team.objects.select_related("department", "calendar")}
        self._staff = {str(one.id): one for one in Staff.objects.all()}

    def of(self, cases: Collection[UUID]) -> dict[UUID, Life]:
        """These cases, by id; those that are not `among` what the reader may know of are left out."""
        told: dict[UUID | None, list[Entry]] = defaultdict(list)
        for entry in Entry.objects.filter(case_id__in=list(cases)).order_by("at", "id"):
            told[entry.case_id].append(entry)
        rows = whole_cases(Case.objects.filter(self._among, pk__in=list(cases))).prefetch_related("clocks")
        return {case.id: Life(case, told[case.id]) for case in rows}

    def at_the_end_of(self, entry: Entry, life: Life) -> Case:
        """The case once everything was done that was done together with this entry."""
        return self._rewound(life, entry.at, [one for one in life.entries if _after(one, entry)])

    def at(self, moment: datetime, life: Life) -> Case:
        """The case as it stood at a moment."""
        return self._rewound(life, moment, [one for one in life.entries if one.at > moment])

    def _rewound(self, life: Life, moment: datetime, later: Sequence[Entry]) -> Case:
        """Backwards through what was told later; status and owner forwards, for what they were before is not told."""
        case, taken = copy.copy(life.case), {entry.id for entry in later}
        kept = [entry for entry in life.entries if entry.id not in taken]
        for entry in reversed(later):
            self._take_back(case, entry)
        if any(entry.kind in _STATUS_KINDS for entry in later):
            self._retell(case, kept)
        _set_dates(case, max(moment, kept[-1].at) if kept else moment)
        return case

    def _take_back(self, case: Case, entry: Entry) -> None:
        data = entry.data
        match entry.kind:
            case "case.service_changed" if service := self._services.get(data.get("before", "")):
                case.service, case.confidential = service, service.confidential
            case "case.priority_changed":
                case.priority = data["before"]
            case "case.handed":
                self._give(case, data.get("from_team"))
            case "case.routed":
                self._give(case, None)
            case "case.tagged":
                case.tags = [*(tag for tag in case.tags if tag not in data["added"]), *data["removed"]]
            case "case.stage_changed":
                case.stage = data.get("before") or ""

    def _give(self, case: Case, team_id: Any) -> None:
        case.team = self._teams.get(str(team_id))
        case.department = case.team.department if case.team else None

    def _retell(self, case: Case, entries: Sequence[Entry]) -> None:
        case.status, case.outcome, case.owner = Status.RECEIVED, "", None
        case.closed_at, case.responded_at, case.reopened = None, None, 0
        for entry in entries:
            self._tell(case, entry)

    def _tell(self, case: Case, entry: Entry) -> None:
        match entry.kind:
            case "case.assigned":
                case.owner = self._staff.get(str(entry.data.get("owner")))
                _take_up(case, only_if=case.owner is not None)
            case "case.handed":
                case.owner = None
            case "case.responded":
                case.responded_at = case.responded_at or entry.at
                _take_up(case)
            case "case.stage_changed":
                _take_up(case, only_if=bool(entry.data.get("before")))
            case "case.waiting":
                case.status = Status.WAITING
            case "case.resumed":
                case.status = Status.IN_PROGRESS
            case "case.closed":
                case.status, case.outcome, case.closed_at = Status.CLOSED, entry.data.get("outcome", ""), entry.at
            case "case.merged":
                case.status, case.outcome, case.closed_at = Status.CLOSED, Outcome.DUPLICATE, entry.at
            case "case.reopened" | "case.unmerged":
                case.status, case.outcome, case.closed_at = Status.IN_PROGRESS, "", None
                case.reopened += entry.kind == "case.reopened"


def _after(one: Entry, entry: Entry) -> bool:
    if (one.at, one.id) <= (entry.at, entry.id):
        return False
    return one.transaction != entry.transaction or one.at - entry.at > SAME_BREATH


def _take_up(case: Case, *, only_if: bool = True) -> None:
    if only_if and case.status == Status.RECEIVED:
        case.status = Status.IN_PROGRESS


def _set_dates(case: Case, moment: datetime) -> None:
    """By the clocks that ran then; a date that was moved since is told as it is now."""
    running = [
        clock
        for clock in case.clocks.all()
        if clock.started_at <= moment and (clock.stopped_at is None or clock.stopped_at > moment)
    ]
    resolve = [clock.due_at for clock in running if clock.kind == ClockKind.RESOLUTION]
    respond = [clock.due_at for clock in running if clock.kind != ClockKind.RESOLUTION]
    case.resolve_by, case.respond_by = min(resolve, default=None), min(respond, default=None)
    case.due_at = min([*resolve, *respond], default=None)
