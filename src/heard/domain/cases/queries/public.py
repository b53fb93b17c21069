"""Open reports as anybody may see them: on the public map and on the list beside it. No words and no names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q

from heard.domain.cases.models import OPEN, Case

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from django.db.models import QuerySet

    from heard.kernel.location import Box

PAGE = 25
# Opened for what comes to somebody's door, it is at that door (Case.is_at_home).
_OF_A_HOME = Q(parent__service__at_home=True) | Q(parent__parent__service__at_home=True)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a list goes on: after this case."""

    reported_at: datetime
    id: UUID


def open_public_cases(*, service: str = "", after: Place | None = None) -> tuple[list[Case], Place | None]:
    """A page of open reports with a place, newest first, and where the next page begins. One query."""
    found = _shown(service).select_related("service", "area").order_by("-reported_at", "-id")
    if after:
        earlier = Q(reported_at__lt=after.reported_at) | Q(reported_at=after.reported_at, id__lt=after.id)
        found = found.filter(earlier, reported_at__lte=after.reported_at)  # the second bound is what the index reads by
    page = list(found[: PAGE + 1])
    return page[:PAGE], Place(page[PAGE - 1].reported_at, page[PAGE - 1].id) if len(page) > PAGE else None


def open_public_points(*, box: Box | None = None, service: str = "", limit: int) -> list[Case]:
    """The newest open reports within a box of degrees, as points for a map: nobody's own home. One query."""
    found = _shown(service).filter(service__at_home=False).exclude(_OF_A_HOME)
    if box:
        found = found.filter(location__within=box)
    found = found.select_related("service").order_by("-reported_at", "-id")
    return list(found.only("reference", "location", "reported_at", "service__name")[:limit])


def _shown(service: str) -> QuerySet[Case]:
    shown = Case.objects.filter(OPEN, confidential=False, location__isnull=False)
    return shown.filter(service__code=service) if service else shown
