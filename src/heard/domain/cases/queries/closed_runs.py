"""Cases that are done, as a simulation of promises needs them: from when to when, held how long, on whose calendar."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import F, OuterRef, QuerySet, Subquery

from heard.domain.cases.models import Case, CaseClock, ClockKind, Outcome, Status, Verdict
from heard.domain.cases.rules.simulation import Run
from heard.domain.teams.models import Calendar
from heard.domain.teams.rules.calendar import BusinessCalendar

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from django.db.models import Q

MOST_RUNS = 10_000
NOT_DONE = (Outcome.CANCELLED, Outcome.DUPLICATE)


def runs_to_the_end(which: Q, *, since: datetime, kind: ClockKind = ClockKind.RESOLUTION) -> list[Run]:
    """Of the cases closed since then, the newest: until they were done, or until the first answer. Two queries at most.

    A case without a deadline (an imported one, or where nothing was promised) counts from its report to its end.
    """
    ended = "closed_at" if kind == ClockKind.RESOLUTION else "responded_at"
    closed = (
        Case.objects.filter(which, status=Status.CLOSED, closed_at__gte=since, team__isnull=False)
        .exclude(outcome__in=NOT_DONE)
        .filter(**{f"{ended}__isnull": False})
    )
    last = CaseClock.objects.filter(case=OuterRef("pk"), kind=kind).order_by("-started_at")
    rows = (
        closed.annotate(
            **{name: Subquery(last.values(name)[:1]) for name in ("started_at", "paused_seconds", "target", "verdict")}
        )
        .order_by("-closed_at")
        .values_list("reported_at", F(ended), "team__calendar_id", "started_at", "paused_seconds", "target", "verdict")[
            :MOST_RUNS
        ]
    )
    return [_run(*row) for row in rows]


def calendars_of(runs: list[Run]) -> dict[UUID, BusinessCalendar]:
    """The calendars these were worked by, as they are now. One query."""
    rows: QuerySet[Calendar] = Calendar.objects.filter(id__in={run.calendar for run in runs})
    return {row.id: BusinessCalendar.of(row) for row in rows}


def _run(  # noqa: PLR0917 -- the columns of the query above, in its order
    reported_at: datetime,
    ended_at: datetime,
    calendar: UUID,
    started_at: datetime | None,
    held: int | None,
    target: str | None,
    verdict: str | None,
) -> Run:
    judged = {Verdict.MET: True, Verdict.MISSED: False}.get(Verdict(verdict)) if verdict else None
    began = started_at if started_at and started_at <= ended_at else reported_at
    return Run(began, ended_at, calendar, held or 0, target or "", judged)
