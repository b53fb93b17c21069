"""What another promise would have meant for the cases that are done: said before it is saved."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from heard.domain.cases.models import ClockKind
from heard.domain.cases.queries.closed_runs import calendars_of, runs_to_the_end
from heard.domain.cases.rules.simulation import (
    WANTED,
    Share,
    days_for,
    share_as_it_was,
    share_as_promised,
    share_met,
    shares_by_days,
)
from heard.domain.teams.rules.targets import Target
from heard.kernel import clock

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

    from heard.domain.cases.rules.simulation import Run
    from heard.domain.teams.rules.calendar import BusinessCalendar

MONTHS = [(3, gettext_lazy("3 months")), (6, gettext_lazy("6 months")), (12, gettext_lazy("12 months"))]
USUAL_MONTHS = 6
DAYS_A_MONTH = 30.44
TRIED = {ClockKind.FIRST_RESPONSE: gettext_lazy("First answer"), ClockKind.RESOLUTION: gettext_lazy("Done")}
DAYS_COMPARED = (1, 2, 3, 5, 7, 10, 15, 20)


@dataclass(frozen=True, slots=True)
class Trial:
    """How one promise would have gone."""

    title: str
    sentences: list[str]
    bars: list[dict[str, object]]


def trials_of(which: Q, promise: Mapping[str, str], *, months: int) -> list[Trial]:
    """Of a promise (codes by kind) on these cases: one for each kind that says something. Two queries each."""
    since = clock.now() - timedelta(days=months * DAYS_A_MONTH)
    found = []
    for kind, title in TRIED.items():
        if code := promise.get(kind, ""):
            found.append(_trial(str(title), Target.parse(code), runs_to_the_end(which, since=since, kind=kind), months))
    return found


def calendar_trial(calendar_id: UUID, calendar: BusinessCalendar, *, months: int = USUAL_MONTHS) -> str:
    """How the promises there were would have gone, had those who work by this calendar worked by these hours."""
    since = clock.now() - timedelta(days=months * DAYS_A_MONTH)
    runs = runs_to_the_end(Q(team__calendar=calendar_id), since=since)
    before = share_as_it_was(runs)
    if not before.of:
        return ""
    now = share_as_promised(runs, {calendar_id: calendar})
    said = {"cases": _cases(before.of), "months": months, "before": before.percent, "now": now.percent}
    return (
        _("Of %(cases)s closed in the last %(months)d months, %(before)d%% met their date. By these hours: %(now)d%%.")
        % said
    )


def _trial(title: str, target: Target, runs: list[Run], months: int) -> Trial:
    if not runs:
        return Trial(title, [_("No case was closed in this time: there is nothing to try it on.")], [])
    calendars = calendars_of(runs)
    share, was = share_met(runs, target, calendars), share_as_it_was(runs)
    said = {"when": target.in_words(), "percent": share.percent, "cases": _cases(share.of), "months": months}
    sentences = [_("%(when)s: met by %(percent)d%% of the %(cases)s closed in the last %(months)d months.") % said]
    if was.of:
        sentences.append(_("With what was promised then, it was %(percent)d%%.") % {"percent": was.percent})
    shares = shares_by_days(runs, calendars)
    if (enough := days_for(shares)) is not None and share.met < WANTED * share.of:
        words = Target(enough, "d").in_words()
        sentences.append(_("For nine in ten, promise it %(when)s.") % {"when": words})
    sentences[0] = sentences[0][:1].upper() + sentences[0][1:]
    return Trial(title, sentences, [_bar(days, shares[days]) for days in DAYS_COMPARED])


def _bar(days: int, share: Share) -> dict[str, object]:
    text = ngettext("%(n)d working day", "%(n)d working days", days) % {"n": days}
    return {"text": text, "value": share.percent, "shown": f"{share.percent}%"}


def _cases(number: int) -> str:
    return ngettext("%(n)s case", "%(n)s cases", number) % {"n": f"{number:,}"}
