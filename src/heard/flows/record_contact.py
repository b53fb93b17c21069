"""A member of staff writes down what a resident says on the phone or at the counter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from heard.flows.report_issue import report_issue

if TYPE_CHECKING:
    from heard.domain.cases.models import Case
    from heard.domain.people.models import Person
    from heard.flows.report_issue import Report
    from heard.kernel.actor import Actor


def record_contact(report: Report, *, actor: Actor, person: Person | None = None) -> Case:
    """File the report for a resident: `person` is who the agent confirmed, otherwise somebody new."""
    return report_issue(report, actor=actor, person=person)
