"""How fast each team works, and when its people are at work: delays that the council's figures will show."""

from __future__ import annotations

import math
from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from heard.domain.teams.rules.targets import due as due_at

if TYPE_CHECKING:
    from datetime import datetime
    from random import Random

    from heard.domain.cases.rules.deadlines import Clock
    from heard.domain.teams.rules.calendar import BusinessCalendar

# The share of the promised time that a team usually needs. Roads South has more holes than people, and it gets worse.
USUAL = {
    "roads-south": 1.02, "roads-north": 0.7, "traffic": 0.8, "collections": 0.5, "street-cleaning": 0.55,
    "parks": 0.7, "trees": 0.82, "lighting": 0.74, "environment": 0.7, "noise": 0.6, "housing-repairs": 0.85,
    "tenancies": 0.65, "safeguarding": 0.55, "duty": 0.5, "contact-centre": 0.5,
}  # fmt: skip
SPREAD = 0.38
BACKLOG = {"roads-south": 2.1, "trees": 1.5, "lighting": 1.25, "traffic": 1.3, "housing-repairs": 1.2}
EARLIEST_RISER = 6
BACKLOG_SINCE = timedelta(days=70)


def share_needed(team: str, at: datetime, now: datetime, random: Random) -> float:
    """How much of the promised time this case will take; above one it is late."""
    usual = USUAL[team] * (BACKLOG.get(team, 1.0) if now - at < BACKLOG_SINCE else 1.0)
    return random.lognormvariate(math.log(usual), SPREAD)


def moment_at(clock: Clock, share: float, calendar: BusinessCalendar, random: Random) -> datetime:
    """When so much of what was promised has passed, while somebody of the team is at work."""
    counting = clock.target.clock_of(calendar)
    promised = counting.between(clock.started_at, due_at(calendar, clock.started_at, clock.target))
    moment = counting.add(clock.started_at, max(60.0, promised * share))
    opening = calendar.next_opening(moment)
    return moment if opening == moment else opening + timedelta(seconds=random.randint(120, 4000))


def soon(at: datetime, hours: float, calendar: BusinessCalendar, random: Random) -> datetime:
    """Some working hours later, give or take."""
    return calendar.add(at, hours * 3600 * random.uniform(0.4, 1.6)) + timedelta(seconds=random.randint(1, 59))


def awake(at: datetime) -> datetime:
    """The same moment, or some hours later where residents would be asleep."""
    return at + timedelta(hours=EARLIEST_RISER) if timezone.localtime(at).hour < EARLIEST_RISER else at
