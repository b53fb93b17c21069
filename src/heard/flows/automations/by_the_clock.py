"""Time sets automations off: each minute those whose moment has come get their turn."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from heard.domain.automation.models import Automation
from heard.domain.automation.operations.runs import note_looked
from heard.domain.automation.queries.automations import waiting_for_time
from heard.domain.automation.queries.moments import date_of, moment_on_case, moments_between
from heard.domain.automation.rules.triggers import AtMoment, InvalidTrigger, read_trigger
from heard.domain.cases.models import Case
from heard.domain.cases.operations.locking import locked
from heard.flows.automations.taking_turns import take_turn
from heard.kernel import clock, queue

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from heard.domain.automation.models import Run


def look_at_the_clock() -> int:
    """Queue a turn for every case whose moment has come since the last look; how many."""
    return sum(_look(automation.id) for automation, _trigger in waiting_for_time())


def run_at_moment(automation_id: UUID, case_id: UUID, date: datetime) -> Run | None:
    """The turn of one automation on one case, if the date that brought it still stands."""
    automation = Automation.objects.filter(pk=automation_id, active=True).first()
    trigger = _trigger_of(automation)
    case = Case.objects.filter(pk=case_id).first()
    if automation is None or trigger is None or case is None:
        return None
    with transaction.atomic():
        if date_of(locked(case), trigger.date) != date:
            return None
        return take_turn(automation, case_id, key=_key(trigger, date))


def catch_up(case_id: UUID) -> int:
    """The turns of a case whose dates came so late that their moment is over while the date itself is still to come."""
    ran, now = 0, clock.now()
    for automation, trigger in waiting_for_time():
        if not trigger.before:
            continue
        case = Case.objects.select_related("team__calendar").get(pk=case_id)
        date = date_of(case, trigger.date)
        moment = moment_on_case(case, trigger, date) if date and date > now else None
        if date and moment and moment <= (automation.looked_until or now):
            ran += take_turn(automation, case_id, key=_key(trigger, date)) is not None
    return ran


@transaction.atomic
def _look(automation_id: UUID) -> int:
    """Two workers take turns on the automation's row; whoever comes second finds the minute looked at."""
    automation = Automation.objects.select_for_update().get(pk=automation_id)
    trigger, until = _trigger_of(automation), clock.now()
    since = automation.looked_until or automation.active_since
    if not automation.active or trigger is None or since is None or since >= until:
        return 0
    found = moments_between(trigger, since, until)
    rows = [{"automation_id": automation.id, "case_id": case, "date": date.isoformat()} for case, date in found]
    queue.defer_many("run_at_moment", rows)
    note_looked(automation, until=until)
    return len(found)


def _trigger_of(automation: Automation | None) -> AtMoment | None:
    try:
        trigger = read_trigger(automation.trigger) if automation else None
    except InvalidTrigger:
        return None
    return trigger if isinstance(trigger, AtMoment) else None


def _key(trigger: AtMoment, date: datetime) -> str:
    return f"time:{trigger.code}:{date.isoformat()}"
