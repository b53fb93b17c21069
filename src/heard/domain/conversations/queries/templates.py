"""Prepared answers, filled in for a case and the agent who is about to send one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db.models import F, Q

from heard.domain.cases.queries.repeats import repeats_to_tell
from heard.domain.conversations.models import ReplyTemplate
from heard.domain.conversations.rules.templates import fill, says_repeats
from heard.kernel.dates import day_in_words

if TYPE_CHECKING:
    from heard.domain.cases.models import Case
    from heard.domain.teams.models import Staff


def prepared_answers(case: Case, *, agent: Staff) -> list[tuple[ReplyTemplate, str]]:
    """The templates of the case's service first, then the general ones, each with its text filled in."""
    fitting = ReplyTemplate.objects.filter(Q(service=case.service_id) | Q(service=None), active=True)
    templates = list(fitting.order_by(F("service").asc(nulls_last=True), "position", "name"))
    values = _values(case, agent) | {"repeat": _repeat(case, templates)}
    return [(template, fill(template.text, values)) for template in templates]


def _values(case: Case, agent: Staff) -> dict[str, str]:
    return {
        "name": case.person.name if case.person else "",
        "reference": case.reference,
        "service": case.service.name,
        "place": case.address or (case.area.name if case.area else ""),
        "date": day_in_words(case.resolve_by) if case.resolve_by else "",
        "team": case.team.name if case.team else "",
        "agent": agent.name,
        "council": settings.HEARD_COUNCIL["name"],
    }


def _repeat(case: Case, templates: list[ReplyTemplate]) -> str:
    """That they told us before, asked only where an answer has a place for it."""
    if not any(says_repeats(template.text) for template in templates):
        return ""
    repeats = repeats_to_tell(case)
    return repeats.apology if repeats else ""
