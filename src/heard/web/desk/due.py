"""When a case is due, in words, on its team's calendar: "Answer by 14:30 today", "2 days late"."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from heard.domain.cases.models import Case, Status, Task, TaskState
from heard.domain.teams.rules.calendar import BusinessCalendar
from heard.kernel import clock
from heard.kernel.dates import by_day, day_in_words

if TYPE_CHECKING:
    from collections.abc import Iterable

HOUR = 3600
MANY_DAYS = 60  # beyond that people think in months


@dataclass(frozen=True, slots=True)
class Due:
    """What to say about a case's date, and how it stands: empty, soon, late, met or paused."""

    text: str
    state: str = ""


def due_of(case: Case, *, now: datetime | None = None) -> Due | None:
    """What to say about this case's next date; None where nothing was promised. Needs `team__calendar` at hand."""
    now = now or clock.now()
    zone = _zone(case)
    if not case.is_open:
        return Due(_("Closed %(day)s") % {"day": day_in_words(case.closed_at)}, "met") if case.closed_at else None
    if case.status == Status.WAITING:
        return Due(_("Clock stopped: waiting for the resident") if not case.stage else _("Clock stopped"), "paused")
    if case.due_at is None:
        return None
    at = case.due_at
    if at < now:
        return Due(late_in_words(at, now, calendar_of(case), zone), "late")
    when = moment_in_words(at, now, zone)
    text = _("Answer %(when)s") if at == case.respond_by else _("Finish %(when)s")
    soon = bool(case.warn_at and case.warn_at <= now) or _local(at, zone).date() == _local(now, zone).date()
    return Due(text % {"when": when}, "soon" if soon else "")


def task_due(task: Task, *, now: datetime) -> Due | None:
    """The same about an open task; needs its `team__calendar` at hand."""
    if task.state != TaskState.OPEN or task.due_at is None:
        return None
    zone, calendar = ZoneInfo(task.team.calendar.zone), BusinessCalendar.of(task.team.calendar)
    if task.due_at < now:
        return Due(late_in_words(task.due_at, now, calendar, zone), "late")
    soon = _local(task.due_at, zone).date() == _local(now, zone).date()
    return Due(_("Do it %(when)s") % {"when": moment_in_words(task.due_at, now, zone)}, "soon" if soon else "")


def with_due(cases: Iterable[Case]) -> list[Case]:
    """The same cases, each carrying `due` for its template."""
    now = clock.now()
    listed = list(cases)
    for case in listed:
        case.due = due_of(case, now=now)  # type: ignore[attr-defined]
    return listed


def moment_in_words(at: datetime, now: datetime, zone: ZoneInfo) -> str:
    """A date to come: "by 14:30 today", "by tomorrow, 17:00", "by Tuesday 24 November"."""
    local, today = _local(at, zone), _local(now, zone).date()
    if local.date() == today:
        return _("by %(time)s today") % {"time": date_format(local, "H:i")}
    if local.date() == today + timedelta(days=1):
        return _("by %(time)s tomorrow") % {"time": date_format(local, "H:i")}
    return by_day(at)


def late_in_words(at: datetime, now: datetime, calendar: BusinessCalendar | None, zone: ZoneInfo) -> str:
    """How late: hours of the same day, working days of the team, months."""
    local, here = _local(at, zone), _local(now, zone)
    if local.date() == here.date():
        hours = int((now - at).total_seconds() // HOUR)
        return ngettext("%(n)d hour late", "%(n)d hours late", hours) % {"n": hours} if hours else _("Just late")
    days = (here.date() - local.date()).days
    if days > MANY_DAYS:
        months = days // 30
        return ngettext("%(n)d month late", "%(n)d months late", months) % {"n": months}
    worked = _working_days_between(local.date(), here.date(), calendar)
    if not worked:
        return _("Late since %(day)s") % {"day": day_in_words(at)}
    return ngettext("%(n)d working day late", "%(n)d working days late", worked) % {"n": worked}


def calendar_of(case: Case) -> BusinessCalendar | None:
    """The calendar of the case's team."""
    return BusinessCalendar.of(case.team.calendar) if case.team else None


def _working_days_between(due: date, today: date, calendar: BusinessCalendar | None) -> int:
    days = (due + timedelta(days=n) for n in range(1, (today - due).days + 1))
    return sum(1 for day in days if calendar is None or calendar.hours_on(day))


def _zone(case: Case) -> ZoneInfo:
    return ZoneInfo(case.team.calendar.zone) if case.team else ZoneInfo(timezone.get_default_timezone_name())


def _local(at: datetime, zone: ZoneInfo) -> datetime:
    return at.astimezone(zone)
