"""A promise as dates: what it means for a case reported now. And what is said once it is saved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from heard.domain.cases.models import OPEN, Case
from heard.domain.teams.queries import active_teams
from heard.domain.teams.rules.calendar import BusinessCalendar
from heard.domain.teams.rules.targets import Target, due
from heard.kernel import clock
from heard.kernel.dates import by_day, moment_in_words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from heard.domain.catalogue.models import Service
    from heard.domain.teams.models import Team

SAID = {
    "first_response": gettext_lazy("answered %(when)s"),
    "next_update": gettext_lazy("news %(when)s"),
    "resolution": gettext_lazy("done %(when)s"),
}


def usual_team(service: Service) -> Team | None:
    """A team whose hours stand for the service's: its newest case's, its department's first, or the first there is."""
    teams = active_teams().select_related("calendar")
    newest = Case.objects.filter(service=service, confidential=False, team__in=active_teams()).order_by(
        "-reported_at", "-id"
    )
    if team_id := newest.values_list("team_id", flat=True).first():
        return teams.get(pk=team_id)
    return teams.filter(department=service.department_id).first() or teams.first()


def dates_said(promise: Mapping[str, str], team: Team | None) -> str:
    """As in: Reported now, in the hours of Roads North: done by Thursday 26 November."""
    said = [str(SAID[kind]) % {"when": _when(code, team)} for kind in SAID if team and (code := promise.get(kind, ""))]
    if not (said and team):
        return ""
    return _("Reported now, in the hours of %(team)s: %(dates)s.") % {"team": team.name, "dates": ", ".join(said)}


def saved_said(service: Service) -> str:
    """That the dates of open cases follow, where there are any."""
    if Case.objects.filter(OPEN, service=service).exists():
        return _("Saved. The dates of open cases are moving; each says so on its timeline.")
    return _("Saved. New cases are promised this.")


def _when(code: str, team: Team) -> str:
    target = Target.parse(code)
    moment = due(BusinessCalendar.of(team.calendar), clock.now(), target)
    return by_day(moment) if target.unit == "d" else _("by %(day)s") % {"day": moment_in_words(moment)}
