"""Whose moment has come: found by indexes of dates, calendar by calendar."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from heard.domain.automation.rules.moments import DATES, Column, latest_date, moment_of
from heard.domain.cases.models import OPEN, Case, CaseClock, ClockKind
from heard.domain.journal.models import Entry
from heard.domain.journal.queries import history_of_case
from heard.domain.teams.models import Calendar
from heard.domain.teams.rules.calendar import BusinessCalendar

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from uuid import UUID

    from django.db.models import QuerySet

    from heard.domain.automation.rules.triggers import AtMoment

# Whose dates these are.
CLOCKS = {
    "due": tuple(ClockKind),
    "respond_by": (ClockKind.FIRST_RESPONSE, ClockKind.NEXT_UPDATE),
    "resolve_by": (ClockKind.RESOLUTION,),
}


def moments_between(trigger: AtMoment, since: datetime, until: datetime) -> list[tuple[UUID, datetime]]:
    """The cases whose moment came after `since` and by `until`, each with the date it hangs on."""
    return [found for row in Calendar.objects.all() for found in _on_calendar(trigger, row, since, until)]


def past_moments_between(trigger: AtMoment, since: datetime, until: datetime) -> list[tuple[UUID, datetime, datetime]]:
    """The same of the past: case, date and moment. A promise is asked of its clock, which remembers what it was; one
    that was made after its moment had its turn at once.
    """
    date = DATES[trigger.date]
    if isinstance(date, Column) and date.only_open:
        return list(_of_clocks(trigger, since, until))
    cases = Case.objects.select_related("team__calendar").in_bulk
    found = moments_between(trigger, since, until)
    rows = cases([case_id for case_id, _date in found])
    return [(case_id, at, moment) for case_id, at in found if (moment := moment_on_case(rows[case_id], trigger, at))]


def date_of(case: Case, name: str) -> datetime | None:
    """The date of this name as it stands; None where the case has none (any more)."""
    date = DATES[name]
    if isinstance(date, Column):
        value: datetime | None = getattr(case, date.column)
        return value if case.is_open or not date.only_open else None
    begun = date.begun_by(history_of_case(case.id))
    return begun.at if begun else None


def moment_on_case(case: Case, trigger: AtMoment, date: datetime) -> datetime | None:
    """When its moment is, on the calendar of the team that has the case."""
    if case.team is None:
        return None
    return moment_of(date, trigger.spell, before=trigger.before, calendar=BusinessCalendar.of(case.team.calendar))


def _on_calendar(trigger: AtMoment, row: Calendar, since: datetime, until: datetime) -> list[tuple[UUID, datetime]]:
    calendar = BusinessCalendar.of(row)
    first, last = (latest_date(at, trigger.spell, before=trigger.before, calendar=calendar) for at in (since, until))
    return [
        (case_id, date)
        for case_id, date in _dated_between(trigger.date, row, first, last)
        if since < moment_of(date, trigger.spell, before=trigger.before, calendar=calendar) <= until
    ]


def _dated_between(name: str, calendar: Calendar, first: datetime, last: datetime) -> list[tuple[UUID, datetime]]:
    """A second too many at the beginning: the latest date is known to the second."""
    date = DATES[name]
    cases: QuerySet[Case] = Case.objects.filter(team__calendar=calendar).order_by()
    if isinstance(date, Column):
        found = cases.filter(**{f"{date.column}__gt": _earlier(first), f"{date.column}__lte": last})
        found = found.filter(OPEN, due_at__lte=last) if date.only_open else found
        return list(found.values_list("id", date.column))
    told = Entry.objects.filter(case_id__isnull=False, at__gt=_earlier(first), at__lte=last, kind__in=date.begins)
    entries = list(told.values_list("case_id", "at"))
    ours = set(cases.filter(id__in={case_id for case_id, _at in entries}).values_list("id", flat=True))
    return [(case_id, at) for case_id, at in entries if case_id in ours]


def _of_clocks(trigger: AtMoment, since: datetime, until: datetime) -> Iterator[tuple[UUID, datetime, datetime]]:
    clocks = CaseClock.objects.filter(kind__in=CLOCKS[trigger.date], case__team__isnull=False, case__merged_into=None)
    columns = ("case_id", "due_at", "started_at", "stopped_at")
    for row in Calendar.objects.all():
        calendar = BusinessCalendar.of(row)
        first, last = (
            latest_date(at, trigger.spell, before=trigger.before, calendar=calendar) for at in (since, until)
        )
        due = Q(due_at__gt=_earlier(first), due_at__lte=last) | Q(started_at__gt=since, started_at__lte=until)
        for case_id, date, started, stopped in clocks.filter(due, case__team__calendar=row).values_list(*columns):
            moment = moment_of(date, trigger.spell, before=trigger.before, calendar=calendar)
            moment = max(moment, started) if trigger.before else moment
            if since < moment <= until and (stopped is None or stopped > moment):
                yield case_id, date, moment


def _earlier(at: datetime) -> datetime:
    return at.replace(microsecond=0)
