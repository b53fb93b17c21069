"""What a person contacted the council about before, as far as the reader may see it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from heard.domain.cases.models import Case, Follower
from heard.domain.cases.queries.access import visible_cases

if TYPE_CHECKING:
    from collections.abc import Collection
    from uuid import UUID

    from django.db.models import QuerySet

    from heard.domain.teams.rules.permissions import Standing


def known_among(standing: Standing, people: Collection[UUID]) -> set[UUID]:
    """Those of these people of whom the reader may see a case: of the others it is not told that they exist."""
    if standing.serves_everyone:
        return set(people)
    seen = visible_cases(standing).values("pk")
    reported = Case.objects.filter(pk__in=seen, person__in=people).values_list("person_id")
    following = Follower.objects.filter(case__in=seen, person__in=people).values_list("person_id")
    return {found for (found,) in reported.union(following)}


def contacts_of(standing: Standing, people: Collection[UUID]) -> QuerySet[Case]:
    """The cases these people reported or follow, newest first, ready for a list."""
    theirs = Q(person__in=people) | Q(pk__in=Case.objects.filter(followers__person__in=people).values("pk"))
    return (
        visible_cases(standing)
        .filter(theirs)
        .select_related("service", "team__calendar", "owner")
        .order_by("-reported_at", "-id")
    )
