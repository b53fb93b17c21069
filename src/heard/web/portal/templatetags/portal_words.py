"""How the portal says where a report stands, who has it, and when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template
from django.conf import settings
from django.utils.html import format_html
from django.utils.translation import gettext as _

from heard.domain.cases.models import Outcome, Status
from heard.kernel import dates

if TYPE_CHECKING:
    from django.utils.safestring import SafeString

    from heard.domain.cases.models import Case

register = template.Library()

TONES = {Status.RECEIVED: "blue", Status.IN_PROGRESS: "purple", Status.WAITING: "yellow", Status.CLOSED: "grey"}

register.filter("day", dates.day_in_words)
register.filter("by_day", dates.by_day)
register.filter("moment", dates.moment_in_words)


@register.simple_tag
def case_status(case: Case) -> SafeString:
    """Where it stands; how it ended, once it has. "Fixed" is green."""
    if case.status == Status.WAITING and not case.stage:
        return _tag(_("Waiting for an answer"), TONES[Status.WAITING])  # the desk's words speak of "the resident"
    if case.status == Status.WAITING:  # its workflow says for whom: not always for them
        return _tag(_("Waiting"), TONES[Status.WAITING])
    if case.status != Status.CLOSED:
        return _tag(str(Status(case.status).label), TONES[Status(case.status)])
    outcome = Outcome(case.outcome)
    return _tag(str(outcome.label), "green" if outcome == Outcome.FIXED else "grey")


@register.filter
def keeper(case: Case) -> str:
    """Who has it, as a resident may know: the team, never its people."""
    return case.team.name if case.team else settings.HEARD_COUNCIL["name"]


def _tag(words: str, tone: str) -> SafeString:
    return format_html('<strong class="govuk-tag govuk-tag--{}">{}</strong>', tone, words)
