"""A case's clocks as rows, and the dates on the case that follow them. Called by the other operations, under lock.

Each function leaves the dates on the case for its caller to save, together with the rest.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from heard.domain.cases.models import Case, CaseClock, ClockKind, Verdict
from heard.domain.cases.queries.promised import target_of
from heard.domain.cases.rules import deadlines
from heard.domain.cases.rules.deadlines import Clock
from heard.domain.teams.rules.calendar import BusinessCalendar
from heard.domain.teams.rules.targets import Target
from heard.kernel import clock

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime

    from django.db.models import QuerySet

DATES = ("respond_by", "resolve_by", "warn_at")


def start_clocks(case: Case, *, since: datetime) -> None:
    """Start what the service promises at this priority, on the team's calendar."""
    calendar = _calendar(case)
    for kind, target in _promises(case).items():
        if _starts_with_case(kind, case):
            _write(CaseClock(case=case), deadlines.start(kind, at=since, target=target, calendar=calendar))
    _set_dates(case, calendar)


def note_contact(case: Case) -> None:
    """The resident has written: an answer is owed from the first message that has none. Asking again moves nothing."""
    target = _promises(case).get(ClockKind.FIRST_RESPONSE)
    if target and not _running(case).filter(kind=ClockKind.FIRST_RESPONSE).exists():
        calendar = _calendar(case)
        started = deadlines.start(ClockKind.FIRST_RESPONSE, at=clock.now(), target=target, calendar=calendar)
        _write(CaseClock(case=case), started)
        _set_dates(case, calendar)


def note_answer(case: Case) -> None:
    """The resident was told something: the first response is given, and the time to the next update begins anew."""
    calendar, now = _calendar(case), clock.now()
    for row in _running(case).exclude(kind=ClockKind.RESOLUTION):
        _write(row, deadlines.stop(Clock.of(row), at=now, calendar=calendar))
    target = _promises(case).get(ClockKind.NEXT_UPDATE)
    if target and case.is_open:
        started = deadlines.start(ClockKind.NEXT_UPDATE, at=now, target=target, calendar=calendar)
        _write(CaseClock(case=case), started)
    _set_dates(case, calendar)


def restart_targets(case: Case) -> None:
    """Another service or priority: running clocks take its target; what it does not promise is not counted."""
    calendar, promises = _calendar(case), _promises(case)
    running = {ClockKind(row.kind): row for row in _running(case)}
    for kind, row in running.items():
        if kind in promises:
            _write(row, deadlines.recompute(Clock.of(row), calendar=calendar, target=promises[kind]))
        else:
            _write(row, deadlines.cancel(Clock.of(row), at=clock.now()))
    for kind in promises.keys() - running.keys():
        if _starts_with_case(kind, case):
            started = deadlines.start(kind, at=case.reported_at, target=promises[kind], calendar=calendar)
            _write(CaseClock(case=case), started)
    _set_dates(case, calendar)


def recompute(case: Case) -> None:
    """Another team or calendar: the open deadlines go by it."""
    calendar = _calendar(case)
    _change(case, lambda running: deadlines.recompute(running, calendar=calendar))


def pause(case: Case) -> None:
    """Hold what runs."""
    _change(case, lambda running: deadlines.pause(running, at=clock.now()))


def resume(case: Case) -> None:
    """Let what was held go on; deadlines move by the business time held."""
    calendar = _calendar(case)
    _change(case, lambda running: deadlines.resume(running, at=clock.now(), calendar=calendar))


def finish(case: Case, *, counted: bool, told: bool = True) -> None:
    """The case is closed: its clocks stop with a verdict, or are not counted at all. Where nobody was told, the first
    response was not given: missed where it was due, otherwise not counted.
    """
    calendar, now = _calendar(case), clock.now()
    if counted and not told:
        for row in _running(case).filter(kind=ClockKind.FIRST_RESPONSE, due_at__gte=now):
            _write(row, deadlines.cancel(Clock.of(row), at=now))
    if counted:
        _change(case, lambda running: deadlines.stop(running, at=now, calendar=calendar))
    else:
        _change(case, lambda running: deadlines.cancel(running, at=now))


def revive(case: Case) -> None:
    """Take back the newest cancelling: those clocks run on as if it had not been."""
    cancelled = CaseClock.objects.filter(case=case, verdict=Verdict.CANCELLED).order_by("stopped_at")
    for row in {row.kind: row for row in cancelled}.values():
        row.stopped_at, row.verdict = None, ""
        row.save(update_fields=["stopped_at", "verdict"])
    _set_dates(case, _calendar(case))


def _change(case: Case, step: Callable[[Clock], Clock]) -> None:
    for row in _running(case):
        _write(row, step(Clock.of(row)))
    _set_dates(case, _calendar(case))


def _starts_with_case(kind: ClockKind, case: Case) -> bool:
    """A response is owed once, unless the resident asks again; updates are counted from the first answer."""
    if kind == ClockKind.FIRST_RESPONSE:
        return case.responded_at is None
    return kind == ClockKind.RESOLUTION


def _running(case: Case) -> QuerySet[CaseClock]:
    return CaseClock.objects.filter(case=case, stopped_at__isnull=True)


def _write(row: CaseClock, value: Clock) -> None:
    for column, content in value.as_columns().items():
        setattr(row, column, content)
    row.save()


def _promises(case: Case) -> dict[ClockKind, Target]:
    target = target_of(case)
    codes = {
        ClockKind.FIRST_RESPONSE: target.first_response if target else "",
        ClockKind.NEXT_UPDATE: target.next_update if target else "",
        ClockKind.RESOLUTION: target.resolution if target else "",
    }
    return {kind: Target.parse(code) for kind, code in codes.items() if code}


def _calendar(case: Case) -> BusinessCalendar:
    if case.team is None:
        msg = f"{case.reference} has no team yet: route it before its clocks start"
        raise ValueError(msg)
    return BusinessCalendar.of(case.team.calendar)


def _set_dates(case: Case, calendar: BusinessCalendar) -> None:
    """The dates that lists sort by, and when to warn. While the case waits for the resident nobody is hurried."""
    running = {row.kind: Clock.of(row) for row in _running(case)}
    resolve = running.get(ClockKind.RESOLUTION)
    owed = [running[kind].due_at for kind in (ClockKind.FIRST_RESPONSE, ClockKind.NEXT_UPDATE) if kind in running]
    case.respond_by = min(owed, default=None)
    case.resolve_by = resolve.due_at if resolve else None
    case.warn_at = _next_warning(running.values(), calendar)


def next_warning(case: Case) -> datetime | None:
    """The next moment to warn that has not come yet."""
    return _next_warning((Clock.of(row) for row in _running(case)), _calendar(case))


def _next_warning(running: Iterable[Clock], calendar: BusinessCalendar) -> datetime | None:
    moments = (deadlines.warn_at(one, calendar=calendar) for one in running)
    return min((at for at in moments if at and at > clock.now()), default=None)
