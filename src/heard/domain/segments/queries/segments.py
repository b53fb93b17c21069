"""The segments a member of staff may see."""

from __future__ import annotations

from typing import TYPE_CHECKING

from heard.domain.segments.models import Segment
from heard.domain.teams.models import Department

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from heard.domain.teams.rules.permissions import Standing


def segments_for(standing: Standing) -> QuerySet[Segment]:
    """Those of the departments they manage, with what they say now and who wrote and approved it."""
    segments = Segment.objects.select_related("department", "current__author", "current__approved_by")
    return segments if standing.administrator else segments.filter(department__in=standing.managed_departments)


def departments_for(standing: Standing) -> QuerySet[Department]:
    """The departments whose segments they may keep."""
    departments = Department.objects.filter(active=True).order_by("name")
    return departments if standing.administrator else departments.filter(id__in=standing.managed_departments)
