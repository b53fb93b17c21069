"""Which cases a member of staff may read. Every list and every page of the desk begins here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db.models import Exists, OuterRef, Q

from heard.domain.cases.models import OPEN, Case, Task, TaskState
from heard.kernel.ids import read_reference

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from heard.domain.teams.rules.permissions import Standing


def visible_cases(standing: Standing) -> QuerySet[Case]:
    """The cases this member of staff may read."""
    return Case.objects.filter(visible_to(standing))


def visible_to(standing: Standing) -> Q:
    """The same rule as teams.rules.permissions.may_see, as a condition."""
    open_to_many = Q(confidential=False)
    if not standing.sees_everything_open:
        open_to_many &= Q(department__in=standing.departments) | Q(owner=standing.staff_id)
    if not standing.teams:
        return open_to_many
    return open_to_many | Q(confidential=True, team__in=standing.teams)


def readable_cases(standing: Standing) -> QuerySet[Case]:
    """Those that may be read one by one: the same, and open ones in which the reader's teams have something to do.

    Lists leave the latter out: who helps with a task finds it among the tasks.
    """
    helping = Task.objects.filter(case=OuterRef("pk"), team__in=standing.teams).exclude(state=TaskState.DROPPED)
    return Case.objects.filter(visible_to(standing) | (OPEN & Q(confidential=False) & Exists(helping)))


def case_for(standing: Standing, reference: str) -> Case:
    """One case with all its page needs in one query; Case.DoesNotExist where it is not this reader's to see. The
    reference may be as somebody typed it.
    """
    return whole_cases(readable_cases(standing)).get(reference=proper_reference(reference) or reference)


def public_case(reference: str) -> Case:
    """A case as anybody may see it by its reference alone; Case.DoesNotExist for a confidential one."""
    return whole_cases(Case.objects.filter(confidential=False)).get(reference=reference)


def proper_reference(typed: str) -> str | None:
    """A reference of this council in its proper form; None where what was typed is none."""
    return read_reference(typed, prefix=settings.HEARD_COUNCIL["reference_prefix"])


def whole_cases(cases: QuerySet[Case]) -> QuerySet[Case]:
    """The same cases with service, keepers, area, person, what they were merged into, and whether there is more to them
    (`has_tasks`, `has_children`), so that only those that have are asked for it.
    """
    tasks, children = Task.objects.filter(case=OuterRef("pk")), Case.objects.filter(parent=OuterRef("pk"))
    return (
        cases.annotate(has_tasks=Exists(tasks), has_children=Exists(children))
        .select_related(
            "service__group",
            "service__questionnaire",
            "team__calendar",
            "department",
            "owner",
            "area",
            "person",
            "merged_into",
            "asset__layer",
            "workflow_version__workflow",
        )
        .defer("search", "area__geometry", "merged_into__search")
    )
