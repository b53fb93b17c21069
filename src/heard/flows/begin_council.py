"""An empty council gets what every case needs: hours, a department that answers for all, a team with somebody in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.text import slugify

from heard.domain.teams.models import Role
from heard.domain.teams.operations import add_calendar, add_department, add_team, set_roles

if TYPE_CHECKING:
    from heard.domain.teams.models import Staff, Team
    from heard.kernel.actor import Actor

WEEKDAYS = ["mon", "tue", "wed", "thu", "fri"]


@dataclass(frozen=True, slots=True)
class Beginning:
    """What the first page asks. Hours as "09:00"; the country and its part as the `holidays` library knows them."""

    team: str
    calendar: str
    zone: str
    opens: str
    closes: str
    country: str = ""
    part: str = ""


@transaction.atomic
def begin_council(said: Beginning, *, first: Staff, actor: Actor) -> Team:
    """The team of the contact centre, `first` its manager. InvalidCalendar says what is wrong with the hours."""
    calendar = add_calendar(
        name=said.calendar,
        zone=said.zone,
        windows=[{"days": WEEKDAYS, "opens": said.opens, "closes": said.closes}],
        holidays_country=said.country,
        holidays_subdivision=said.part,
        actor=actor,
    )
    code = slugify(said.team)[:60] or "contact-centre"
    department = add_department(name=said.team, code=code, serves_everyone=True, actor=actor)
    team = add_team(department=department, name=said.team, code=code, calendar=calendar, actor=actor)
    set_roles(first, roles={team: Role.MANAGER}, actor=actor)
    return team
