"""What a person contacted the council about before, as far as the reader may see it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from heard.domain.cases.models import Case
from heard.domain.cases.queries.access import visible_cases

if TYPE_CHECKING:
    from collections.abc import Collection
    from uuid import UUID

    from django.db.models import QuerySet

    from heard.domain.teams.rules.permissions import Standing


def contacts_of(standing: Standing, people: Collection[UUID]) -> QuerySet[Case]:
    """The cases these people reported or follow, newest first, ready for a list."""
    theirs = Q(person__in=people) | Q(pk__in=Case.objects.filter(followers__person__in=people).values("pk"))
    return (
        visible_cases(standing)
        .filter(theirs)
        .select_related("service", "team__calendar", "owner")
        .order_by("-reported_at", "-id")
    )
