"""A member of staff writes down what a resident says on the phone or at the counter, for themselves or for another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from heard.domain.cases.operations import merging
from heard.domain.cases.operations.opening import note_spoken_for
from heard.domain.conversations.operations.threads import begin
from heard.domain.conversations.queries.audience import conversation_with
from heard.domain.people.queries.profile import who_may_speak_for
from heard.flows.acknowledge import acknowledge
from heard.flows.report_issue import report_issue
from heard.kernel.errors import Refused

if TYPE_CHECKING:
    from heard.domain.cases.models import Case
    from heard.domain.people.models import Person
    from heard.flows.report_issue import Report
    from heard.kernel.actor import Actor


def record_contact(
    report: Report, *, actor: Actor, person: Person | None = None, speaker: Person | None = None
) -> Case:
    """File the report for a resident: `person` is who the agent confirmed, otherwise somebody new. A `speaker` who may
    speak for `person` hears of it as well. Sent twice, it is one case.
    """
    if speaker is None or person is None:
        return report_issue(report, actor=actor, person=person)
    if speaker.whole_id not in {one.whole_id for one in who_may_speak_for(person, on=timezone.localdate())}:
        raise Refused(_("They may not speak for this person. Note on the person's page who may, and until when."))
    case = report_issue(report, actor=actor, person=person)
    _also_tell(case, speaker, actor=actor)
    return case


@transaction.atomic
def _also_tell(case: Case, speaker: Person, *, actor: Actor) -> None:
    if conversation_with(speaker, case):
        return
    merging.follow(case, person=speaker, actor=actor)
    note_spoken_for(case, speaker=speaker, actor=actor)
    acknowledge(begin(case=case, person=speaker, channel=case.origin), case=case, follows=True)
