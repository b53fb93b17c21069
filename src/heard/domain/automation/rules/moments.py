"""The moments that time can set an automation off at: so long before or after a date, on the team's calendar."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from heard.domain.teams.rules.calendar import NoWorkingTime
from heard.domain.teams.rules.targets import SECONDS, Counting, Target, due

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.utils.functional import _StrPromise

    from heard.domain.journal.models import Entry
    from heard.domain.teams.rules.calendar import BusinessCalendar

# How far a date can lie from its moment: a promise goes no further than a thousand days, and holidays are few.
FARTHEST = timedelta(days=4 * 365)


@dataclass(frozen=True, slots=True)
class Column:
    """A date that stands on the case."""

    label: str | _StrPromise
    column: str
    only_open: bool


@dataclass(frozen=True, slots=True)
class Spell:
    """A time in a case's life that the journal tells: from the first entry that begins it to one that ends it."""

    label: str | _StrPromise
    begins: frozenset[str]
    ends: frozenset[str]

    def begun_by(self, entries: Sequence[Entry]) -> Entry | None:
        """The entry that began the spell which still goes on at the end of these; None where none does."""
        begun: Entry | None = None
        for entry in entries:
            if entry.kind in self.ends:
                begun = None
            if entry.kind in self.begins and begun is None and not entry.data.get("automatic"):
                begun = entry
        return begun


UNANSWERED = "contact"

DATES: dict[str, Column | Spell] = {
    "due": Column(_("the next date we promised"), "due_at", only_open=True),
    "respond_by": Column(_("the date for an answer"), "respond_by", only_open=True),
    "resolve_by": Column(_("the date by which it is done"), "resolve_by", only_open=True),
    "reported": Column(_("the report"), "reported_at", only_open=False),
    UNANSWERED: Spell(
        _("the first message nobody has answered"),
        frozenset({"case.opened", "message.received"}),
        frozenset({"case.responded", "case.closed", "case.merged"}),
    ),
    "waiting": Spell(
        _("the case began to wait for the resident"),
        frozenset({"case.waiting"}),
        frozenset({"case.resumed", "case.closed", "case.merged"}),
    ),
    "assigned": Spell(
        _("the case got its owner"),
        frozenset({"case.assigned"}),
        frozenset({"case.assigned", "case.handed", "case.closed", "case.merged"}),
    ),
    "stage": Spell(
        _("the case entered its stage"),
        frozenset({"case.stage_changed"}),
        frozenset({"case.stage_changed", "case.closed", "case.merged"}),
    ),
    "closed": Spell(
        _("the case was closed"), frozenset({"case.closed"}), frozenset({"case.reopened", "case.unmerged"})
    ),
}
# Only of a promise does anybody want to hear beforehand; the others are not known before they are there.
FORESEEN = tuple(name for name, date in DATES.items() if isinstance(date, Column) and date.only_open)


def moment_of(date: datetime, spell: Target, *, before: bool, calendar: BusinessCalendar) -> datetime:
    """So long before or after a date. Working days before it begin with the opening of that day."""
    if not before:
        return due(calendar, date, spell)
    if spell.counting is Counting.WORKING_DAYS:
        return _opening_days_before(date, spell.amount, calendar)
    return spell.clock_of(calendar).subtract(date, spell.amount * SECONDS[spell.unit])


def latest_date(until: datetime, spell: Target, *, before: bool, calendar: BusinessCalendar) -> datetime:
    """The latest date (to the second) whose moment has come by `until`: moments follow their dates in order, so that
    the cases whose turn it is are found by an index of dates.
    """
    low, high = until - FARTHEST, until + FARTHEST
    while high - low > timedelta(seconds=1):
        middle = low + (high - low) / 2
        if moment_of(middle, spell, before=before, calendar=calendar) <= until:
            low = middle
        else:
            high = middle
    return high


def _opening_days_before(date: datetime, days: int, calendar: BusinessCalendar) -> datetime:
    day, left = calendar.working_day(date), days
    earliest = (date - FARTHEST).date()
    while left or not calendar.hours_on(day):
        day -= timedelta(days=1)
        left -= bool(calendar.hours_on(day)) if left else 0
        if day < earliest:
            raise NoWorkingTime
    opening = calendar.next_opening(datetime.combine(day, time(), tzinfo=calendar.zone))
    return opening.astimezone(UTC)
