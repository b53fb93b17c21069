"""When: the report, its first answer, what is due, its end; and whether it is late."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from heard.domain.cases.models import Status
from heard.domain.cases.queries.filters import late_at
from heard.domain.criteria.rules import Field, Kind

from .source import Source, truth

if TYPE_CHECKING:
    from datetime import datetime

    from heard.domain.cases.models import Case


def _fields(now: datetime) -> list[Field]:
    shelf = _("dates")
    return [
        Field("reported", _("time of the report"), Kind.MOMENT, "reported_at", shelf=shelf),
        Field("time", _("time of day"), Kind.TIME_OF_DAY, "reported_at", shelf=shelf),
        Field("weekday", _("day of the week"), Kind.WEEKDAY, "reported_at", shelf=shelf),
        Field("responded", _("time of the first answer"), Kind.MOMENT, "responded_at", shelf=shelf),
        Field("updated", _("time of the last change"), Kind.MOMENT, "updated_at", shelf=shelf),
        Field("due", _("next date that is due"), Kind.MOMENT, "due_at", shelf=shelf),
        Field("resolve_by", _("date by which it shall be done"), Kind.MOMENT, "resolve_by", shelf=shelf),
        Field("late", _("case is late"), Kind.TRUTH, truth(late_at(now)), shelf=shelf),
        Field("closed", _("time it was closed"), Kind.MOMENT, "closed_at", shelf=shelf),
    ]


def _is_late(case: Case, now: datetime) -> bool:
    """As `late_at` has it. Of a case that was not saved yet nothing is due."""
    due = _due(case)
    return due is not None and due < now and case.status not in {Status.CLOSED, Status.WAITING}


def _due(case: Case) -> datetime | None:
    """Whichever promise comes first. The column is the database's own, and stale once a promise changed in memory."""
    return min(filter(None, (case.respond_by, case.resolve_by)), default=None)


DATES = Source(
    _fields,
    {
        "reported": lambda case, _now: case.reported_at,
        "time": lambda case, _now: case.reported_at,
        "weekday": lambda case, _now: case.reported_at,
        "responded": lambda case, _now: case.responded_at,
        "updated": lambda case, _now: case.updated_at,
        "due": lambda case, _now: _due(case),
        "resolve_by": lambda case, _now: case.resolve_by,
        "late": _is_late,
        "closed": lambda case, _now: case.closed_at,
    },
)
