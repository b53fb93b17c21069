"""What one report's link must not tell about another: confidential cases, and the departments that work them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from heard.domain.cases.models import CONFIDENTIAL, Case

if TYPE_CHECKING:
    from collections.abc import Collection
    from uuid import UUID


def confidential_among(case_ids: Collection[UUID]) -> set[UUID]:
    """Those of these cases that are confidential."""
    return set(Case.objects.filter(CONFIDENTIAL, pk__in=case_ids).values_list("pk", flat=True))


def discreet_departments(departments: Collection[UUID], *, known_by: UUID) -> set[UUID]:
    """Those of these departments that work confidential cases, save where an open one of this whole person names it."""
    working = Case.objects.filter(CONFIDENTIAL, department__in=departments).order_by()
    found = set(working.values_list("department_id", flat=True).distinct())
    theirs = Case.objects.filter(confidential=False, person__whole_id=known_by, department__in=found)
    return found - set(theirs.values_list("department_id", flat=True))
